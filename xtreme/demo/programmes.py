"""The programme and the discount codes of the demo (DEMO.md, 10): "Stakhus 9 beta" with 8 places and three Elite
applicants, one of whom lacks a condition of the environment; the code of Nordlys is unused, Prairie Lantern's
used."""

from datetime import datetime, timedelta

from entitlements.programmes import applying, cards, codes, opening, writing
from entitlements.programmes.applying import Wish
from entitlements.programmes.models import Programme, Requirement, TrainingCard
from entitlements.programmes.writing import Draft, Terms
from subscriptions.models import Customer, Product, ProductVersion, User
from xtreme.demo import contacts, people
from xtreme.demo.customers import NORDLYS, PRAIRIE_LANTERN, WATTLEBIRD
from xtreme.demo.moments import Now

TITLE = "Stakhus 9 beta"
NETWORK = "A wireless network of its own for the scanners of the trial"
ABOUT = (
    "Stakhus 9 brings voice picking, cycle counts without stopping a zone, and a new roaming of scanners."
    " Participants get a build every second week and talk with the team that makes it."
)
AGREEMENT = (
    "The beta is for tests, not for production. Data of the trial is your own; keep a copy.\n\n"
    "You tell us what you find, build by build, and keep what you see to yourselves until the version is"
    " released.\n\n"
    "Either side may end the trial at any time. Incidents of a beta have no response targets."
)
PUBLISHED = timedelta(days=9)
APPLIED = (
    (
        NORDLYS,
        contacts.METTE,
        timedelta(days=6),
        "Vi vil prøve stemmestyret pluk på hovedlageret i Aalborg, før vi udvider til Esbjerg.",
        "Testserver i Aalborg, 12 håndholdte scannere, eget trådløst net i hal 3.",
        True,
    ),
    (
        PRAIRIE_LANTERN,
        contacts.WADE,
        timedelta(days=5),
        "Cycle counts stop a cold store for two hours a week. We want to measure what the new way saves.",
        "A spare server in Omaha and eight freezer-rated scanners on a network of their own.",
        True,
    ),
    (
        WATTLEBIRD,
        contacts.GWEN,
        timedelta(days=3),
        "Our docks at Laverton lose scanners between access points; the new roaming is what we wait for.",
        "The test system at Laverton. All scanners share the network of the docks.",
        False,
    ),
)
CARD, UNITS = "EA-2041-PL", 60
ISSUED, BOUGHT = timedelta(days=40), timedelta(days=33)
VALID = timedelta(days=500)


def fill(now: Now) -> None:
    """What is not there yet, each at its own instants."""
    if not Programme.objects.filter(title=TITLE).exists():
        _programme(now.at)
    for number in (NORDLYS, PRAIRIE_LANTERN, WATTLEBIRD):
        codes.follow(Customer.objects.get(number=number), now.at - ISSUED)
    if not TrainingCard.objects.filter(agreement_number=CARD).exists():
        _bought(now.at)


def _programme(at: datetime) -> None:
    by, today = User.objects.get(email=people.PRODUCT_MANAGER), at.date()
    product = Product.objects.get(code="STH")
    draft = Draft(
        title=TITLE,
        kind=Programme.Kind.BETA,
        product=product,
        version=ProductVersion.objects.get(product=product, name="9 beta"),
        effort="Two people for two days a month, and a call every second week",
        terms=Terms(
            about=ABOUT,
            capacity=8,
            applications_until=today + timedelta(days=40),
            elite_first_until=today + timedelta(days=18),
            runs_from=today + timedelta(days=60),
            runs_to=today + timedelta(days=180),
        ),
        business=["A warehouse in daily operation", "Somebody who may decide about the trial on site"],
        looked_up=[Requirement.Check.COVERED, Requirement.Check.INSTALLED],
        stated=[NETWORK],
    )
    made = writing.keep(draft, by, at=at - PUBLISHED - timedelta(days=2))
    writing.write_agreement(made, AGREEMENT, by, at - PUBLISHED - timedelta(days=1))
    made = writing.publish(made, by, at - PUBLISHED)
    opening.tell(made.pk, at - PUBLISHED)
    for number, email, ago, interest, environment, network in APPLIED:
        contact = User.objects.get(email=email)
        applying.apply(
            Wish(
                programme=made,
                customer=Customer.objects.get(number=number),
                contact=contact,
                interest=interest,
                people=[contact],
                environment=environment,
                answers={
                    each.pk: network or each.text != NETWORK for each in made.requirements.filter(check_of="")
                },
            ),
            at - ago,
        )


def _bought(at: datetime) -> None:
    """Prairie Lantern's card, and units bought with the discount of the period."""
    customer = Customer.objects.get(number=PRAIRIE_LANTERN)
    owner = User.objects.get(email=people.ACCOUNT_OWNER)
    card = cards.issue(customer, CARD, (at + VALID).date(), owner, at - ISSUED)
    code = customer.discount_codes.unused().latest("issued_at").code
    cards.buy(card, UNITS, owner, code, "Order PL-7730", at=at - BOUGHT)
