"""Keys to the API."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from subscriptions.administration.fields import DayField, RowSelect
from subscriptions.administration.room import Room
from subscriptions.confirming import confirmed
from subscriptions.models import ApiToken, Customer, Membership, User
from subscriptions.periods import midnight


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
