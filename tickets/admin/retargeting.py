"""What a version of the targets or of a calendar, or another support region of a customer, does to open incidents:
the part of its page that shows it, and the page on which an administrator moves them (TARGETS.md, 6 and 8.2). The
rules are tickets.retargeting's."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from entitlements.models import TargetPolicy, TargetRule
from subscriptions import texts
from subscriptions.administration.drafts import Consequences, consequences
from subscriptions.administration.room import ReadingRoom, may_administer
from subscriptions.models import CalendarVersion, Customer
from subscriptions.refusals import InvalidInput
from tickets import retargeting
from tickets.consequences import outlook
from tickets.models import Retargeting
from tickets.regions import RegionHours, left_behind
from tickets.retargeting import Moved
from tickets.versions import HoursVersion, TargetVersion, Version

ADD = "admin:tickets_retargeting_add"


def of_targets(version: TargetPolicy, typed: Sequence[TargetRule] | None) -> Consequences:
    """The part of the page of a version of the targets."""
    return _part(version, TargetVersion(typed) if typed is not None else None)


def of_calendar(version: CalendarVersion, typed: CalendarVersion | None) -> Consequences:
    """The part of the page of a calendar."""
    return _part(version, HoursVersion(typed) if typed else None)


def _part(version: TargetPolicy | CalendarVersion, typed: Version | None) -> Consequences:
    now = timezone.now()
    shown: dict[str, Any] = {"outlook": outlook(typed, now) if typed else None}
    if version.pk:
        shown["moves"] = retargeting.of(version)
        shown["begun"] = version.in_force_from <= now
        if retargeting.in_force(version, now):
            shown["move"] = _move_address(version)
    return Consequences("admin/consequences.html", shown)


def of_customer(customer: Customer, typed: Customer | None) -> Consequences:
    """The part of the page of a customer that is about her support region."""
    if not customer.pk:
        return Consequences("admin/region.html", {})
    now = timezone.now()
    shown: dict[str, Any] = {"moves": retargeting.of(customer)}
    saved = Customer.objects.select_related("region").get(pk=customer.pk)
    if typed and typed.region != saved.region:
        shown["typed"] = typed.region
        shown["open"] = left_behind(customer, typed.region).count()
        shown["outlook"] = outlook(RegionHours(saved, typed.region, now), now)
    elif elsewhere := left_behind(saved, saved.region).values("region__name").annotate(number=Count("pk")):
        shown |= {"region": saved.region, "elsewhere": elsewhere, "move": _move_address(saved)}
    return Consequences("admin/region.html", shown | {"saved": saved})


def _move_address(version: Moved) -> str:
    """The page on which open incidents are moved to it."""
    return f"{reverse(ADD)}?{retargeting.which(version)}={version.pk}"


consequences[TargetPolicy._meta.label].append(of_targets)
consequences[CalendarVersion._meta.label].append(of_calendar)
consequences[Customer._meta.label].append(of_customer)


class RetargetingForm(forms.ModelForm):
    """Why, and whether what has no target any more stops."""

    class Meta:
        model = Retargeting
        fields = ("reason", "stops")

    def clean_reason(self) -> str:
        try:
            return texts.reason(self.cleaned_data["reason"])
        except InvalidInput as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal


@admin.register(Retargeting)
class RetargetingAdmin(ReadingRoom):
    """Every move of open incidents, the latest first. A new one is begun from the page of a version in force, or of
    a customer."""

    form = RetargetingForm
    change_form_template = "admin/retargeting_form.html"
    list_display = ("version", "by", "at", "moved", "stopped", "state")
    list_select_related = ("policy", "calendar__region", "customer", "region", "by")
    hidden = ("reached",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(request.user) and self._asked_for(request) is not None

    @staticmethod
    def _asked_for(request: HttpRequest) -> Moved | None:
        """The version in force, or the customer, that the address names."""
        for model, name in retargeting.WHICH.items():
            key = request.GET.get(name, "")
            version = model._default_manager.filter(pk=key).first() if key.isdecimal() else None
            if version is not None and retargeting.in_force(version, timezone.now()):
                return version
        return None

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Another support region takes no target away: nothing stops by it."""
        of_customer = obj is None and isinstance(self._asked_for(request), Customer)
        return ["reason"] if of_customer else super().get_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return super().get_readonly_fields(request, obj) if obj else []

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, **kwargs: Any
    ) -> HttpResponse:
        version = self._asked_for(request) if add else None
        if version is not None:
            now = timezone.now()
            to = version.region if isinstance(version, Customer) else version
            context |= {
                "title": _("Move open incidents to “%(version)s”") % {"version": to},
                "outlook": outlook(retargeting.met(version, now), now),
                "open": left_behind(version, version.region).count() if isinstance(version, Customer) else 0,
                "back": self.address_of(version),
                "show_save_and_add_another": False,
                "show_save_and_continue": False,
                "show_save": False,
            }
        return super().render_change_form(request, context, add=add, **kwargs)

    def save_model(self, request: HttpRequest, obj: Retargeting, form: forms.ModelForm, change: bool) -> None:
        version = self._asked_for(request)
        assert version is not None
        begun = retargeting.begin(version, request.user, obj.reason, stops=obj.stops)  # type: ignore[arg-type]
        obj.__dict__.update(begun.__dict__)

    def response_add(
        self, request: HttpRequest, obj: Retargeting, post_url_continue: Any = None
    ) -> HttpResponse:
        """Back to the version, whose page shows how far it is."""
        text = _("Open incidents are being moved. This page shows how many, once a worker has done it.")
        self.message_user(request, text, messages.SUCCESS)
        return redirect(self.address_of(obj.policy or obj.calendar or obj.customer))

    @display(description=gettext_lazy("version"))
    def version(self, act: Retargeting) -> str:
        return act.moved_to

    @display(description=gettext_lazy("state"), label={"done": "success", "under way": "info"})
    def state(self, act: Retargeting) -> tuple[str, str]:
        return ("done", _("done")) if act.finished_at else ("under way", _("under way"))
