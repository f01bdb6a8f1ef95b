"""Asking for a higher tier or a further product, and what a person answers."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from entitlements.renewal.models import UpgradeJoin, UpgradeRequest
from entitlements.renewal.people import account_owners, askers, managers
from entitlements.renewal.refusals import Decided, NothingToJoin
from notifications.outbox import tell
from subscriptions import coverage, texts
from subscriptions.life.refusals import NotHigher, SameTier
from subscriptions.life.renewals import add_line
from subscriptions.life.tiers import upgrade
from subscriptions.models import Customer, Product, Subscription, Tier, User

LONGEST = 2000
SAID_BESIDES = "\n\n{name}: {words}"  # what a colleague adds to a request
State = UpgradeRequest.State


def ask(
    customer: Customer,
    product: Product,
    tier: Tier,
    text: str,
    by: User,
    at: datetime | None = None,
    *,
    service: str = "",
) -> UpgradeRequest:
    """A contact asks for `tier` on `product`; pressed twenty times, or asked by two, it is one request while nobody
    has decided it: what she asks for now takes the place of what was asked, what she writes is added, she is told
    of the answer, too. The account owner is told, and her managers where she is none of them.

    Raises EmptyText, TextTooLong, SameTier, NotHigher.
    """
    at = at or timezone.now()
    why = texts.message(text, LONGEST, field="text")
    line = coverage.line_for(customer, product, at)
    if line and line.tier.rank <= tier.rank:
        refused = SameTier if line.tier == tier else NotHigher
        raise refused(product=product, tier=tier, now=line.tier)
    if known := waiting(customer, product):
        return _ask_besides(known, tier, why, by, at)
    made = UpgradeRequest(
        customer=customer,
        product=product,
        service=service,
        from_tier=line.tier if line else None,
        wanted_tier=tier,
        text=why,
        asked_by=by,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return _ask_besides(
            UpgradeRequest.objects.open().get(customer=customer, product=product), tier, why, by, at
        )
    _tell_asked(made, by, f"upgrade_request:{made.pk}", at)
    return made


@transaction.atomic
def _ask_besides(known: UpgradeRequest, tier: Tier, why: str, by: User, at: datetime) -> UpgradeRequest:
    """She joins it; nothing more, where the open request says the same already."""
    rows = UpgradeRequest.objects.open().select_for_update(of=("self",), no_key=True)
    row = rows.select_related("customer", "product", "wanted_tier", "asked_by").get(pk=known.pk)
    if row.asked_by != by:
        UpgradeJoin.objects.get_or_create(request=row, user=by, defaults={"customer": row.customer, "at": at})
    if row.wanted_tier == tier and why in row.text:
        return row
    row.wanted_tier = tier
    if why not in row.text:
        row.text += SAID_BESIDES.format(name=by.name, words=why)
    row.save(update_fields=["wanted_tier", "text"])
    _tell_asked(row, by, f"upgrade_request:{row.pk}:{at:%Y%m%d%H%M%S%f}", at)
    return row


def waiting(customer: Customer, product: Product) -> UpgradeRequest | None:
    """What is asked for this product and not decided."""
    return undecided(customer).filter(product=product).first()


def undecided(customer: Customer) -> QuerySet[UpgradeRequest]:
    """What the customer has asked for, of any product, and nobody has decided."""
    asked = UpgradeRequest.objects.open().filter(customer=customer).order_by("asked_at", "pk")
    return asked.select_related("product", "wanted_tier", "asked_by")


def answer(
    request: UpgradeRequest, by: User, text: str, decision: str, at: datetime | None = None
) -> UpgradeRequest:
    """A person of the vendor answers; `decision` granted does what was asked, answered leaves it open.

    A tier that the product has by now is granted as it is. Raises EmptyText, TextTooLong, Decided,
    NothingToJoin.
    """
    at = at or timezone.now()
    said = texts.message(text, LONGEST, field="text")
    with transaction.atomic():
        rows = UpgradeRequest.objects.select_for_update(of=("self",), no_key=True)
        row = rows.select_related("customer", "product", "wanted_tier", "asked_by").get(pk=request.pk)
        if row.state not in UpgradeRequest.OPEN:
            raise Decided(name=row.answered_by)
        if decision == State.GRANTED:
            _grant(row, by, at)
        row.state, row.answer, row.answered_by, row.answered_at = decision, said, by, at
        row.save(update_fields=["state", "answer", "answered_by", "answered_at"])
        _tell_answered(row, at)
        return row


def _grant(row: UpgradeRequest, by: User, at: datetime) -> None:
    line = coverage.line_for(row.customer, row.product, at)
    if line is None:
        running = Subscription.objects.active(at).filter(customer=row.customer).order_by("ends_at").last()
        if running is None:
            raise NothingToJoin(customer=row.customer, product=row.product)
        add_line(running, row.product, row.wanted_tier, by, at, row.text)
    elif line.tier.rank > row.wanted_tier.rank:
        upgrade(line, row.wanted_tier, by, at, row.text)


def _tell_asked(made: UpgradeRequest, by: User, event: str, at: datetime) -> None:
    words = {
        "customer": made.customer.name,
        "person": by.name,
        "product": made.product.name,
        "tier": made.wanted_tier.name,
        "body": made.text,
    }
    tell(
        "upgrade_asked",
        account_owners(made.customer),
        event,
        customer=made.customer,
        context=words,
        link=f"/desk/upgrades/{made.pk}/",
        at=at,
    )
    others = [manager for manager in managers(made.customer) if manager != by]
    if len(others) == len(managers(made.customer)):
        tell(
            "upgrade_asked_here",
            others,
            event,
            customer=made.customer,
            context=words,
            link="/subscription/",
            at=at,
        )


def _tell_answered(row: UpgradeRequest, at: datetime) -> None:
    people = {person.pk: person for person in [*askers(row), *managers(row.customer)]}
    assert row.answered_by
    tell(
        "upgrade_answered",
        people.values(),
        f"upgrade_request:{row.pk}:{row.state}:{at:%Y%m%d%H%M%S}",
        customer=row.customer,
        context={
            "person": row.answered_by.name,
            "product": row.product.name,
            "tier": row.wanted_tier.name,
            "decision": row.state,
            "body": row.answer,
        },
        link="/subscription/",
        at=at,
    )
