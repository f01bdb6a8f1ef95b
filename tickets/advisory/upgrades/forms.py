"""What people type about upgrades. Forms read and keep; what is accepted is the verbs' to say."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.forms import InstantField, RefusingForm
from subscriptions.models import Customer, InstalledSystem, ProductVersion, User
from subscriptions.refusals import ReasonMissing
from tickets.advisory.models import Meeting
from tickets.advisory.upgrades import access
from tickets.advisory.upgrades.calls import MINUTES
from tickets.advisory.upgrades.models.plans import TEXT
from tickets.advisory.upgrades.refusals import NoResource, NoSystem, PhoneMissing, ResultMissing


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose the day of the upgrade.")},
    )


class PlanForm(RefusingForm):
    """Which system, to which version, when, and where the vendor calls."""

    system = forms.ModelChoiceField(
        InstalledSystem.objects.none(),
        label=gettext_lazy("Installed system"),
        empty_label=gettext_lazy("Choose a system"),
        error_messages={"required": NoSystem.sentence},
    )
    to_version = forms.ModelChoiceField(
        ProductVersion.objects.none(),
        label=gettext_lazy("To version"),
        empty_label=gettext_lazy("Choose a version"),
        error_messages={"required": gettext_lazy("Choose the version that it is upgraded to.")},
    )
    planned_on = _day(gettext_lazy("Planned for"))
    phone = forms.CharField(
        label=gettext_lazy("Phone for the call"),
        max_length=40,
        help_text=gettext_lazy("We call before the upgrade: the support resource and the advisor."),
        error_messages={"required": PhoneMissing.sentence},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, customer: Customer, systems: Iterable[InstalledSystem], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        known = list(systems)
        fields: dict[str, Any] = self.fields
        rows = InstalledSystem.objects.filter(pk__in=[each.pk for each in known])
        fields["system"].queryset = rows.select_related("version")
        versions = access.versions(customer, {each.product_id for each in known})
        fields["to_version"].queryset = versions.select_related("product").order_by("product__name", "name")


class MoveForm(RefusingForm):
    """Another day."""

    planned_on = _day(gettext_lazy("Planned for"))


class CancelForm(RefusingForm):
    """Why the upgrade is not made."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The customer reads it."),
        error_messages={"required": ReasonMissing.sentence},
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BookForm(RefusingForm):
    """When the vendor calls, and who calls with the advisor (R22.1, R22.4)."""

    starts_at = InstantField(
        label=gettext_lazy("Begins"),
        help_text=gettext_lazy("In your own time zone; the customer reads it in hers."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": gettext_lazy("Say when it begins.")},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"),
        initial=MINUTES,
        widget=forms.NumberInput(attrs={"min": 5, "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Say how many minutes it takes.")},
    )
    resource = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Support resource"),
        empty_label=gettext_lazy("Choose a person"),
        error_messages={"required": NoResource.sentence},
    )
    phone = forms.CharField(label=gettext_lazy("Phone for the call"), required=False, max_length=40)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["resource"].queryset = access.resources()


class ResultsForm(RefusingForm):
    """What came of each point of the agenda (R22.3)."""

    notes = forms.CharField(
        label=gettext_lazy("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, call: Meeting | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.points = list(call.agenda.all()) if call else []
        for point in self.points:
            self.fields[f"result_{point.position}"] = forms.CharField(
                label=_("Result: {point}").format(point=point.text),
                error_messages={"required": str(ResultMissing(point.position, point=point.text))},
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.order_fields([*(f"result_{each.position}" for each in self.points), "notes"])

    def results(self) -> dict[int, str]:
        return {each.position: self.cleaned_data[f"result_{each.position}"] for each in self.points}
