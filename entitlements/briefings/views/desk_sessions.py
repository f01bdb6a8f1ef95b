"""Sessions at the desk: planned, changed, cancelled; who signed up and came; the questions while it lasts
(R16)."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.briefings import access, asking, attending, planning
from entitlements.briefings.desk_forms import (
    AnswerQuestionForm,
    AttendanceForm,
    LinkForm,
    ReasonForm,
    SessionForm,
    SessionRecordingForm,
)
from entitlements.briefings.models import Question, Session, SignUp
from entitlements.briefings.planning import Plan
from entitlements.briefings.views.asked import at_the_desk
from notifications.views.readers import PersonRequest, for_staff
from subscriptions.forms import RefusingForm
from subscriptions.guards import requires
from subscriptions.models import User
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal
from subscriptions.steps import Step, offered, pressed

PAGE = "briefings:desk_session"


@requires(Permission.PLAN_BRIEFINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Plan a session."""
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = planning.plan(Plan(**form.facts()), request.user)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = _("The session is planned; its host is told.")
            messages.success(request, said, extra_tags="draft:briefing-session")
            return redirect(PAGE, made.pk)
    status = form.status if form.is_bound else 200
    return render(request, "briefings/desk/new_session.html", {"form": form}, status=status)


@for_staff
@require_safe
def session(request: PersonRequest, number: int) -> HttpResponse:
    """One session with all that can be done about it."""
    return _page(request, _session(number), {})


@for_staff
@require_safe
def questions(request: PersonRequest, number: int) -> HttpResponse:
    """The questions by themselves, for the open page."""
    found = _session(number)
    context = at_the_desk(found, timezone.now()) | {"leads": access.leads(found, request.user)}
    return render(request, "briefings/desk/questions.html", context)


@for_staff
@require_POST
def step(request: PersonRequest, number: int, step: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _session(number)
    if refused := pressed(request, STEPS, step, found):
        return _page(request, _session(number), {step: refused}, refused.status)
    return redirect(PAGE, number)


@for_staff
@require_POST
def answer(request: PersonRequest, number: int) -> HttpResponse:
    """The host marks a question answered. Raises Forbidden for anybody who does not run the session."""
    question = get_object_or_404(Question.objects.select_related("session__host"), pk=number)
    access.require_leading(question.session, request.user)
    form = AnswerQuestionForm(request.POST)
    try:
        if form.is_valid():
            asking.answer(question, request.user, form.cleaned_data["answer"])
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(f"/desk/briefings/sessions/{question.session_id}/#questions")


def _coming(session: Session, person: User, at: datetime) -> bool:
    return not session.is_cancelled and session.ends_at > at


def _not_begun(session: Session, person: User, at: datetime) -> bool:
    return not session.is_cancelled and session.starts_at > at


def _begun(session: Session, person: User, at: datetime) -> bool:
    return not session.is_cancelled and session.starts_at <= at


def _seated(session: Session) -> list[SignUp]:
    return list(session.sign_ups.seated().select_related("user", "customer"))


STEPS: dict[str, Step[Session]] = {
    each.name: each
    for each in (
        Step(
            "edit",
            gettext_lazy("Change the session"),
            gettext_lazy("Keep the changes"),
            "pencil",
            SessionForm.of,
            lambda session, by, form: planning.change(session, Plan(**form.facts()), by),
            gettext_lazy("The session is changed. Whoever signed up is told if it moved."),
            _not_begun,
        ),
        Step(
            "link",
            gettext_lazy("Join link"),
            gettext_lazy("Keep the link"),
            "link",
            lambda session, data: LinkForm(data, initial={"link": session.link}),
            lambda session, by, form: planning.give_link(session, by, form.cleaned_data["link"]),
            gettext_lazy("The link is kept."),
            _coming,
        ),
        Step(
            "attendance",
            gettext_lazy("Who came"),
            gettext_lazy("Keep who came"),
            "users",
            lambda session, data: AttendanceForm(data, sign_ups=_seated(session)),
            lambda session, by, form: attending.note(session, by, form.came()),
            gettext_lazy("Who came is noted."),
            _begun,
        ),
        Step(
            "recording",
            gettext_lazy("Recording of the session"),
            gettext_lazy("Link the recording"),
            "video",
            lambda session, data: SessionRecordingForm(data, initial={"recording": session.recording_id}),
            lambda session, by, form: planning.link_recording(session, by, form.cleaned_data["recording"]),
            gettext_lazy("The recording is linked."),
            _begun,
        ),
        Step(
            "cancel",
            gettext_lazy("Cancel the session"),
            gettext_lazy("Cancel it"),
            "ban",
            lambda session, data: ReasonForm(data),
            lambda session, by, form: planning.cancel(session, by, form.cleaned_data["reason"]),
            gettext_lazy("The session is cancelled. Everybody who signed up is told."),
            _coming,
            warns=True,
        ),
    )
}


def _page(
    request: PersonRequest, found: Session, refused: dict[str, RefusingForm], status: int = 200
) -> HttpResponse:
    at, leads = timezone.now(), access.leads(found, request.user)
    rows = found.sign_ups.select_related("user", "customer")
    context = {
        "offered": offered(STEPS.values(), found, request.user, at, refused, may=leads),
        "opened": next(iter(refused), ""),
        "leads": leads,
        "seated": rows.seated(),
        "waiting": rows.waiting(),
        "ended": rows.exclude(state__in=("seated", "waiting")),
        "came": _came(rows.seated()),
        "has_begun": found.starts_at <= at,
        "is_over": found.ends_at <= at,
    } | at_the_desk(found, at)
    return render(request, "briefings/desk/session.html", context, status=status)


def _came(seated: Iterable[SignUp]) -> int | None:
    """How many came; None while nothing is noted."""
    noted = [row.attended for row in seated if row.attended is not None]
    return sum(noted) if noted else None


def _session(number: int) -> Session:
    rows = Session.objects.select_related("host", "recording").prefetch_related("products")
    return get_object_or_404(rows, pk=number)
