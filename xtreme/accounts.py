"""How allauth behaves here: nobody signs up by herself, guessing is held back, and sign-in leads to the room
of the person's role. Who may come in, and how, is subscriptions.sign_in's."""

import logging
import re
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from notifications import mail_look
from subscriptions import confirming, kept
from subscriptions.models import User
from subscriptions.sign_in import limits, session_store, single_sign_on

log = logging.getLogger(__name__)

LINK = re.compile(r"^https?://\S+$")
SIGNS = re.compile(r"([\\`*_\[\]<>#&+!-])")


class Adapter(DefaultAccountAdapter):
    """Accounts are made by the vendor or by a customer's manager, never by a stranger."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "only_by_provider": gettext_lazy("Your company signs in with its own account: use the button below."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user: Any = request.user
        return "/desk/queue/" if user.is_staff else "/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Who came by her company's provider may leave there, too."""
        used = [r["provider"] for r in get_authentication_records(request, request.user) if "provider" in r]
        return reverse("sign_in:left", args=[used[-1]]) if used else super().get_logout_redirect_url(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Before anything is compared, and alike for addresses that are known and others."""
        with kept.settled():
            if limits.is_held_back(credentials.get("email", ""), self.get_client_ip(request)):
                raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Where a company's provider is the only way in, a right password is answered like a wrong one: who acts
        for whom is nobody's to find out. It opens to whom the provider does not let in."""
        user = super().authenticate(request, **credentials)
        if request.user.is_authenticated:
            return user
        with kept.settled():
            if (
                single_sign_on.must_come_by_it(user)
                if isinstance(user, User)
                else single_sign_on.passwords_are_refused(credentials.get("email", ""))
            ):
                raise self.validation_error("only_by_provider")
        return user

    def pre_login(self, request: HttpRequest, user: Any, **login: Any) -> HttpResponse | None:
        """A passkey is refused like a password."""
        by_provider = "sociallogin" in (login.get("signal_kwargs") or {})
        if not by_provider and single_sign_on.must_come_by_it(user):
            messages.error(request, self.error_messages["only_by_provider"])
            return redirect("account_login")
        return super().pre_login(request, user, **login)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        limits.record_failure(credentials.get("email", ""), self.get_client_ip(request))

    def _rollback_login_failed_rl_usage(self) -> None:
        """allauth counts attempts in the cache, limits failures in the database."""

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        limits.forgive(credentials.get("email", ""))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return settings.REAUTHENTICATE and not confirming.signed_in_just_now(self.request)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """What has happened has happened, also where the mail server is away."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except (OSError, SMTPException) as error:
            log.warning("a mail about an account could not be sent: %s", type(error).__name__)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Also where no request is: a verb sends an invitation."""
        site = {"name": "Xtreme Support", "domain": settings.SITE_URL}
        self.render_mail(template_prefix, email, {"email": email, "current_site": site} | context).send()

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> Any:
        """In the look of our other mails, from the text."""
        message = super().render_mail(template_prefix, email, context, headers)
        assert isinstance(message, EmailMultiAlternatives)
        words = {
            "subject": message.subject,
            "preheader": "",
            "body": mark_safe(mail_look.html(_markdown(str(message.body)))),  # noqa: S308  made of its rules alone
            "language": get_language(),
        }
        message.attach_alternative(render_to_string("mail/layout.html", words), "text/html")
        return message


class Backend(AuthenticationBackend):
    """Has the person of a session with the stamp of the settings, and whether she has a second factor: a request
    asks for all at once."""

    def get_user(self, user_id: Any) -> User | None:
        user = session_store.person(user_id)
        return user if user and self.user_can_authenticate(user) else None


def _markdown(text: str) -> str:
    """The text of a mail as Markdown: what stands in it is no markup, and a link that stands alone is the
    button."""
    parts = []
    for part in text.split("\n\n"):
        lines = [line.strip() for line in part.strip().splitlines() if line.strip()]
        if len(lines) == 1 and LINK.match(lines[0]):
            parts.append(f"**[{_('Open')}]({lines[0]})**")
        else:
            parts.append("  \n".join(SIGNS.sub(r"\\\1", line) for line in lines))
    return "\n\n".join(part for part in parts if part)
