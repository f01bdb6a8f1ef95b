"""The moves of a subscription as an administrator makes them: each a form, what follows from it in sentences, and
the verb of subscriptions.life that does it."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
)

from subscriptions import periods
from subscriptions.administration.following import what_follows, what_it_brings
from subscriptions.life import renewals, tiers
from subscriptions.models import Product, ProductLine, Subscription, Tier, User
from subscriptions.refusals import Refusal
from subscriptions.wording import first_day_words, last_day_words


def possible(subscription: Subscription, at: datetime) -> set[str]:
    """The names of the moves that its state allows at `at`; what else may be against one, the verb says."""
    following = renewals.next_period(subscription)
    agreed = {"take_back"} if following and following.starts_at > at else set()
    if subscription.ends_at <= at:
        return agreed if following else {"reinstate"}
    begun = {"change_tier"} if subscription.starts_at <= at else set()
    return {"add_product", *begun, *(agreed if following else {"renew"})}


class Undone(Exception):
    """Takes back what was tried out."""


class MoveForm(forms.Form):
    """What a move needs besides the subscription. `carry_out` does it and says so; valid is what it would not
    refuse."""

    refused: Refusal | None = None
    title: ClassVar[str | Promise]
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=gettext_lazy("It stays on the timeline; the customer reads it."),
    )

    def __init__(self, subscription: Subscription, at: datetime, data: Any = None) -> None:
        self.subscription, self.at = subscription, at
        super().__init__(data)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def clean(self) -> dict[str, Any]:
        """Tries it out and takes it back, so that a refusal stands at the form."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        self.consequences = self.consequences_of(cleaned)
        try:
            with transaction.atomic():
                self.carry_out(None)
                raise Undone
        except Undone:
            return cleaned
        except Refusal as refusal:
            self.refused = refusal
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal

    def consequences_of(self, cleaned: dict[str, Any]) -> list[str]:
        """What follows from it, before it is done."""
        raise NotImplementedError

    def carry_out(self, by: User | None) -> str:
        """Do it. Raises the verb's refusals."""
        raise NotImplementedError

    def day(self, instant: datetime) -> str:
        """The last day before `instant`."""
        return last_day_words(instant, self.subscription.customer.zone)

    def first(self, instant: datetime) -> str:
        """The day that begins at `instant`."""
        return first_day_words(instant, self.subscription.customer.zone)


class TierForm(MoveForm):
    """Up at once, down with the next period; its own tier drops a planned downgrade."""

    title = gettext_lazy("Change a tier")
    line = forms.ModelChoiceField(
        label=gettext_lazy("Product line"),
        queryset=ProductLine.objects.none(),
        widget=UnfoldAdminSelectWidget,
        empty_label=None,
    )
    tier = forms.ModelChoiceField(
        label=gettext_lazy("Tier"),
        queryset=Tier.objects.none(),
        widget=UnfoldAdminSelectWidget,
        empty_label=None,
        help_text=gettext_lazy(
            "A higher one holds at once, a lower one from the next period. The one it has drops a planned"
            " downgrade."
        ),
    )

    def __init__(self, subscription: Subscription, at: datetime, data: Any = None) -> None:
        super().__init__(subscription, at, data)
        lines = ProductLine.objects.active(at).filter(subscription=subscription)
        self.fields["line"].queryset = lines.select_related("product", "tier")  # type: ignore[attr-defined]
        self.fields["tier"].queryset = Tier.objects.order_by("rank")  # type: ignore[attr-defined]

    def consequences_of(self, cleaned: dict[str, Any]) -> list[str]:
        line, tier = cleaned["line"], cleaned["tier"]
        words = {"product": line.product, "now": line.tier, "tier": tier, "last": self.day(line.ends_at)}
        if tier == line.tier:
            return [_("%(product)s keeps %(now)s in the next period too.") % words]
        if tier.rank > line.tier.rank:
            said = [
                _("%(product)s keeps %(now)s until %(last)s and goes on with %(tier)s after that.") % words
            ]
        else:
            said = [_("%(product)s has %(tier)s from now on, until %(last)s.") % words]
            if planned := tiers.planned_tier(line):
                said.append(_("The planned downgrade to %(tier)s is dropped.") % {"tier": planned})
            said += what_it_brings(self.subscription.customer, tier)
        return said + what_follows(line, tier)

    def carry_out(self, by: User | None) -> str:
        line, tier, reason = (self.cleaned_data[name] for name in ("line", "tier", "reason"))
        words = {"product": line.product, "tier": tier}
        if tier == line.tier:
            tiers.keep_tier(line, by, self.at, reason)
            return _("%(product)s keeps %(tier)s.") % words
        if tier.rank > line.tier.rank:
            tiers.downgrade(line, tier, by, self.at, reason)
            return _("%(product)s goes on with %(tier)s in the next period.") % words
        tiers.upgrade(line, tier, by, self.at, reason)
        return _("%(product)s has %(tier)s now.") % words


class ProductForm(MoveForm):
    """A product in the middle of a period ends with the others, with the next one where that is agreed (R26.3)."""

    title = gettext_lazy("Add a product")
    product = forms.ModelChoiceField(
        label=gettext_lazy("Product"), queryset=Product.objects.all(), widget=UnfoldAdminSelectWidget
    )
    tier = forms.ModelChoiceField(
        label=gettext_lazy("Tier"), queryset=Tier.objects.all(), widget=UnfoldAdminSelectWidget
    )

    def consequences_of(self, cleaned: dict[str, Any]) -> list[str]:
        words = {"product": cleaned["product"], "tier": cleaned["tier"]}
        reached = [self.subscription, *renewals.joined_periods(self.subscription, cleaned["product"])][-1]
        last = self.day(reached.ends_at)
        return [
            _("%(product)s has %(tier)s from now on and ends with the others on %(last)s.")
            % {**words, "last": last},
            *what_it_brings(self.subscription.customer, cleaned["tier"]),
        ]

    def carry_out(self, by: User | None) -> str:
        data = self.cleaned_data
        renewals.add_line(self.subscription, data["product"], data["tier"], by, self.at, data["reason"])
        return _("%(product)s is added with %(tier)s.") % {"product": data["product"], "tier": data["tier"]}


class RenewForm(MoveForm):
    """The next annual period."""

    title = gettext_lazy("Renew")

    def consequences_of(self, cleaned: dict[str, Any]) -> list[str]:
        zone, start = self.subscription.customer.zone, self.subscription.ends_at
        words = {"first": self.first(start), "last": self.day(periods.year_from(start, zone))}
        return [
            _("The next period runs from %(first)s to %(last)s.") % words,
            *(f"{product}: {tier}" for product, tier in renewals.tiers_next(self.subscription).items()),
            _("No more reminders of the end of this period are sent."),
        ]

    def carry_out(self, by: User | None) -> str:
        made = renewals.renew(self.subscription, by, self.at, self.cleaned_data["reason"])
        return _("Renewed until %(last)s.") % {"last": self.day(made.ends_at)}


class TakeBackForm(MoveForm):
    """A renewal that has not begun."""

    title = gettext_lazy("Take the renewal back")

    def consequences_of(self, cleaned: dict[str, Any]) -> list[str]:
        last = self.day(self.subscription.ends_at)
        return [
            _("The next period and its lines are removed; the subscription ends on %(last)s.")
            % {"last": last},
            _("Lower tiers stay planned, and reminders of the end are sent again."),
        ]

    def carry_out(self, by: User | None) -> str:
        renewals.cancel_renewal(self.subscription, by, self.at, self.cleaned_data["reason"])
        return _("The renewal is taken back.")


class ReinstateForm(MoveForm):
    """A new period after expiry: a choice of where it begins, with what each means."""

    title = gettext_lazy("Reinstate")
    joined = forms.TypedChoiceField(
        label=gettext_lazy("The new period begins"),
        coerce=lambda value: value == "joined",
        choices=[
            ("today", gettext_lazy("Today: the days in between stay uncovered, the year ends later")),
            (
                "joined",
                gettext_lazy("Where the old one ended: no gap, the days in between are part of the year"),
            ),
        ],
        widget=UnfoldAdminRadioSelectWidget,
    )

    def consequences_of(self, cleaned: dict[str, Any]) -> list[str]:
        customer = self.subscription.customer
        start = renewals.reinstated_from(self.subscription, customer, self.at, joined=cleaned["joined"])
        words = {"first": self.first(start), "last": self.day(periods.year_from(start, customer.zone))}
        return [
            _("The new period runs from %(first)s to %(last)s.") % words,
            *(f"{product}: {tier}" for product, tier in renewals.tiers_next(self.subscription).items()),
            _("New incidents are taken at once, and open ones are worked on under the new lines."),
        ]

    def carry_out(self, by: User | None) -> str:
        data = self.cleaned_data
        made = renewals.reinstate(
            self.subscription, by, self.at, joined=data["joined"], reason=data["reason"]
        )
        return _("Reinstated until %(last)s.") % {"last": self.day(made.ends_at)}
