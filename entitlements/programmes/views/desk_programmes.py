"""One programme at the desk: written, published, changed, ended; applications in their order, agreement, builds and
feedback (R19)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.programmes import access, eligibility, writing
from entitlements.programmes.desk_forms import AgreementForm, BuildForm, ProgrammeForm, TermsForm
from entitlements.programmes.models import Application, Feedback, Programme
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging
from subscriptions.forms import RefusingForm
from subscriptions.guards import requires
from subscriptions.permissions import Permission
from subscriptions.steps import Step, offered, pressed

PAGE = "programmes:desk_programme"
SHOWN = 100
LATELY, SIZE = 10, 50


@requires(Permission.RUN_PROGRAMMES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """A new draft."""
    return _edit(request, None)


@requires(Permission.RUN_PROGRAMMES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, number: int) -> HttpResponse:
    """Change a draft; what is published is changed on its own page."""
    return _edit(request, _programme(number))


@for_staff
@require_safe
def programme(request: PersonRequest, number: int) -> HttpResponse:
    """All about one programme."""
    return _page(request, _programme(number), {})


@for_staff
@require_safe
def feedback(request: PersonRequest, number: int) -> HttpResponse:
    """What participants say, the newest first; `?build=` of one build."""
    found = _programme(number)
    rows = Feedback.objects.filter(build__programme=found).select_related("build", "customer", "by")
    build = paging.key(request.GET.get("build", ""))
    if build:
        rows = rows.filter(build=build)
    shown, before = paging.newest_first(request, rows, SIZE)
    kept = f"build={build}&" if build else ""
    context = {
        "programme": found,
        "rows": shown,
        "builds": found.builds.all()[:SHOWN],
        "build": build,
        "first_url": f"?{kept}" if paging.before(request) else "",
        "next_url": f"?{kept}before={before}" if before else "",
    }
    return render(request, "programmes/desk/feedback.html", context)


@for_staff
@require_POST
def step(request: PersonRequest, number: int, step: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _programme(number)
    if refused := pressed(request, STEPS, step, found):
        return _page(request, _programme(number), {step: refused}, refused.status)
    return redirect(PAGE, number)


def _terms_form(found: Programme, data: Any) -> TermsForm:
    return TermsForm(data) if data is not None else TermsForm.of(found)


def _agreement_form(found: Programme, data: Any) -> AgreementForm:
    newest = found.agreements.first()
    return AgreementForm(data, initial={"agreement": newest.text if newest else ""})


STEPS: dict[str, Step[Programme]] = {
    each.name: each
    for each in (
        Step[Programme](
            "publish",
            gettext_lazy("Publish"),
            gettext_lazy("Publish the programme"),
            "upload",
            lambda found, data: RefusingForm(data),
            lambda found, by, form: writing.publish(found, by),
            gettext_lazy("The programme is published: customers read it and apply."),
            lambda found, person, at: found.state == Programme.State.DRAFT,
        ),
        Step[Programme](
            "agreement",
            gettext_lazy("Write a version of the agreement"),
            gettext_lazy("Keep the version"),
            "scroll-text",
            _agreement_form,
            lambda found, by, form: writing.write_agreement(found, form.cleaned_data["agreement"], by),
            gettext_lazy("The version is kept. Participants are asked to accept it."),
            lambda found, person, at: found.state != Programme.State.ENDED,
        ),
        Step[Programme](
            "build",
            gettext_lazy("Give a build"),
            gettext_lazy("Tell the participants"),
            "package-plus",
            lambda found, data: BuildForm(data),
            lambda found, by, form: writing.give_build(found, by=by, **form.cleaned_data),
            gettext_lazy("The build is listed; participants are told."),
            lambda found, person, at: found.state != Programme.State.DRAFT,
        ),
        Step[Programme](
            "terms",
            gettext_lazy("Change places, dates and text"),
            gettext_lazy("Keep the changes"),
            "pencil",
            _terms_form,
            lambda found, by, form: writing.change(found, form.terms(), by),
            gettext_lazy("The changes are kept."),
            lambda found, person, at: found.state == Programme.State.PUBLISHED,
        ),
        Step[Programme](
            "end",
            gettext_lazy("End the programme"),
            gettext_lazy("End the programme"),
            "square",
            lambda found, data: RefusingForm(data),
            lambda found, by, form: writing.end(found, by),
            gettext_lazy("The programme has ended. Nobody applies or is given a place any more."),
            lambda found, person, at: found.state == Programme.State.PUBLISHED,
            warns=True,
        ),
    )
}


def _edit(request: PersonRequest, found: Programme | None) -> HttpResponse:
    if request.method == "POST":
        form = ProgrammeForm(request.POST)
        kept: list[Programme] = []
        if form.accepted_by(lambda: kept.append(writing.keep(form.draft(), request.user, found))):
            messages.success(request, _("The draft is kept. Publish it when it is ready."))
            return redirect(PAGE, kept[0].pk)
    else:
        form = ProgrammeForm.of(found) if found else ProgrammeForm()
    status = form.status if form.is_bound else 200
    return render(request, "programmes/desk/edit.html", {"form": form, "programme": found}, status=status)


def _page(
    request: PersonRequest, found: Programme, refused: dict[str, RefusingForm], status: int = 200
) -> HttpResponse:
    at = timezone.now()
    first = found.puts_elite_first(timezone.localdate(at))
    applications = Application.objects.filter(programme=found).select_related("customer", "applied_by")
    runs = access.runs(request.user)
    context = {
        "programme": found,
        "requirements": eligibility.requirements(found),
        "agreement": found.agreements.first(),
        "elite_first": first,
        "waiting": applications.considered().in_order(elite_first=first)[:SHOWN],
        "participants": applications.taking_part().order_by("customer__name")[:SHOWN],
        "others": applications.filter(state__in=("declined", "withdrawn"))[:LATELY],
        "builds": found.builds.all()[:LATELY],
        "said": Feedback.objects.filter(build__programme=found).select_related("build", "customer", "by")[
            :LATELY
        ],
        "runs": runs,
        "offered": offered(STEPS.values(), found, request.user, at, refused, may=runs),
        "opened": next(iter(refused), ""),
    }
    return render(request, "programmes/desk/programme.html", context, status=status)


def _programme(number: int) -> Programme:
    return get_object_or_404(Programme.objects.select_related("product", "version"), pk=number)
