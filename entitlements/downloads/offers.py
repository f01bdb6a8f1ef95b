"""What a customer is offered for download, and whether a person of hers may have it (R2.2, R2.3, R2.6, R2.7)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from entitlements import answers
from entitlements.answers import Facts
from entitlements.downloads import restricting
from entitlements.downloads.models import Download, Link, Release, ReleaseLink
from entitlements.downloads.models.releases import SERVICES, Kind, ReleaseQuerySet, State
from entitlements.downloads.refusals import ReleaseWithdrawn, SupportEnded
from subscriptions import versions
from subscriptions.models import Customer, InstalledSystem, Membership, Product

NEW = 50  # releases that are looked at for what is new


@dataclass(frozen=True)
class Offer:
    """What the customer's subscription opens at an instant: covered products, each with the services it has."""

    facts: Facts
    day: date  # in her zone
    services: dict[Product, list[str]]

    @property
    def customer(self) -> Customer:
        return self.facts.customer

    @property
    def products(self) -> list[Product]:
        return list(self.services)

    def releases(self) -> ReleaseQuerySet:
        """All that she may download."""
        conditions = [
            Q(product=product, kind__in=[kind for service in services for kind in SERVICES[service]])
            for product, services in self.services.items()
        ]
        found = Release.objects.published().known_to(self.customer).supported(self.day)
        return found.filter(reduce(or_, conditions, Q(pk__in=()))).select_related("version")


def offer_to(customer: Customer, at: datetime | None = None) -> Offer:
    """What `customer` is offered at `at`. One query where the catalogue is known."""
    at = at or timezone.now()
    facts = answers.facts(customer, at)
    services = {
        product: [code for code in SERVICES if facts.answer(code, product).allowed]
        for product in dict.fromkeys(line.product for line in facts.lines)
    }
    return Offer(
        facts, at.astimezone(customer.zone).date(), {p: codes for p, codes in services.items() if codes}
    )


def known(customer: Customer) -> ReleaseQuerySet:
    """The releases whose page exists for the customer, also withdrawn ones; any other is a 404 (R2.3)."""
    return Release.objects.ever_published().known_to(customer).select_related("version")


def require(release: Release, membership: Membership, at: datetime) -> None:
    """Raise the refusal where this person may not download it now: her subscription's (R2.2), ReleaseWithdrawn,
    SupportEnded (R2.6), RestrictedByCompany (R2.7)."""
    customer = membership.customer
    answers.require(customer, release.service, release.product, at)
    if release.state == State.WITHDRAWN and release.withdrawn_at:
        day = release.withdrawn_at.astimezone(customer.zone).date()
        raise ReleaseWithdrawn(release.code, day, release.withdrawn_why)
    end = release.version.end_of_support
    if end and release.support_ended(at.astimezone(customer.zone).date()):
        raise SupportEnded(str(release.version), end)
    restricting.require(membership, release.product)


def require_product(
    product: Product, membership: Membership, at: datetime, kinds: Collection[str] = ()
) -> None:
    """Raise the refusal where nothing of the product is offered to this person, of these kinds where they are
    named: her subscription's (R2.2), RestrictedByCompany (R2.7)."""
    wanted = [service for service, its in SERVICES.items() if not kinds or its & set(kinds)]
    if not set(wanted) & set(offer_to(membership.customer, at).services.get(product, ())):
        answers.require(membership.customer, wanted[0], product, at)
    restricting.require(membership, product)


def new_for(offer: Offer) -> list[Release]:
    """What is newer than what runs at her company and was not fetched (R2): for each installed version what came
    for it and is not superseded, of rules those of her countries, and new versions above the highest."""
    runs: dict[int, set[int]] = {}
    highest: dict[int, versions.Place] = {}
    systems = list(systems_of(offer.customer).select_related("version"))
    countries = countries_of(offer.customer, systems)
    for system in systems:
        runs.setdefault(system.product_id, set()).add(system.version_id)
        at = versions.place(system.version.name)
        highest[system.product_id] = max(highest.get(system.product_id, ()), at)
    found = (
        offer.releases()
        .filter(
            Q(version__in={each for of_product in runs.values() for each in of_product})
            | Q(kind=Kind.NEW_VERSION, product__in=runs)
        )
        .exclude(~Q(country__in=countries), kind=Kind.REGULATORY)
    )
    fresh = found.exclude(_fetched(offer.customer)).exclude(_superseded()).newest_first()[:NEW]
    return [each for each in fresh if _is_newer(each, runs, highest)]


def systems_of(customer: Customer) -> QuerySet[InstalledSystem]:
    """What runs at her company."""
    return InstalledSystem.objects.in_use().filter(customer=customer)


def countries_of(customer: Customer, systems: Iterable[InstalledSystem]) -> set[str]:
    """Where her company is: its own country, and those of the sites of what is installed (R3.5)."""
    return {customer.country, *(system.country for system in systems)} - {""}


def runs_anything(offer: Offer) -> bool:
    """Whether anything is known to be installed at her company."""
    return systems_of(offer.customer).exists()


def _is_newer(release: Release, runs: dict[int, set[int]], highest: dict[int, versions.Place]) -> bool:
    if release.kind == Kind.NEW_VERSION:
        return versions.place(release.version.name) > highest[release.product_id]
    return release.version_id in runs[release.product_id]


def _fetched(customer: Customer) -> Exists:
    return Exists(Download.objects.fetched().filter(release=OuterRef("pk"), customer=customer))


def _superseded() -> Exists:
    newer = ReleaseLink.objects.filter(
        kind=Link.SUPERSEDES, other=OuterRef("pk"), release__state=State.PUBLISHED
    )
    return Exists(newer)


def prerequisites_missing(release: Release, customer: Customer) -> list[Release]:
    """What it requires and nobody of the company has fetched, neither by itself nor in a pack that holds or
    replaces it: a warning, which blocks nothing (`prerequisite_missing`, R3.4). Nothing of one that was withdrawn,
    which nobody is to install."""
    if release.state != State.PUBLISHED:
        return []
    needed = Release.objects.filter(linked__release=release, linked__kind=Link.REQUIRES).distinct()
    instead = ReleaseLink.objects.filter(
        kind__in=(Link.CONTAINS, Link.SUPERSEDES),
        other=OuterRef("pk"),
        release__in=Download.objects.fetched().filter(customer=customer).values("release"),
    )
    return list(needed.exclude(_fetched(customer)).exclude(Exists(instead)).order_by("code"))
