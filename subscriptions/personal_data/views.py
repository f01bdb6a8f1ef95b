"""Pages of personal data: one's own, one's company's, and for administrators anybody's. Exporting and erasing ask
once more who is there."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from subscriptions import serving
from subscriptions.confirming import confirmed, raise_unless_confirmed
from subscriptions.guards import requires
from subscriptions.models import Customer, User
from subscriptions.permissions import Permission
from subscriptions.personal_data import erasing, exporting, retention
from subscriptions.personal_data.forms import EraseForm
from subscriptions.personal_data.models import DataExport, Erasure
from subscriptions.refusals import Refusal

SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: Any) -> HttpResponse:
    """One's own data: ask for them, fetch them. A manager's page has her company's, too."""
    if request.method == "POST":
        raise_unless_confirmed(request)
        exporting.ask_for_person(request.user, request.user, request.customer)
        return _asked(request, "personal_data:own")
    mine = DataExport.objects.filter(asked_by=request.user, person=request.user)
    context = {"exports": _shown(mine)}
    if request.membership and request.membership.is_manager:
        context["company"] = request.customer
        company = DataExport.objects.filter(asked_by=request.user, person=None, customer=request.customer)
        context["company_exports"] = _shown(company)
    return render(request, "personal_data/own.html", context)


@require_POST
@confirmed
def company(request: Any) -> HttpResponse:
    """A manager asks for her company's data."""
    if request.customer is None:
        raise Http404
    exporting.ask_for_customer(request.customer, request.user)
    return _asked(request, "personal_data:own")


@require_safe
def fetch(request: HttpRequest, number: int) -> HttpResponseBase:
    """The file, for who asked for it, by a link that is fresh. Raises LinkExpired, ExportGone."""
    assert isinstance(request.user, User)
    try:
        export = exporting.fetch(number, request.GET.get("key", ""), request.user)
    except DataExport.DoesNotExist as gone:
        raise Http404 from gone
    content = serving.Content(
        storage=export.file.storage,
        path=str(export.file.name),
        name=f"export-{export.pk}-{timezone.localtime(export.asked_at):%Y-%m-%d}.zip",
        size=export.size,
        tag=Path(str(export.file.name)).name,  # the name of a file that is written once
        content_type="application/zip",
        caching=serving.NOT_KEPT,
    )
    return serving.serve(request, content)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ADMINISTER)
def person(request: Any, number: int) -> HttpResponse:
    """For administrators: a person's data, and what erasing her would do."""
    found = get_object_or_404(User, pk=number)
    if request.method == "POST":
        raise_unless_confirmed(request)
        exporting.ask_for_person(found, request.user)
        return _asked(request, "personal_data:person", found.pk)
    return _person_page(request, found, None)


@requires(Permission.ADMINISTER)
@require_POST
@confirmed
def erase(request: Any, number: int) -> HttpResponse:
    """Erase her, as the preview says."""
    found = get_object_or_404(User, pk=number)
    form = EraseForm(request.POST)
    if form.accepted_by(
        lambda: erasing.erase(found, request.user, form.cleaned_data["reason"], form.cleaned_data["seen"])
    ):
        messages.success(request, _("The person is erased."))
        return redirect("personal_data:person", found.pk)
    return _person_page(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ADMINISTER)
def customer(request: Any, number: str) -> HttpResponse:
    """For administrators: a customer's data."""
    found = get_object_or_404(Customer, number=number)
    if request.method == "POST":
        raise_unless_confirmed(request)
        exporting.ask_for_customer(found, request.user)
        return _asked(request, "personal_data:customer", found.number)
    exports = DataExport.objects.filter(asked_by=request.user, person=None, customer=found)
    context = {"company": found, "exports": _shown(exports)}
    return render(request, "personal_data/customer.html", context)


@require_safe
@requires(Permission.ADMINISTER)
def kept(request: Any) -> HttpResponse:
    """For administrators: the rules of retention, and what they would remove now."""
    outcomes = [
        {"words": each.rule.words, "days": retention.days_of(each.rule), "number": each.number}
        for each in retention.apply(timezone.now(), dry=True)
    ]
    return render(request, "personal_data/kept.html", {"outcomes": outcomes})


def _person_page(request: Any, found: User, form: EraseForm | None) -> HttpResponse:
    try:
        erasing.check(found, request.user)
        preview, why_not = erasing.preview(found), None
    except Refusal as refusal:
        preview, why_not = None, refusal
    exports = DataExport.objects.filter(asked_by=request.user, person=found)
    context = {
        "person": found,
        "exports": _shown(exports),
        "preview": preview,
        "why_not": why_not,
        "erasure": Erasure.objects.filter(person=found).select_related("by").first(),
        "form": form or EraseForm(),
    }
    status = form.status if form else 200
    return render(request, "personal_data/person.html", context, status=status)


def _asked(request: HttpRequest, page: str, *where: Any) -> HttpResponse:
    messages.success(request, _("The export is being made. You get a mail when it is ready."))
    return redirect(page, *where)


def _shown(exports: Any) -> list[dict[str, Any]]:
    at = timezone.now()
    return [
        {"export": each, "link": exporting.link(each, at) if each.may_be_fetched(at) else ""}
        for each in exports[:SHOWN]
    ]
