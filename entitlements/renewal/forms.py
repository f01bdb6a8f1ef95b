"""What people type about renewal: a contact who asks for an upgrade, and who says that there will be no next
period."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entitlements.answers import Facts
from entitlements.renewal.requests import LONGEST
from subscriptions.forms import RefusingForm
from subscriptions.models import Product, Tier
from subscriptions.refusals import ReasonMissing


class UpgradeForm(RefusingForm):
    """For which product, which tier, and why. Offered are the tiers above what the product has now; what is sent
    all the same is the verb's to refuse, in its words."""

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
        self,
        facts: Facts,
        service: str,
        product: Product | None,
        tier: str = "",
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """`product` and the code of a `tier` are what is chosen already; a tier that is not offered is not."""
        tiers = list(Tier.objects.order_by("-rank"))
        chosen = product or _first_to_upgrade(facts, tiers)
        above = _above(facts, chosen, tiers)
        wanted = next((each for each in above if each.code == tier), None)
        wanted = wanted or _suggested(facts, service, chosen, above)
        initial = {"product": chosen and chosen.code, "tier": wanted and wanted.code}
        super().__init__(data, initial=initial)
        self.fields["product"].queryset = Product.objects.order_by("name")  # type: ignore[attr-defined]
        field: Any = self.fields["tier"]
        field.queryset = Tier.objects.all()
        field.widget.choices = [("", field.empty_label), *((tier.code, tier) for tier in above)]
        if chosen and not above:
            field.help_text = gettext("{product} has the highest subscription there is.").format(
                product=chosen
            )
            field.error_messages["required"] = field.help_text


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


def _suggested(facts: Facts, service: str, product: Product | None, above: Iterable[Tier]) -> Tier | None:
    """The nearest tier of those `above` that has the service; the nearest of all without one."""
    having = None
    if service in facts.table.services:
        having = {tier.pk for tier in facts.answer(service, product).tiers_with_it}
    return next((tier for tier in above if having is None or tier.pk in having), None)


def _above(facts: Facts, product: Product | None, tiers: Iterable[Tier]) -> list[Tier]:
    """Those above the one that the product has now; all for a product that it has none for."""
    line = next((line for line in facts.lines if line.product == product), None)
    return [tier for tier in tiers if not line or tier.rank < line.tier.rank]


def _first_to_upgrade(facts: Facts, tiers: Iterable[Tier]) -> Product | None:
    """The first of her products that a tier is above; the first of them where there is none."""
    products = [line.product for line in facts.lines]
    return next((each for each in products if _above(facts, each, tiers)), next(iter(products), None))
