"""Why people are told of an alert, or not, in sentences: for a page of its preview. Who is told is audience.py's to
say."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from notifications.audience import Affected, Audience
from notifications.models import Registration
from subscriptions import versions
from subscriptions.models import InstalledSystem, Membership, ProductLine
from subscriptions.wording import last_day_words


@dataclass(frozen=True)
class Explained:
    """A contact with why she is told, or why not."""

    member: Membership
    reasons: list[str]


class Reasons:
    """The reasons of some people, read with four queries however many they are."""

    def __init__(self, audience: Audience, members: Sequence[Membership]) -> None:
        self._audience, self._members = audience, members
        customers = {member.customer_id for member in members}
        about = {"customer__in": customers, "product__in": audience.products}
        lines = ProductLine.objects.filter(**about)
        self._covered = set(lines.active(audience.at).values_list("customer", "product"))
        begun = lines.filter(starts_at__lte=audience.at).values("customer", "product")
        self._until: dict[tuple[int, int], datetime] = {
            (row["customer"], row["product"]): row["until"] for row in begun.annotate(until=Max("ends_at"))
        }
        self._registered = set(
            Registration.objects.filter(**about).values_list("customer", "user", "product")
        )
        self._installed: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
        for system in InstalledSystem.objects.in_use().filter(**about).select_related("version"):
            self._installed[system.customer_id, system.product_id][system.version_id] = system.version.name

    def told(self) -> list[Explained]:
        """Each with every product that is a reason to tell her."""
        return [Explained(member, self._why(member)) for member in self._members]

    def not_told(self) -> list[Explained]:
        """Each with what is missing, product by product."""
        return [Explained(member, self._why_not(member)) for member in self._members]

    def _why(self, member: Membership) -> list[str]:
        return [
            self._told_of(each, member)
            for each in self._audience.affected
            if self._concerns(each, member) and (each.everyone or self._is_registered(each, member))
        ]

    def _told_of(self, affected: Affected, member: Membership) -> str:
        words = {"product": affected.product.name, "versions": self._names(affected, member)}
        registered = self._is_registered(affected, member)
        if affected.versions is None:
            said = (
                _("registered for {product}") if registered else _("everyone covered for {product} is told")
            )
        elif words["versions"]:
            said = (
                _("registered for {product}, has {versions}")
                if registered
                else _("everyone covered for {product} is told; has {versions}")
            )
        else:
            said = (
                _("registered for {product}; which version is not known")
                if registered
                else _("everyone covered for {product} is told; which version is not known")
            )
        return said.format(**words)

    def _why_not(self, member: Membership) -> list[str]:
        return [said for each in self._audience.affected if (said := self._missing(each, member))]

    def _missing(self, affected: Affected, member: Membership) -> str:
        held = member.customer_id, affected.product.pk
        words = {"product": affected.product.name}
        if held not in self._until:
            return ""
        if held not in self._covered:
            ended_on = last_day_words(self._until[held], member.customer.zone)
            return _("the subscription of {product} ended on {date}").format(date=ended_on, **words)
        if not self._concerns(affected, member):
            names = self._names(affected, member)
            return _("the version is not installed: has {versions} of {product}").format(
                versions=names, **words
            )
        return _("not registered for {product}").format(**words)

    def _concerns(self, affected: Affected, member: Membership) -> bool:
        held = member.customer_id, affected.product.pk
        installed = self._installed.get(held)
        meant = affected.versions is None or not installed or affected.versions & installed.keys()
        return held in self._covered and bool(meant)

    def _is_registered(self, affected: Affected, member: Membership) -> bool:
        return (member.customer_id, member.user_id, affected.product.pk) in self._registered

    def _names(self, affected: Affected, member: Membership) -> str:
        """Of the versions she has, those that are meant, else all."""
        installed = self._installed.get((member.customer_id, affected.product.pk), {})
        meant = {key: name for key, name in installed.items() if key in (affected.versions or ())}
        return ", ".join(sorted(set((meant or installed).values()), key=versions.place))
