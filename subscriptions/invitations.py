"""The mail by which a new person chooses a password. It is the one of a forgotten password, so that there is one
way in; whoever makes the account calls this."""

from smtplib import SMTPException

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest
from django.utils import translation

from subscriptions.models import User


def invite(request: HttpRequest, person: User) -> bool:
    """Send the mail in the person's language. False where it cannot be sent now or the person may not sign in."""
    form = ResetPasswordForm({"email": person.email})
    if not (person.is_active and form.is_valid()):
        return False
    with translation.override(person.language):
        try:
            form.save(request)
        except (OSError, SMTPException):
            return False
    return True
