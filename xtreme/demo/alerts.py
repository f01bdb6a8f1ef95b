"""The alerts of the demo (DEMO.md, 6), who is registered for which product, a ledger of the past, and a draft.

Two are those of incidents in the demo. Nobody is registered for Ordrevej Distribution: staff see that (R1.7).
"""

from dataclasses import dataclass
from datetime import timedelta

from notifications import alerts, drafts, outbox
from notifications.drafts import Affects, Draft
from notifications.models import Alert, Notification
from notifications.models.outbox import Channel
from subscriptions.models import Customer, Product, User
from xtreme.demo.contacts import (
    ARJUN,
    BIANCA,
    DAISUKE,
    DOROTHEA,
    EMI,
    GWEN,
    HENRIK,
    JONAS,
    JUDITH,
    KIRSTEN,
    LACHLAN,
    MARISOL,
    MEI,
    METTE,
    PRIYA,
    SNEHA,
    SOREN,
    TRENT,
)
from xtreme.demo.customers import (
    BRUECKENTOR,
    FELLGATE,
    HAVBLIK,
    MALHAR,
    NORDLYS,
    PRAIRIE_LANTERN,
    SERRA_CLARA,
    TSUKIMORI,
    WATTLEBIRD,
)
from xtreme.demo.moments import Moment, Now, ago
from xtreme.demo.people import PRODUCT_MANAGER
from xtreme.demo.stories import prose

REGISTERED_BEFORE = timedelta(days=200)
DRAFTED_BEFORE = timedelta(minutes=35)

# product: customer and contacts who want its alerts
REGISTRATIONS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "LGF": (
        (NORDLYS, (METTE, HENRIK)),
        (HAVBLIK, (JONAS,)),
        (BRUECKENTOR, (DOROTHEA,)),
        (PRAIRIE_LANTERN, (PRIYA,)),
        (SERRA_CLARA, (BIANCA,)),
        (MALHAR, (SNEHA,)),
        (FELLGATE, (JUDITH,)),
    ),
    "FMP": (
        (NORDLYS, (SOREN,)),
        (BRUECKENTOR, (DOROTHEA,)),
        (TSUKIMORI, (DAISUKE,)),
        (MALHAR, (ARJUN,)),
    ),
    "STH": ((PRAIRIE_LANTERN, (MARISOL,)), (WATTLEBIRD, (LACHLAN,))),
    "LNT": ((PRAIRIE_LANTERN, (TRENT,)), (WATTLEBIRD, (MEI, GWEN)), (FELLGATE, (JUDITH,))),
    "KNB": ((NORDLYS, (KIRSTEN,)), (TSUKIMORI, (EMI,))),
    "TLB": ((MALHAR, (SNEHA,)),),
}


@dataclass(frozen=True, kw_only=True)
class Story:
    """An alert, who acknowledged it after how many minutes, and what was corrected later."""

    title: str
    alert_class: str
    product: str
    versions: tuple[str, ...]
    symptom: str
    action_kind: str
    action: str
    published: Moment
    acknowledged: tuple[tuple[str, str, int], ...] = ()
    correction: str = ""
    corrected_after: timedelta = timedelta(hours=5)
    failed_first: str = ""


STORIES = (
    Story(
        title="FMP-10.0-0081: subcontracting orders released twice",
        alert_class=Alert.Class.DATA_LOSS,
        product="FMP",
        versions=("10.0",),
        symptom="""
            When two planners release subcontracting orders at the same moment, both releases are kept and
            the supplier
            gets the order twice.
            """,
        action_kind=Alert.Action.WORKAROUND,
        action="""
            Let one person release subcontracting orders until the fix is installed. The report "Orders with two
            releases" shows whether it has happened.
            """,
        published=ago(days=68, hours=3),
        acknowledged=((BRUECKENTOR, DOROTHEA, 55), (TSUKIMORI, DAISUKE, 410)),
        correction="""
            The first word named version 9.4 too. Version 9.4 is not affected; only 10.0 is. If you run 9.4,
            you need
            to do nothing.
            """,
    ),
    Story(
        title="LGF-13.0-0117: period lock not released after a cancelled posting",
        alert_class=Alert.Class.PRODUCTION_STOP,
        product="LGF",
        versions=("13.0",),
        symptom="""
            A user cancels a long posting. The posting is rolled back, but its period lock stays: from then
            on every
            posting in that company ends with "period lock held by session ...", until the lock is released.
            """,
        action_kind=Alert.Action.FIX,
        action="""
            Install LGF-13.0-0117. Until then: do not cancel postings of more than 1,000 lines, and do not
            restart the
            posting service when the message appears. Release the lock with Administration, Period locks,
            "Release dead
            owner" after all waiting sessions have ended.
            """,
        published=ago(hours=1, minutes=12),
        acknowledged=((NORDLYS, METTE, 9),),
        failed_first=SNEHA,
    ),
    Story(
        title="LNT-2026.2-0012: overtime added twice when a pay run is started again",
        alert_class=Alert.Class.WRONG_FIGURES,
        product="LNT",
        versions=("2026.2",),
        symptom="""
            A pay run stops and is started again from the beginning. Supplements that the stopped run had posted
            (overtime, shift allowances) are posted a second time. Gross pay, tax and contributions are too
            high.
            """,
        action_kind=Alert.Action.WORKAROUND,
        action="""
            Never start a stopped pay run again from the beginning: use "Continue". Check the last runs with
            the report
            "Supplements by run". Then install LNT-2026.2-0012.
            """,
        published=ago(hours=2, minutes=40),
        acknowledged=((WATTLEBIRD, MEI, 14),),
    ),
)


def fill(now: Now) -> None:
    """The registrations and alerts that are not there yet, with what the past did to their ledgers."""
    if Alert.objects.filter(title__in=[story.title for story in STORIES]).exists():
        return
    _register(now)
    publisher = User.objects.get(email=PRODUCT_MANAGER)
    with outbox.on_record():
        for story in sorted(STORIES, key=lambda each: each.published(now, now.at)):
            _publish(story, publisher, now)
    _draft(publisher, now)


def _register(now: Now) -> None:
    at = now.at - REGISTERED_BEFORE
    for code, wishes in REGISTRATIONS.items():
        product = Product.objects.get(code=code)
        for number, people in wishes:
            customer = Customer.objects.get(number=number)
            for email in people:
                alerts.register(User.objects.get(email=email), customer, product, at=at)


def _publish(story: Story, publisher: User, now: Now) -> None:
    at = story.published(now, now.at)
    product = Product.objects.get(code=story.product)
    alert = drafts.write(
        Draft(
            title=story.title,
            alert_class=story.alert_class,
            affected=[
                Affects(product=product, listed=list(product.versions.filter(name__in=story.versions)))
            ],
            symptom=prose(story.symptom),
            action_kind=story.action_kind,
            action=prose(story.action),
        ),
        publisher,
        at - timedelta(minutes=20),
    )
    alerts.publish(alert, publisher, at)
    if story.failed_first:
        _fail_once(alert, story.failed_first)
    for number, email, minutes in story.acknowledged:
        customer = Customer.objects.get(number=number)
        alerts.acknowledge(alert, User.objects.get(email=email), customer, at + timedelta(minutes=minutes))
    if story.correction:
        alerts.correct(alert, publisher, prose(story.correction), at + story.corrected_after)


def _draft(writer: User, now: Now) -> None:
    """One that waits for a second look: of two products, in a class that everyone covered is told of."""
    stakhus, knudebro = (Product.objects.get(code=code) for code in ("STH", "KNB"))
    ends = {version.name: version for version in stakhus.versions.all()}
    drafts.write(
        Draft(
            title="STH-8.0-0052: passwords of scanners are written to the log of Knudebro",
            alert_class=Alert.Class.SECURITY,
            affected=[
                Affects(product=stakhus, since=ends["7.2"], until=ends["8.0"]),
                Affects(product=knudebro, listed=list(knudebro.versions.filter(name="3.4"))),
            ],
            symptom=prose(
                "Who may read the log of Knudebro Integration can read the passwords of scanners in it."
            ),
            action=prose("Install STH-8.0-0052, delete the logs, and change the passwords of the scanners."),
        ),
        writer,
        now.at - DRAFTED_BEFORE,
    )


def _fail_once(alert: Alert, email: str) -> None:
    """The mail server refused the first attempt; a retry went through. The ledger shows both."""
    row = Notification.objects.get(alert=alert, recipient__email=email, channel=Channel.EMAIL)
    assert row.sent_at
    row.attempts, row.sent_at = 2, row.sent_at + timedelta(minutes=6)
    row.last_error = "451 4.3.0 mailbox temporarily unavailable"
    row.save(update_fields=["attempts", "sent_at", "last_error"])
