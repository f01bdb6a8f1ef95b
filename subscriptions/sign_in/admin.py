"""What an administrator sets up of signing in: invitations to companies and to the staff, identity providers,
rules; and the second factors of people, which she takes from who has lost them."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminPasswordWidget

from subscriptions import paging
from subscriptions.administration.room import OneRowRoom, Room, Rows
from subscriptions.confirming import confirmed
from subscriptions.models import StaffMember
from subscriptions.refusals import Refusal
from subscriptions.sign_in import inviting, single_sign_on
from subscriptions.sign_in.models import IdentityProvider, Invitation, ProviderDomain, SignInRules


class InvitationForm(forms.ModelForm):
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=StaffMember.Role.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=gettext_lazy("Of staff. For a contact the role above counts."),
    )

    class Meta:
        model = Invitation
        fields = ("customer", "email", "name", "template", "roles", "region")

    def clean(self) -> dict[str, Any]:
        """The verb makes the row, so that what it refuses stands at its field."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("customer") and not cleaned.get("roles"):
            self.add_error("roles", _("Choose a customer, or at least one role of staff."))
        if self.errors:
            return cleaned
        try:
            self.made = inviting.invite(
                cleaned["customer"],
                self.invited_by,  # type: ignore[attr-defined]
                cleaned["email"],
                cleaned["name"],
                cleaned["template"] or Invitation.Template.CONTACT,
                roles=cleaned["roles"],
                region=cleaned["region"],
            )
        except Refusal as refusal:
            self.add_error(getattr(refusal, "field", None), str(refusal))
        return cleaned

    def _post_clean(self) -> None:
        """What is to be checked of the row the verb has checked."""

    def save(self, commit: bool = True) -> Invitation:
        self.save_m2m = lambda: None  # type: ignore[method-assign]
        return self.made


@admin.register(Invitation)
class InvitationAdmin(Room):
    """Everybody's invitations. They are withdrawn, not deleted."""

    form = InvitationForm
    fields = ("customer", "email", "name", "template", "roles", "region")
    list_display = ("email", "name", "to", "invited_by", "invited_at", "state")
    list_select_related = ("customer", "invited_by")
    search_fields = ("email", "name", "customer__name")
    autocomplete_fields = ("customer",)
    actions_detail = ("send_again", "withdraw")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"invited_by": request.user})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        """It is saved, and its mail is sent."""
        self._say(request, obj.email, obj.sent_at is not None)

    @method_decorator(confirmed)
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return super().add_view(request, form_url, extra_context)

    @action(description=gettext_lazy("Send it again"), icon="forward_to_inbox")
    def send_again(self, request: HttpRequest, object_id: str) -> HttpResponse:
        invitation = get_object_or_404(Invitation, pk=paging.key(object_id))
        if request.method != "POST":
            sentence = _("The link of the mail before it opens nothing any more.")
            return self._ask(request, invitation, _("Send the invitation again?"), sentence)
        self._say(request, invitation.email, inviting.send_again(invitation, request.user))  # type: ignore[arg-type]
        return redirect(self.address_of(invitation))

    @action(description=gettext_lazy("Withdraw it"), icon="cancel_schedule_send")
    def withdraw(self, request: HttpRequest, object_id: str) -> HttpResponse:
        invitation = get_object_or_404(Invitation, pk=paging.key(object_id))
        if request.method != "POST":
            sentence = _("Its link opens nothing any more.")
            return self._ask(request, invitation, _("Withdraw the invitation?"), sentence)
        inviting.withdraw(invitation, request.user)  # type: ignore[arg-type]
        self.message_user(
            request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email}
        )
        return redirect(self.address_of(invitation))

    def _ask(self, request: HttpRequest, invitation: Invitation, title: str, sentence: str) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "original": invitation}
        context |= {"title": title, "sentence": sentence}
        return TemplateResponse(request, "admin/ask.html", context)

    @display(description=gettext_lazy("to"))
    def to(self, invitation: Invitation) -> str:
        return str(invitation.customer) if invitation.customer else _("vendor")

    @display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        if invitation.accepted_at:
            return _("accepted")
        if invitation.withdrawn_at:
            return _("withdrawn")
        if not inviting.stands(invitation):
            return _("the sender may not invite any more: send it again")
        return _("expired") if invitation.has_expired(timezone.now()) else _("open")

    def _say(self, request: HttpRequest, email: str, sent: bool) -> None:
        if sent:
            self.message_user(request, _("An invitation is on its way to %(email)s.") % {"email": email})
        else:
            text = _("%(email)s is invited, but no mail could be sent now. Send it again later.")
            self.message_user(request, text % {"email": email}, messages.WARNING)


class DomainRows(Rows):
    model = ProviderDomain
    fields = ("domain",)


class ProviderForm(forms.ModelForm):
    secret = forms.CharField(
        label=gettext_lazy("Client secret"),
        required=False,
        strip=True,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Of OpenID Connect. It is never shown again; empty: the one that is there stays."
        ),
    )

    class Meta:
        model = IdentityProvider
        fields = (
            "customer",
            "name",
            "slug",
            "protocol",
            "enabled",
            "server_url",
            "client_id",
            "secret",
            "entity_id",
            "sso_url",
            "slo_url",
            "certificate",
            "creates_people",
            "template",
            "brings_second_factor",
            "only_way_in",
        )

    def clean_secret(self) -> str:
        return self.cleaned_data["secret"] or self.instance.secret

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        protocol = cleaned.get("protocol") or self.instance.protocol
        oidc = protocol == IdentityProvider.Protocol.OIDC
        needed = ("server_url", "client_id") if oidc else ("entity_id", "sso_url", "certificate")
        for name in needed:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(_("This protocol needs it."), code="required"))
        return cleaned


@admin.register(IdentityProvider)
class ProviderAdmin(Room):
    """Companies' own identity providers. What the provider is told of us is in docs/sign-in.md."""

    form = ProviderForm
    fixed = ("customer", "slug", "protocol")
    list_display = ("name", "customer", "protocol", "domain_names", "enabled")
    list_select_related = ("customer",)
    list_filter = ("protocol", "enabled")
    search_fields = ("name", "customer__name", "domains__domain")
    autocomplete_fields = ("customer",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = [DomainRows]
    fieldsets = (
        (None, {"fields": ("customer", "name", "slug", "protocol", "enabled")}),
        ("OpenID Connect", {"fields": ("server_url", "client_id", "secret")}),
        ("SAML 2.0", {"fields": ("entity_id", "sso_url", "slo_url", "certificate")}),
        (
            gettext_lazy("Whom it lets in"),
            {"fields": ("creates_people", "template", "brings_second_factor", "only_way_in")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("domains")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in formset.forms:
            row.instance.customer = form.instance.customer
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Once its domains are known, too."""
        super().save_related(request, form, formsets, change)
        if ended := single_sign_on.end_other_sessions(form.instance):
            said = ngettext(
                "%(count)d session that was not begun by this provider has ended.",
                "%(count)d sessions that were not begun by this provider have ended.",
                ended,
            )
            self.message_user(request, said % {"count": ended})

    @method_decorator(confirmed)
    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return super().changeform_view(request, object_id, form_url, extra_context)

    @display(description=gettext_lazy("domains"))
    def domain_names(self, provider: IdentityProvider) -> str:
        return ", ".join(each.domain for each in provider.domains.all())


@admin.register(SignInRules)
class SignInRulesAdmin(OneRowRoom):
    fields = ("invitation_days", "per_account_here", "per_account", "per_address", "per_network")


@admin.register(Authenticator)
class FactorAdmin(Room):
    """Second factors, without their keys. Deleting one is for who has lost it: its person sets up another."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_select_related = ("user",)
    list_filter = ("type",)
    search_fields = ("user__name", "user__email")
    fields = ("user", "type", "created_at", "last_used_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @method_decorator(confirmed)
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return super().delete_view(request, object_id, extra_context)
