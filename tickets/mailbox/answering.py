"""What is said to whom about a mail that was not taken: a contact reads why, staff that one is held, an unknown
sender once a day that her address is not known; machines read nothing (RFC 3834)."""

import logging
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from notifications.mails import is_address
from notifications.message_ids import domain
from notifications.outbox import tell as notify
from subscriptions.models import StaffMember, User
from tickets.mailbox.keeping import State, Why
from tickets.mailbox.models import IncomingMail, SenderAnswer

log = logging.getLogger(__name__)

Role = StaffMember.Role
OWED_FOR = timedelta(days=2)  # after that nobody waits for it any more


def tell(mail: IncomingMail) -> None:
    """Inside the transaction that worked it off."""
    if mail.state == State.HELD:
        _tell_staff(mail)
    elif mail.state == State.REFUSED and mail.why == Why.UNKNOWN:
        _owe_an_answer(mail)
    elif mail.state == State.REFUSED and mail.person and not mail.person.is_staff:
        _tell_contact(mail, mail.person)


def too_large(mail: IncomingMail) -> None:
    """Tell a contact that her mail is too large; the words say how large one may be."""
    if mail.person:
        with translation.override(mail.person.language):
            limit = settings.MAIL_BYTES // (1024 * 1024)
            mail.detail = _(
                "It is larger than {limit} MB. Send it without its files, and attach them in the portal."
            ).format(limit=limit)
        mail.save(update_fields=["detail", "person"])
    tell(mail)


def owed() -> list[int]:
    """The answers to unknown senders, by key, that were not sent, the oldest first."""
    since = timezone.now().date() - OWED_FOR
    waiting = SenderAnswer.objects.filter(sent_at=None, on__gte=since).order_by("pk")
    return list(waiting.values_list("pk", flat=True))


def send_owed(number: int) -> bool:
    """Send one of them, in a transaction of its own; whether it was sent. One that the mail server does not take is
    tried again for a while and holds up no other. Raises OSError where the server is away."""
    answer = SenderAnswer.objects.select_for_update(skip_locked=True).filter(pk=number, sent_at=None).first()
    if answer is None:
        return False
    try:
        if is_address(answer.address):
            _answer(answer).send()
    except (SMTPRecipientsRefused, SMTPDataError, SMTPSenderRefused) as error:
        log.warning("the answer to %s is not taken: %s", answer.address, error)
        return False
    answer.sent_at = timezone.now()
    answer.save(update_fields=["sent_at"])
    return True


def _tell_staff(mail: IncomingMail) -> None:
    notify(
        "mail_held",
        User.objects.staff_with(Role.LEAD),
        f"mail held:{mail.pk}",
        context={"sender": mail.sender, "subject": mail.subject, "reason": mail.why},
        link=f"/desk/mail/{mail.pk}/",
    )


def _tell_contact(mail: IncomingMail, person: User) -> None:
    notify(
        "mail_refused",
        [person],
        f"mail refused:{mail.pk}",
        context={"subject": mail.subject, "reason": mail.detail},
        link="/",
    )


def _owe_an_answer(mail: IncomingMail) -> None:
    """The constraint makes it one a day, whoever writes how often."""
    answer = SenderAnswer(
        address=mail.sender,
        on=mail.received_at.date(),
        message_id=mail.message_id,
        subject=mail.subject,
    )
    SenderAnswer.objects.bulk_create([answer], ignore_conflicts=True)


def _answer(answer: SenderAnswer) -> EmailMessage:
    """In both languages, for hers is not known. It says the same whether or not an incident exists."""
    said = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.append(
                _(
                    "Nobody is known to us by the address {address}, so your mail was not taken.\n"
                    "Write from the address that your company gave us, or sign in: {url}"
                ).format(address=answer.address, url=settings.SITE_URL)
            )
    named = {"In-Reply-To": f"<{answer.message_id}>", "References": f"<{answer.message_id}>"}
    return EmailMessage(
        f"Re: {answer.subject}"[:250],
        "\n\n".join(said),
        settings.DEFAULT_FROM_EMAIL,
        [answer.address],
        headers={
            "Auto-Submitted": "auto-replied",
            "Message-ID": f"<answer.{answer.pk}@{domain()}>",
            **(named if answer.message_id.isascii() and answer.message_id else {}),
        },
    )
