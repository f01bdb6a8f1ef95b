"""What people type to come in. What is accepted is the verbs' to say."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.forms import Line, RefusingForm
from subscriptions.models import User
from subscriptions.sign_in import afterwards
from subscriptions.sign_in.models import Invitation


class ResetPassword(ResetPasswordForm):
    """Known addresses and others are answered alike, also by time: the link is written after the answer."""

    def clean_email(self) -> str:
        """Nobody is looked up yet."""
        return self.cleaned_data["email"].lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        afterwards.do(request, lambda: self._send(request))
        return email

    def _send(self, request: HttpRequest) -> None:
        form = ResetPasswordForm({"email": self.cleaned_data["email"]})
        if form.is_valid():
            form.save(request)


class CodeOnce(forms.Form):
    """A code counts once for as long as it is accepted: with the tolerance that is longer than the one period for
    which allauth remembers it."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        digits = "".join(sign for sign in code if sign.isalnum())
        accepted = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"second_factor.used.{self.user.pk}.{digits}", "y", timeout=accepted):  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class Authenticate(CodeOnce, AuthenticateForm):
    """The second factor at sign-in."""


class Reauthenticate(CodeOnce, ReauthenticateForm):
    """The second factor before a dangerous act."""


class ActivateCodes(CodeOnce, ActivateTOTPForm):
    """The first code of an authenticator app, which does not sign in as well."""


class AddKey(AddWebAuthnForm):
    """A passkey, unless the person says that it is a mere security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        alone = self.fields["passwordless"]
        alone.label, alone.initial = _("It signs me in by itself, without my password"), True
        alone.help_text = _("Leave this out for a security key that has neither PIN nor fingerprint.")


class InviteForm(RefusingForm):
    """A manager invites one person."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        error_messages={"required": gettext_lazy("Give the e-mail address to which the invitation goes.")},
    )
    name = Line(
        label=gettext_lazy("Name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Give the name of the person.")},
    )
    template = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=Invitation.Template.choices,
        initial=Invitation.Template.CONTACT,
        widget=forms.RadioSelect,
    )
    works_here = forms.BooleanField(label="", error_messages={"required": ""})

    def __init__(self, company: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields["works_here"]
        box.label = _("This person works at %(company)s and may see its incidents.") % {"company": company}
        box.error_messages["required"] = _("Confirm that the person works there; else do not invite them.")


class JoinForm(RefusingForm):
    """Somebody without an account accepts an invitation."""

    name = Line(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Give your name.")},
    )
    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Choose a password.")},
    )

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        self.invitation = invitation
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = password_validation.password_validators_help_text_html()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if password := cleaned.get("password"):
            person = User(email=self.invitation.email, name=cleaned.get("name", ""))
            try:
                password_validation.validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class CompanyForm(RefusingForm):
    """Whose company's identity provider is asked."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address at work"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Give your e-mail address at work.")},
    )
