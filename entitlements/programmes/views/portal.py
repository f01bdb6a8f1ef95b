"""Programmes as contacts see them: what is offered, its points for their company, applying, the agreement, builds
and feedback (R19)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements import documents, readers
from entitlements.models import Document
from entitlements.programmes import access, applying, eligibility, noting, taking_part
from entitlements.programmes.applying import Wish
from entitlements.programmes.forms import ApplyForm, FeedbackForm, InterestForm
from entitlements.programmes.models import Agreement, Application, Build, Programme
from entitlements.programmes.taking_part import Said
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import coverage, paging
from subscriptions.forms import RefusingForm
from subscriptions.refusals import Refusal

DESK = "/desk/programmes/"
PAGE = "programmes:programme"
SIZE = 30
BUILDS, SHOWN = 20, 50


@for_contacts(DESK)
@require_safe
def index(request: ContactRequest) -> HttpResponse:
    """What is offered, the newest first; those of her company are marked."""
    return _index(request, timezone.now())


@for_contacts(DESK)
@require_POST
def interest(request: ContactRequest) -> HttpResponse:
    """She chooses of which products she hears when a programme opens."""
    at = timezone.now()
    access.require_reading(request.customer, at)
    form = _interest_form(request, at, request.POST)
    if form.accepted_by(
        lambda: noting.note(request.customer, request.user, form.cleaned_data["products"], at)
    ):
        messages.success(request, _("Your choice is kept. You are told when a programme opens."))
        return redirect("programmes:programmes")
    return _index(request, at, form)


@for_contacts(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def programme(request: ContactRequest, number: int) -> HttpResponse:
    """One programme; posted, she applies. It says where her company stands."""
    at = timezone.now()
    found = _programme(request, number, at)
    if request.method != "POST":
        return _page(request, found, at)
    form = _apply_form(request, found, request.POST)
    applied: list[applying.Applied] = []

    def send() -> None:
        wish = Wish(programme=found, customer=request.customer, contact=request.user, **form.facts())
        applied.append(applying.apply(wish, at))

    if form.accepted_by(send):
        said = _("Your application is sent. A person decides, and you are told; no place is promised.")
        messages.success(request, said, extra_tags=f"draft:programme-{number}")
        if applied[0].after_elite:
            messages.warning(request, str(applied[0].after_elite))
        return redirect(PAGE, number)
    return _page(request, found, at, form=form)


@for_contacts(DESK)
@require_POST
def withdraw(request: ContactRequest, number: int) -> HttpResponse:
    """Her company wants to take part no more."""
    own = _application(request, number)
    try:
        applying.withdraw(own, request.user)
        messages.success(request, _("The application is withdrawn."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(PAGE, number)


@for_contacts(DESK)
@require_POST
def agreement(request: ContactRequest, number: int, version: int) -> HttpResponse:
    """A manager accepts this version for her company."""
    own = _application(request, number)
    shown = get_object_or_404(Agreement, programme=number, number=version)
    try:
        taking_part.accept_agreement(own, shown, request.user)
        messages.success(
            request, _("Your company has accepted version {n} of the agreement.").format(n=version)
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(PAGE, number)


@for_contacts(DESK)
@require_POST
def feedback(request: ContactRequest, number: int) -> HttpResponse:
    """Feedback on one build. A refusal stands at its field, and what was typed stays."""
    at = timezone.now()
    own = _application(request, number)
    form = FeedbackForm(request.POST, programme=own.programme)
    if form.accepted_by(lambda: taking_part.give_feedback(own, Said(**form.cleaned_data), request.user, at)):
        said = _("Your feedback is sent to the product manager.")
        messages.success(request, said, extra_tags=f"draft:feedback-{number}")
        return redirect(PAGE, number)
    return _page(request, own.programme, at, feedback_form=form)


def _index(request: ContactRequest, at: datetime, form: InterestForm | None = None) -> HttpResponse:
    elite = access.require_reading(request.customer, at)
    found = Programme.objects.shown().select_related("product", "version")
    rows, before = paging.newest_first(request, found, SIZE)
    own = {each.programme_id: each for each in _own(request).filter(programme__in=rows).order_by("pk")}
    today = access.day_there(request.customer, at)
    context = {
        "rows": [
            {"programme": row, "own": own.get(row.pk), "open": row.is_open(today) and row.left > 0}
            for row in rows
        ],
        "elite": elite,
        "interest": form or _interest_form(request, at),
        "first_url": "?" if paging.before(request) else "",
        "next_url": f"?before={before}" if before else "",
    }
    return render(request, "programmes/index.html", context, status=form.status if form else 200)


def _interest_form(request: ContactRequest, at: datetime, data: Any = None) -> InterestForm:
    covered = coverage.covered_products(request.customer, at)
    noted = noting.noted_by(request.customer, request.user).values_list("product__code", flat=True)
    return InterestForm(data, covered=covered, initial=None if data else {"products": list(noted)})


def _programme(request: ContactRequest, number: int, at: datetime) -> Programme:
    access.require_reading(request.customer, at)
    return get_object_or_404(Programme.objects.shown().select_related("product", "version"), pk=number)


def _own(request: ContactRequest) -> Any:
    return Application.objects.visible_to(request.user).filter(customer=request.customer)


def _application(request: ContactRequest, number: int) -> Application:
    """Her company's newest application for the programme; Http404 where there is none."""
    rows = _own(request).filter(programme=number, programme__in=Programme.objects.shown())
    rows = rows.select_related("programme__product", "programme__version", "customer", "applied_by")
    found: Application = get_object_or_404(rows.order_by("-pk")[:1])
    return found


def _apply_form(request: ContactRequest, found: Programme, data: Any = None) -> ApplyForm:
    people = applying.people_of(request.customer)
    initial = {"people": [request.user.pk]}
    return ApplyForm(
        data, people=people, requirements=eligibility.requirements(found), initial=None if data else initial
    )


def _why_not(request: ContactRequest, found: Programme, at: datetime) -> Refusal | None:
    """Why her company cannot apply now; None where it can."""
    try:
        access.considered_first(request.customer, at)
        applying.require_open(found, request.customer, at)
    except Refusal as refusal:
        return refusal
    return None


def _page(
    request: ContactRequest,
    found: Programme,
    at: datetime,
    *,
    form: ApplyForm | None = None,
    feedback_form: FeedbackForm | None = None,
) -> HttpResponse:
    own = _newest(request, found)
    applies = own is None or not own.is_open
    refusal = _why_not(request, found, at) if applies else None
    context = {
        "programme": found,
        "own": own,
        "points": _points(request, found, own if own and own.is_open else None, at),
        "after_elite": applying.after_elite(own, at) if own else None,
        "refusal": refusal,
        "form": form or (_apply_form(request, found) if applies and not refusal else None),
        "withdraws": own is not None
        and own.is_open
        and (own.applied_by_id == request.user.pk or request.membership.is_manager),
        "elite_first": found.puts_elite_first(access.day_there(request.customer, at)),
        **(_of_participant(request, found, own, feedback_form) if own and own.takes_part else {}),
    }
    refused: RefusingForm | None = form or feedback_form
    return render(request, "programmes/programme.html", context, status=refused.status if refused else 200)


def _newest(request: ContactRequest, found: Programme) -> Application | None:
    rows = _own(request).filter(programme=found).select_related("customer", "applied_by")
    own: Application | None = rows.prefetch_related("people__user", "statements").order_by("-pk").first()
    if own:
        own.programme = found
    return own


def _points(
    request: ContactRequest, found: Programme, own: Application | None, at: datetime
) -> list[eligibility.Point]:
    return eligibility.points_of(own, at) if own else eligibility.points(found, request.customer, at)


def _with_releases(request: ContactRequest, builds: list[Build]) -> list[dict[str, Any]]:
    """Each build with the address of its release, empty until that is published."""
    reader = readers.reader(request.user, request.customer, timezone.now())
    codes = [build.code for build in builds]
    known = documents.titles(reader, Document.Kind.RELEASE, codes, request.user.language)
    return [
        {"build": build, "address": known[build.code].address if build.code in known else ""}
        for build in builds
    ]


def _of_participant(
    request: ContactRequest, found: Programme, own: Application, form: FeedbackForm | None
) -> dict[str, Any]:
    """Agreement, builds and what her company said of them."""
    newest = taking_part.in_force(own)
    accepted = taking_part.has_accepted(own)
    builds = list(found.builds.all()[:BUILDS])
    return {
        "agreement": newest,
        "accepted": own.acceptances.select_related("by").filter(agreement=newest).first()
        if accepted
        else None,
        "accepts": request.membership.is_manager and not accepted,
        "builds": _with_releases(request, builds),
        "said": own.feedback.select_related("build", "by")[:SHOWN],
        "feedback_form": form or (FeedbackForm(None, programme=found) if accepted and builds else None),
    }
