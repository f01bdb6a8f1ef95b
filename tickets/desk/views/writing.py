"""What is being written on an incident, while something is chosen for it on a page of its own: it goes along, and
she goes on where she was. For browsers without scripts."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone

from tickets.desk.access import StaffRequest
from tickets.desk.steps import BY_NAME
from tickets.desk.views.incident import Offered, form_of, page
from tickets.models import Incident

KEPT = ("body", "after", "solution")


def typed(request: StaffRequest, kept: Iterable[str] = KEPT) -> dict[str, str]:
    """What she has written and chosen so far. Files go along with no form."""
    return {name: request.POST.get(name, "") for name in kept}


def below(text: str, added: str) -> str:
    """What was typed, with what was chosen below it."""
    return f"{text.rstrip()}\n\n{added}\n".lstrip()


def goes_on(
    request: StaffRequest, incident: Incident, typed: dict[str, str], name: str = "reply"
) -> HttpResponse:
    """The incident's page with her reply, note or other form as far as it is; a choice that is not possible any
    more is left out."""
    step = BY_NAME[name]
    form = form_of(step, incident, request, initial=typed)
    if "after" in form.fields and typed.get("after") not in dict(form.fields["after"].choices):  # type: ignore[attr-defined]
        form.initial.pop("after", None)
    return page(request, incident.pk, timezone.now(), Offered(step, incident, form))
