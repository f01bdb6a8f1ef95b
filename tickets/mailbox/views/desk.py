"""Mail that came in, as the vendor's people see it: what waits for a person, one mail, its original."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from subscriptions import paging, serving
from subscriptions.forms import RefusingForm
from subscriptions.models import User
from subscriptions.refusals import Refusal
from tickets.desk.access import Act, StaffRequest, for_staff, may
from tickets.mailbox import deciding, recognition
from tickets.mailbox.forms import AttachForm, DiscardForm, LogForm
from tickets.mailbox.keeping import State
from tickets.mailbox.models import IncomingMail
from tickets.mailbox.reading import ReadMail
from tickets.models import Incident

PAGE = 50
SHOWN = 20_000  # characters of a mail on its page
FORMS: dict[str, type[RefusingForm]] = {"attach": AttachForm, "log": LogForm, "discard": DiscardForm}


@for_staff()
@require_safe
def mails(request: StaffRequest) -> HttpResponse:
    """Those of one state, held unless the address says another, the newest first."""
    state = request.GET.get("state", State.HELD)
    state = state if state in State.values else State.HELD
    found = IncomingMail.objects.visible_to(request.user).filter(state=state).select_related("customer")
    page, following = paging.newest_first(request, found, PAGE)
    context = {
        "mails": page,
        "next": following,
        "state": state,
        "states": [each for each in State if each != State.RECEIVED],
    }
    return render(request, "mailbox/mails.html", context)


@for_staff()
@require_safe
def mail(request: StaffRequest, number: int) -> HttpResponse:
    """What it says, as text, and what can be done with it."""
    return _page(request, _mail(request, number))


@for_staff()
@require_safe
def original(request: StaffRequest, number: int) -> HttpResponseBase:
    """The octets as they came, to be saved: never shown as a page."""
    found = _mail(request, number)
    try:
        size = found.original.size  # of a mail that was too large only its beginning is kept
    except (ValueError, FileNotFoundError) as gone:
        raise Http404 from gone
    content = serving.Content(
        storage=found.original.storage,
        path=str(found.original.name),
        name=f"mail-{found.pk}.eml",
        size=size,
        tag=Path(str(found.original.name)).name,
        caching=serving.NOT_KEPT,
    )
    return serving.serve(request, content)


@for_staff(Act.WORK)
@require_POST
def decide(request: StaffRequest, number: int, name: str) -> HttpResponse:
    """Attach, log or discard; where it is refused the page again, with what was typed."""
    if name not in FORMS:
        raise Http404
    found = _mail(request, number)
    form = FORMS[name](request.POST, auto_id=f"{name}_%s")
    if form.is_valid():
        try:
            said, leads_to = DECISIONS[name](found, request.user, form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(leads_to)
    return _page(request, found, {name: form}, form.status)


def _attach(found: IncomingMail, by: User, typed: dict[str, Any]) -> tuple[str, str]:
    sender = found.person if found.person and not found.person.is_staff else None
    incident = deciding.attach_to(found, typed["number"], sender, by, typed["reason"])
    return _("The mail is a message on the incident."), f"/desk/incidents/{incident.pk}/"


def _log(found: IncomingMail, by: User, typed: dict[str, Any]) -> tuple[str, str]:
    incident = deciding.log_for(found, typed["customer"], typed["contact"], by, typed["reason"])
    return _("Incident {number} is logged.").format(number=incident.pk), f"/desk/incidents/{incident.pk}/"


def _discard(found: IncomingMail, by: User, typed: dict[str, Any]) -> tuple[str, str]:
    deciding.discard(found, by, typed["reason"])
    return _("The mail is discarded; its original is kept."), "/desk/mail/"


DECISIONS: dict[str, Callable[[IncomingMail, User, dict[str, Any]], tuple[str, str]]] = {
    "attach": _attach,
    "log": _log,
    "discard": _discard,
}


def _mail(request: StaffRequest, number: int) -> IncomingMail:
    visible = IncomingMail.objects.visible_to(request.user)
    found: IncomingMail = get_object_or_404(
        visible.select_related("customer", "incident", "person", "decided_by"), pk=number
    )
    return found


def _page(
    request: StaffRequest,
    found: IncomingMail,
    bound: dict[str, RefusingForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    read = deciding.original(found)
    named = _named(read, request.user)
    forms = {name: form(initial=_initial(found, named), auto_id=f"{name}_%s") for name, form in FORMS.items()}
    context = {
        "mail": found,
        "read": read,
        "named": named,
        "text": read.text[:SHOWN],
        "forms": forms | (bound or {}),
        "bound": next(iter(bound.values())) if bound else None,
        "may_decide": found.state == State.HELD and may(request.user, Act.WORK),
    }
    return render(request, "mailbox/mail.html", context, status=status)


def _named(read: ReadMail, reader: User) -> Incident | None:
    """The incident that the mail names, where the reader may see it: whether it belongs there she decides."""
    incident = recognition.about(read).incident
    return (
        incident if incident and Incident.objects.visible_to(reader).filter(pk=incident.pk).exists() else None
    )


def _initial(found: IncomingMail, named: Incident | None) -> dict[str, Any]:
    return {"contact": found.sender if found.person else "", "number": named.pk if named else None}
