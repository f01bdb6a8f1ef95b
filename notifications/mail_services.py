"""What a mail service reports by webhook, in Anymail's words for all of them: the same follows as from a report by
mail. Mounted where ANYMAIL_WEBHOOK_SECRET is set (xtreme/urls.py)."""

from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.dispatch import receiver
from django.utils import timezone

from notifications import bounces, reports
from notifications.message_ids import ours_in
from notifications.models.addresses import Source, Verdict
from notifications.reports import Report

UNWANTED = {
    EventType.COMPLAINED: Verdict.COMPLAINED,
    EventType.UNSUBSCRIBED: Verdict.UNSUBSCRIBED,
}
WITHHELD = {
    RejectReason.SPAM: Verdict.COMPLAINED,
    RejectReason.UNSUBSCRIBED: Verdict.UNSUBSCRIBED,
}
FINAL = (EventType.BOUNCED, EventType.REJECTED)
OF_THE_ADDRESS = (RejectReason.BOUNCED, RejectReason.INVALID)


@receiver(tracking, dispatch_uid="notifications.mail_services")
def tracked(event: AnymailTrackingEvent, esp_name: str, **kwargs: Any) -> None:
    """Take in what says that mail did not arrive or is not wanted; openings and clicks are nobody's business."""
    verdict = _verdict(event)
    if verdict is None or not event.recipient:
        return
    why = " ".join(str(event.mta_response or event.description or event.reject_reason or "").split())
    report = Report(
        verdict,
        event.recipient,
        why[: reports.WHY_LENGTH],
        ours_in(str(event.message_id or "")),
        final=event.event_type in FINAL,
    )
    reference = f"{esp_name}:{event.event_id}"[: bounces.REFERENCE_LENGTH] if event.event_id else ""
    bounces.take(report, Source.SERVICE, event.timestamp or timezone.now(), reference)


def _verdict(event: AnymailTrackingEvent) -> Verdict | None:
    if event.event_type in UNWANTED:
        return UNWANTED[event.event_type]
    if event.event_type == EventType.DEFERRED:
        return Verdict.DELAYED
    if event.event_type not in FINAL:
        return None
    if event.reject_reason in WITHHELD:
        return WITHHELD[event.reject_reason]
    status = reports.status_in(f"{event.mta_response or ''} {event.description or ''}")
    if status:
        return reports.verdict_of(status)
    return Verdict.FAILED if event.reject_reason in OF_THE_ADDRESS else Verdict.DELAYED
