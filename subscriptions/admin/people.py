"""People, the vendor's staff and their roles, and keys to the API. Passwords are never typed here: whoever is new
gets a mail with which she chooses her own."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from subscriptions import directory, invitations, narrowing
from subscriptions.administration.exchange import Exchange, PeopleRows
from subscriptions.administration.fields import DayField, RowSelect, TimeZoneInput
from subscriptions.administration.room import Room
from subscriptions.confirming import confirmed
from subscriptions.models import (
    ApiToken,
    Customer,
    Membership,
    Product,
    StaffMember,
    SupportRegion,
    User,
)
from subscriptions.models.people import SEE_ALL
from subscriptions.periods import midnight
from subscriptions.scope import Scope

INVITED_AT_ONCE = 100
UNBOUNDED = frozenset({StaffMember.Role.ADMINISTRATOR, StaffMember.Role.AUDITOR})


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


class KeysField(forms.TypedMultipleChoiceField):
    """Rows to tick, kept by their keys. What has been deleted since stays ticked until somebody unticks it: else a
    limit would go by itself."""

    widget = UnfoldAdminCheckboxSelectMultipleWidget

    def __init__(self, model: type[Model], **options: Any) -> None:
        super().__init__(coerce=int, required=False, empty_value=[], **options)
        self.model = model

    def offer(self, kept: list[int]) -> None:
        """All there are, and what is kept."""
        there = {row.pk: str(row) for row in self.model._default_manager.all()}
        gone = {key: _("no longer there ({key})").format(key=key) for key in kept if key not in there}
        self.choices = [*there.items(), *gone.items()]


class StaffForm(forms.ModelForm):
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=StaffMember.Role.choices,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=gettext_lazy("What the person does. Only administrators may enter this admin."),
    )
    only_regions = KeysField(
        SupportRegion,
        label=gettext_lazy("Only these regions"),
        help_text=gettext_lazy(
            "Nothing ticked: all. Else she sees customers of these regions alone, and their incidents; whatever"
            " is outside does not exist for her. Incidents that she owns outside stay hers: give them to somebody"
            " else."
        ),
    )
    only_products = KeysField(
        Product,
        label=gettext_lazy("Only these products"),
        help_text=gettext_lazy(
            "Nothing ticked: all. Else she sees customers with a line of these products alone, and of them the"
            " incidents of these products. Who is limited publishes nothing to all customers."
        ),
    )

    class Meta:
        model = StaffMember
        fields = ("user", "roles", "region", "only_regions", "only_products")
        help_texts = {"region": gettext_lazy("Whose queue and hours are this person's.")}
        error_messages = {
            "user": {
                "unique": gettext_lazy("This person is on the staff already: change what is said there.")
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("only_regions", "only_products"):
            field = self.fields[name]
            assert isinstance(field, KeysField)
            field.offer(getattr(self.instance, name))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        scope = Scope(frozenset(cleaned.get("only_regions", ())), frozenset(cleaned.get("only_products", ())))
        if scope and not UNBOUNDED.isdisjoint(cleaned.get("roles", ())):
            self.add_error("only_regions" if scope.regions else "only_products", SEE_ALL)
            return cleaned
        user = self.instance.user if self.instance.pk else cleaned.get("user")
        hidden = user and scope and narrowing.advised_outside(user, scope).first()
        if hidden:
            words = _("%(name)s is the advisor or deputy of %(customer)s, which is outside. End that first.")
            raise ValidationError(words, params={"name": user, "customer": hidden}, code="advised_outside")
        return cleaned

    def clean_user(self) -> User:
        user = self.cleaned_data["user"]
        company = user.memberships.filter(ended_at=None).select_related("customer").first()
        if company:
            raise ValidationError(
                _("%(name)s is a contact of %(customer)s and cannot be on the vendor's staff."),
                params={"name": user, "customer": company.customer},
            )
        return user


@admin.register(StaffMember)
class StaffAdmin(Room):
    """The vendor's people and what they do."""

    form = StaffForm
    fixed = ("user",)
    list_display = ("user", "roles_in_words", "region", "limited_to", "may_sign_in")
    list_filter = ("region",)
    list_select_related = ("user", "region")
    ordering = ("user__name",)
    search_fields = ("user__name", "user__email")
    autocomplete_fields = ("user",)

    @method_decorator(confirmed)
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return (
            type(form.__name__, (form,), {"clean_roles": _keeping_own_role})
            if self._self(request, obj)
            else form
        )

    def save_model(self, request: HttpRequest, obj: StaffMember, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        User.objects.filter(pk=obj.user_id).update(is_staff=True)

    def kept_because(self, obj: StaffMember) -> str:
        if obj.user.is_active:
            return _("%(name)s may still sign in. Switch that off on the person's page first.") % {
                "name": obj
            }
        return super().kept_because(obj)

    @staticmethod
    def _self(request: HttpRequest, obj: StaffMember | None) -> bool:
        return obj is not None and obj.user_id == request.user.pk

    @display(description=gettext_lazy("roles"))
    def roles_in_words(self, member: StaffMember) -> str:
        return ", ".join(str(StaffMember.Role(role).label) for role in member.roles)

    @display(description=gettext_lazy("limited to"))
    def limited_to(self, member: StaffMember) -> str:
        known = directory.current()
        names = [known.regions[key].name for key in member.only_regions if key in known.regions]
        names += [known.products[key].name for key in member.only_products if key in known.products]
        return ", ".join(names) or ("?" if member.only_regions or member.only_products else "–")

    @display(description=gettext_lazy("may sign in"), boolean=True)
    def may_sign_in(self, member: StaffMember) -> bool:
        return member.user.is_active


def _keeping_own_role(form: forms.ModelForm) -> list[str]:
    roles = form.cleaned_data["roles"]
    if StaffMember.Role.ADMINISTRATOR not in roles:
        raise ValidationError(_("You cannot take the role of administrator from yourself."))
    return roles


class TokenForm(forms.ModelForm):
    """Whose key it is, and of a contact of several companies for which; of one company it is for that one."""

    customer = forms.ModelChoiceField(
        Customer.objects.all(),
        label=gettext_lazy("Company"),
        required=False,
        widget=RowSelect(Membership._meta.get_field("customer"), admin.site),
        help_text=gettext_lazy(
            "Of a contact of several companies: for which of them the key is. It ends when she leaves that company."
        ),
    )
    last_day = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Until when it works. Empty: until it is deleted."),
    )

    class Meta:
        model = ApiToken
        fields = ("user", "name")
        help_texts = {"user": gettext_lazy("The key may do what this person may.")}

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self.instance.place = self._place(cleaned["user"], cleaned["customer"])
        return cleaned

    def _place(self, user: User, customer: Customer | None) -> Membership | None:
        """What is refused stands at the company."""
        places = {place.customer: place for place in Membership.objects.of_person(user.pk)}
        if customer is None and (user.is_staff or len(places) == 1):
            return next(iter(places.values()), None)
        if customer in places:
            return places[customer]
        words = {"name": user, "customer": customer, "companies": ", ".join(map(str, places))}
        self.add_error("customer", self._refused(user, customer, known=bool(places)) % words)
        return None

    @staticmethod
    def _refused(user: User, customer: Customer | None, *, known: bool) -> str:
        if user.is_staff:
            return _("%(name)s is on the vendor's staff: leave the company empty.")
        if not known:
            return _("%(name)s is a contact of no customer: a key would open nothing.")
        if customer is None:
            return _("For which company is the key? %(name)s is a contact of: %(companies)s.")
        return _("%(name)s is no contact of %(customer)s, but of: %(companies)s.")


@admin.register(ApiToken)
class TokenAdmin(Room):
    """Keys to the API. A key is shown once, when it is made; here only that it exists."""

    form = TokenForm
    list_display = ("name", "user", "acts_for", "created_at", "expires_at")
    search_fields = ("name", "user__name", "user__email", "place__customer__name")
    list_select_related = ("user", "place__customer")
    autocomplete_fields = ("user",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        made = ["user", "acts_for", "name", "created_at", "expires_at"]
        return made if obj else ["user", "customer", "name", "last_day"]

    @display(description=gettext_lazy("acts for"), ordering="place__customer__name")
    def acts_for(self, token: ApiToken) -> str:
        if token.place:
            return str(token.place.customer)
        return _("vendor") if token.user.is_staff else _("no company")

    @method_decorator(confirmed)
    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().add_view(request, *args, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: ApiToken, form: forms.ModelForm, change: bool) -> None:
        day = form.cleaned_data["last_day"]
        expires_at = midnight(day + timedelta(days=1), obj.user.zone) if day else None
        issued = ApiToken.issue(obj.user, obj.name, expires_at, obj.place)
        saved = ApiToken.objects.get(digest=ApiToken.digest_of(issued))
        obj.pk, obj.digest, obj.expires_at = saved.pk, saved.digest, saved.expires_at
        request.issued_key = issued  # type: ignore[attr-defined]

    def response_add(
        self, request: HttpRequest, obj: ApiToken, post_url_continue: Any = None
    ) -> HttpResponse:
        """The key is in this one page and nowhere else: no message, no session, no cache keeps it."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("The key “%(name)s” is made") % {"name": obj.name},
            "key": request.issued_key,  # type: ignore[attr-defined]
            "person": obj.user,
            "company": obj.place and obj.place.customer,
        }
        response = TemplateResponse(request, "admin/issued_key.html", context)
        response["Cache-Control"] = "no-store"
        return response
