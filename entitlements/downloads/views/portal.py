"""Downloads as a contact sees them: what is new for her company, everything her subscription opens, one release,
the rules of law that are coming (R2, R3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entitlements import answers, documents, readers
from entitlements.documents import Title
from entitlements.downloads import graph, offers, pages, restricting
from entitlements.downloads.forms import FilterForm, RulesForm
from entitlements.downloads.models import Download, Link, Release, ReleaseLink
from entitlements.downloads.models.releases import Kind, State
from entitlements.downloads.parts import parts
from entitlements.markdown import rendered
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions.models import Product
from subscriptions.refusals import Refusal

DESK = "/desk/downloads/"
PAGE = 50
NEW = 8


@for_contacts(DESK)
@require_safe
def index(request: ContactRequest) -> HttpResponse:
    """What is new for the company, then all that it is offered. Raises the refusal where it is offered nothing."""
    at = timezone.now()
    offer = offers.offer_to(request.customer, at)
    if not offer.services:
        answers.require(request.customer, "updates", at=at)
    filters = FilterForm(request.GET, products=offer.products)
    page, following = pages.newest(request, offer.releases().filter(filters.condition()), PAGE)
    is_first = not filters.is_used and not filters.unmet and "before" not in request.GET
    new = offers.new_for(offer) if is_first else []
    kept = restricting.restricted_for(request.membership)
    context = {
        "filters": filters,
        "unmet": _unmet(filters, offer),
        "new": new[:NEW],
        "more_new": max(len(new) - NEW, 0),
        "nothing_installed": is_first and not offers.runs_anything(offer),
        "releases": page,
        "next": following,
        "from_start": "before" in request.GET,
        "restricted": [product for product in offer.products if product.pk in kept],
    }
    return render(request, "downloads/index.html", context)


@for_contacts(DESK)
@require_safe
def release(request: ContactRequest, code: str) -> HttpResponse:
    """One release: notes, files, what it needs first, what it replaces and holds, what it fixes. Raises the refusal
    where the subscription does not cover its product (R2.2)."""
    at = timezone.now()
    found = get_object_or_404(offers.known(request.customer), code=code)
    answers.require(request.customer, found.service, found.product, at)
    links = _links(found, request)
    context = {
        "release": found,
        "notes": rendered(found.notes),
        "files": found.files.all(),  # type: ignore[attr-defined]
        "refusal": _refusal(found, request, at),
        "missing": offers.prerequisites_missing(found, request.customer),
        "order": links.order,
        "contains": links.of(found, Link.CONTAINS),
        "supersedes": links.of(found, Link.SUPERSEDES),
        "superseded_by": links.offered_back(found, Link.SUPERSEDES),
        "contained_in": links.offered_back(found, Link.CONTAINS),
        "fetched": _fetched(found, request),
        "issues": _issues(found, request, at),
        "parts": parts(found, request.user, request.customer),
        "at": at,
    }
    return render(request, "downloads/release.html", context)


@for_contacts(DESK)
@require_safe
def regulatory(request: ContactRequest) -> HttpResponse:
    """The rules of law that updates follow, those of her company's countries until another is chosen, the next
    first; those in effect below (R3.1, R3.5)."""
    at = timezone.now()
    offer = offers.offer_to(request.customer, at)
    if not offer.services:
        answers.require(request.customer, "fixes", at=at)
    own = offers.countries_of(request.customer, offers.systems_of(request.customer))
    filters = RulesForm(request.GET, products=offer.products, own=own)
    found = offer.releases().filter(filters.condition(), kind=Kind.REGULATORY)
    fetched = set(
        _fetched_by(request).filter(release__kind=Kind.REGULATORY).values_list("release", flat=True)
    )
    context = {
        "filters": filters,
        "unmet": _unmet(filters, offer),
        "coming": found.filter(effective_on__gte=offer.day).order_by("effective_on", "code")[:PAGE],
        "in_effect": found.filter(effective_on__lt=offer.day).order_by("-effective_on", "code")[:PAGE],
        "fetched": fetched,
        "today": offer.day,
    }
    return render(request, "downloads/regulatory.html", context)


def _unmet(filters: FilterForm, offer: offers.Offer) -> list[str]:
    """What of the filters cannot be met, and of a product that is not covered whom to ask (R2.2)."""
    said = filters.unmet
    code = filters.data.get("product", "") if "product" in filters.errors else ""
    product = Product.objects.filter(code=code).first() if code else None
    return [*said, str(offer.facts.answer("updates", product).refusal())] if product else said


def _issues(found: Release, request: ContactRequest, at: datetime) -> list[tuple[str, Title | None]]:
    """The known issues that it fixes: their numbers, and what the reader may know of each."""
    reader = readers.reader(request.user, request.customer, at)
    titles = documents.titles(reader, "article", found.known_issues, request.user.language)
    return [(number, titles.get(number)) for number in found.known_issues]


def _refusal(found: Release, request: ContactRequest, at: datetime) -> Refusal | None:
    """Why she cannot download it now, though she may read about it."""
    try:
        offers.require(found, request.membership, at)
    except Refusal as refusal:
        return refusal
    return None


def _fetched_by(request: ContactRequest) -> QuerySet[Any]:
    return Download.objects.visible_to(request.user).filter(customer=request.customer).fetched()


def _fetched(found: Release, request: ContactRequest) -> list[Download]:
    """Who of the company has it, the last of each."""
    rows = _fetched_by(request).filter(release=found).select_related("person", "file").order_by("-pk")[:20]
    return list({row.person_id: row for row in reversed(rows)}.values())


@dataclass(frozen=True)
class _Links:
    """The links of a release and of all that it needs, those that exist for the reader."""

    known: dict[int, Release]
    rows: list[ReleaseLink]
    order: list[Release]

    def of(self, found: Release, kind: str) -> list[Release]:
        keys = [row.other_id for row in self.rows if row.kind == kind and row.release_id == found.pk]
        return [self.known[key] for key in keys if key in self.known]

    def offered_back(self, found: Release, kind: str) -> list[Release]:
        """Those that link to it and were not withdrawn: nobody is to install one that was."""
        keys = [row.release_id for row in self.rows if row.kind == kind and row.other_id == found.pk]
        known = [self.known[key] for key in keys if key in self.known]
        return [each for each in known if each.state == State.PUBLISHED]


def _links(found: Release, request: ContactRequest) -> _Links:
    near_it = Q(release__version=found.version_id) | Q(other=found.pk)
    rows = list(ReleaseLink.objects.filter(near_it))
    edges: dict[int, list[int]] = {}
    for row in rows:
        if row.kind == Link.REQUIRES:
            edges.setdefault(row.release_id, []).append(row.other_id)
    needed = graph.in_order(edges, found.pk)
    near = {row.other_id for row in rows if row.release_id == found.pk}
    near |= {row.release_id for row in rows if row.other_id == found.pk} | set(needed)
    known = {each.pk: each for each in offers.known(request.customer).filter(pk__in=near)}
    return _Links(known, rows, [known[key] for key in needed if key in known] if len(needed) > 1 else [])
