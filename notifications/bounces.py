"""Reports by mail that mail did not arrive, or was not wanted: which mail and address they are about, and what is
kept of them. Reading them is reports.py's, what follows for the address addresses.py's."""

from datetime import datetime
from email.parser import BytesHeaderParser

from django.utils import timezone

from notifications import addresses, reports
from notifications.message_ids import mail_named
from notifications.models import Notification
from notifications.models.addresses import Source
from notifications.reports import Report
from subscriptions import tenancy

REFERENCE_LENGTH = 200


def take_in(raw: bytes, at: datetime | None = None) -> bool:
    """Take in a mail that may report about mail of ours. False where it is none: then nothing is done. The same
    report twice does nothing more."""
    found = reports.read(raw)
    if found is None:
        return False
    name = str(BytesHeaderParser().parsebytes(raw[: reports.SEARCHED]).get("Message-ID", "")).strip()
    for report in found:
        take(report, Source.REPORT, at or timezone.now(), name[:REFERENCE_LENGTH])
    return True


def take(report: Report, source: Source, at: datetime, reference: str = "") -> None:
    """Do what follows from one report: for the mail that it names, and for the address. One by mail that names none
    of ours does nothing: anybody can write it. A mail service comes with its secret."""
    with tenancy.as_staff():
        mail = mail_named(report.mail) if report.mail else None
        address = mail.address or mail.recipient.email if mail else report.address
        if not address or not (mail or source == Source.SERVICE):
            return
        if mail and report.final:
            _did_not_arrive(mail, report.why)
        addresses.take(report.verdict, address, report.why, source=source, at=at, reference=reference)


def _did_not_arrive(mail: Notification, why: str) -> None:
    """It was sent and has come back: it stands with those that failed, and may be tried again (R1.4)."""
    sent = Notification.objects.filter(pk=mail.pk, state=Notification.State.SENT)
    sent.update(state=Notification.State.SET_ASIDE, last_error=why)
