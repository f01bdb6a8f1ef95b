"""Who is told what about a request for senior resources. Writing and sending is notifications'.

Each is called inside the verb's transaction; the event of the outbox names the step, so that it is told once.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from entitlements.refusals import listed
from notifications.outbox import tell
from notifications.words import in_both
from subscriptions import advisors
from subscriptions.models import StaffMember, User
from tickets.advisory.models import SeniorRequest
from tickets.advisory.refusals import PAGE


def asked(request: SeniorRequest, at: datetime) -> None:
    """The advisor, or her deputy; where neither is there, the support managers too, so that somebody answers."""
    whom = advisors.on_hand(request.customer, at)
    if not advisors.is_there(request.customer, at):
        whom = [*whom, *User.objects.staff_with(StaffMember.Role.SUPPORT_MANAGER)]
    tell(
        "senior_asked",
        whom,
        f"senior_request:{request.pk}:asked",
        customer=request.customer,
        context=_words(request)
        | {"by": request.asked_by.name, "why": request.why, "wished": request.wished_times},
        link=request.desk_url,
    )


def arranged(request: SeniorRequest, seniors: Sequence[str]) -> None:
    """Who asked: when it is, and with whom."""
    assert request.meeting
    words = {"starts_at": request.meeting.starts_at.isoformat()} | in_both("people", lambda: listed(seniors))
    _asker("senior_arranged", request, "arranged", request.meeting.get_absolute_url(), **words)


def declined(request: SeniorRequest) -> None:
    words = {
        "advisor": request.answered_by.name if request.answered_by else "",
        "reason": request.decline_reason,
    }
    _asker("senior_declined", request, "declined", PAGE, **words)


def _asker(kind: str, request: SeniorRequest, step: str, link: str, **words: Any) -> None:
    tell(
        kind,
        [request.asked_by],
        f"senior_request:{request.pk}:{step}",
        customer=request.customer,
        context=_words(request) | words,
        link=link,
    )


def _words(request: SeniorRequest) -> dict[str, Any]:
    return {"customer": request.customer.name, "topic": request.topic, "kind": request.kind}
