"""The vendor's staff: their roles, and what of the work they see."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from subscriptions import directory, narrowing
from subscriptions.administration.room import Room
from subscriptions.confirming import confirmed
from subscriptions.models import Product, StaffMember, SupportRegion, User
from subscriptions.models.people import SEE_ALL
from subscriptions.scope import Scope

UNBOUNDED = frozenset({StaffMember.Role.ADMINISTRATOR, StaffMember.Role.AUDITOR})


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
