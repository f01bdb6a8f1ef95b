"""People. Passwords are never typed here: whoever is new gets a mail with which she chooses her own."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import action, display

from subscriptions import invitations
from subscriptions.administration.exchange import Exchange, PeopleRows
from subscriptions.administration.fields import TimeZoneInput
from subscriptions.administration.room import Room
from subscriptions.models import User

INVITED_AT_ONCE = 100


class PersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("email", "name", "phone", "language", "time_zone", "is_active")
        widgets = {"time_zone": TimeZoneInput}
        help_texts = {
            "email": gettext_lazy(
                "The person signs in with it. A new person gets a mail to choose a password."
            ),
            "is_active": gettext_lazy(
                "Off: the person cannot sign in any more; nothing of theirs is deleted."
            ),
        }

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Somebody with this address is known already."), code="unique")
        return email


class SignedIn(admin.SimpleListFilter):
    """Who has not got in yet is sent the mail again."""

    title = gettext_lazy("signed in")
    parameter_name = "signed_in"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("at some time")), ("no", gettext_lazy("never"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(last_login__isnull=self.value() == "no") if self.value() else queryset


@admin.register(User)
class PersonAdmin(Exchange, Room):
    """Everybody who signs in: contacts of customers and the vendor's staff."""

    form = PersonForm
    resource_classes = [PeopleRows]
    list_display = ("name", "email", "belongs_to", "is_active", "last_login")
    list_filter = ("is_staff", "is_active", SignedIn, "language")
    search_fields = ("name", "email")
    ordering = ("name",)
    fields = ("email", "name", "phone", "language", "time_zone", "is_active")
    actions = ("invite_all",)
    actions_detail = ["invite", "personal_data"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("memberships__customer")

    def kept_because(self, obj: User) -> str:
        if obj.is_staff or obj.registrations.exists():
            return _("“%(name)s” stays, for the record. Switch off “May sign in” instead.") % {"name": obj}
        return super().kept_because(obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if obj == request.user:
            form.base_fields["is_active"].disabled = True
            form.base_fields["is_active"].help_text = _("You cannot shut yourself out.")
        return form

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            self._invite(request, obj)

    @action(description=gettext_lazy("Send the mail to choose a password"), icon="forward_to_inbox")
    def invite(self, request: HttpRequest, object_id: str) -> HttpResponse:
        person = self.get_object(request, object_id)
        if person is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method != "POST":
            context = {**self.admin_site.each_context(request), "opts": self.opts, "original": person}
            context["title"] = _("Send %(name)s a mail to choose a password?") % {"name": person}
            return TemplateResponse(request, "admin/invite.html", context)
        self._invite(request, person)
        return redirect(self.address_of(person))

    @action(description=gettext_lazy("Send the mail to choose a password"), permissions=["change"])
    def invite_all(self, request: HttpRequest, chosen: Any) -> None:
        """As after an import, which sends none."""
        people = list(chosen[: INVITED_AT_ONCE + 1])
        if len(people) > INVITED_AT_ONCE:
            words = _("Nothing was sent: choose at most %(most)s people at once.")
            self.message_user(request, words % {"most": INVITED_AT_ONCE}, messages.ERROR)
            return
        left = [person for person in people if not invitations.invite(request, person)]
        if sent := len(people) - len(left):
            words = ngettext(
                "A mail to choose a password goes to %(n)s person.",
                "A mail to choose a password goes to %(n)s people.",
                sent,
            )
            self.message_user(request, words % {"n": sent}, messages.SUCCESS)
        if left:
            words = _("No mail could be sent to %(who)s: they may not sign in, or mail fails now.")
            who = ", ".join(person.email for person in left)
            self.message_user(request, words % {"who": who}, messages.WARNING)

    @action(description=gettext_lazy("Personal data"), icon="archive")
    def personal_data(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """An export of her data, and erasing her."""
        return redirect("personal_data:person", object_id)

    def _invite(self, request: HttpRequest, person: User) -> None:
        if invitations.invite(request, person):
            text, level = _("A mail to choose a password goes to %(email)s."), messages.SUCCESS
        else:
            text, level = _("No mail could be sent to %(email)s now. Send it again later."), messages.WARNING
        self.message_user(request, text % {"email": person.email}, level)

    @display(description=gettext_lazy("belongs to"))
    def belongs_to(self, person: User) -> str:
        if person.is_staff:
            return _("vendor")
        companies = [m.customer.name for m in person.memberships.all() if m.ended_at is None]
        return ", ".join(companies) or "–"
