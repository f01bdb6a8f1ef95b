"""What people type about renewal: a contact who asks for an upgrade, and who says that there will be no next
period."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entitlements.answers import Facts
from entitlements.renewal.requests import LONGEST
from subscriptions.forms import RefusingForm
from subscriptions.models import Product, Tier
from subscriptions.refusals import ReasonMissing


class UpgradeForm(RefusingForm):
    """For which product, which tier, and why. What the product has now is the verb's to check."""

    product = forms.ModelChoiceField(
        label=_("Product"),
        queryset=Product.objects.none(),
        to_field_name="code",
        empty_label=_("Choose a product"),
        error_messages={"required": _("Choose the product it is about.")},
    )
    tier = forms.ModelChoiceField(
        label=_("Subscription you want"),
        queryset=Tier.objects.none(),
        to_field_name="code",
        empty_label=_("Choose a subscription"),
        error_messages={"required": _("Choose the subscription you want.")},
    )
    text = forms.CharField(
        label=_("Why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence is enough."),
        error_messages={"required": _("Say why you want it.")},
    )

    def __init__(
        self, facts: Facts, service: str, product: Product | None, data: Mapping[str, Any] | None = None
    ) -> None:
        chosen = product or next((line.product for line in facts.lines), None)
        tier = suggested(facts, service, chosen)
        initial = {"product": chosen and chosen.code, "tier": tier and tier.code}
        super().__init__(data, initial=initial)
        self.fields["product"].queryset = Product.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["tier"].queryset = Tier.objects.order_by("-rank")  # type: ignore[attr-defined]


class DeclineForm(RefusingForm):
    """Why it will not be renewed."""

    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both sides read it, and it stays on the timeline of the subscription."),
        error_messages={"required": ReasonMissing.sentence},
    )


class ReopenForm(DeclineForm):
    """Taking it back needs no reason."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = False


def suggested(facts: Facts, service: str, product: Product | None) -> Tier | None:
    """The nearest tier above what the product has now that has the service; the nearest above without one."""
    line = next((line for line in facts.lines if line.product == product), None)
    above = Tier.objects.order_by("-rank")
    if line:
        above = above.filter(rank__lt=line.tier.rank)
    having = None
    if service in facts.table.services:
        having = {tier.pk for tier in facts.answer(service, product).tiers_with_it}
    return next((tier for tier in above if having is None or tier.pk in having), None)
