"""Synthetic customers with their contacts, subscriptions and systems, and the agents who work for them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import NamedTuple

from django.db import connection

from subscriptions.models import Customer, Product, ProductVersion, StaffMember, SupportRegion, Tier, User
from xtreme.demo import products
from xtreme.demo.moments import Now
from xtreme.demo.synthetic.agreements import ENTRIES, Period, put_down
from xtreme.demo.synthetic.copying import Table, reserve

PREFIX = "S-"  # of the numbers of these customers
AGENTS_A_REGION = 5
YEARS = 3  # annual periods, the last one goes on
TIERS = (("XT", 0.6), ("XTP", 0.25), ("XTE", 0.15))
FIRST = (
    "Anna", "Bo", "Carla", "Dan", "Elif", "Finn", "Gita", "Hugo", "Ines", "Jens", "Kaya", "Leo", "Mona",
    "Nils", "Olga", "Per", "Rosa", "Sven", "Tara", "Uwe",
)  # fmt: skip
LAST = (
    "Abel", "Berg", "Cruz", "Dahl", "Eck", "Falk", "Gupta", "Holm", "Ito", "Juul", "Kaur", "Lund", "Mori",
    "Nunes", "Ott", "Pohl", "Rossi", "Silva", "Tran", "Wolf",
)  # fmt: skip
STEMS = (
    "Alder", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Harbor", "Indigo", "Juniper",
    "Keystone", "Linden", "Meridian", "North", "Orchard",
)  # fmt: skip
TRADES = (
    "Foods", "Freight", "Textiles", "Optics", "Machines", "Energy", "Paper", "Tools", "Glass", "Medical",
    "Furniture", "Chemicals",
)  # fmt: skip


class Agent(NamedTuple):
    key: int
    name: str


@dataclass
class Line:
    """A product of a customer: its tier and the key of the product line of each year."""

    product: int
    version: int
    tier: int
    rank: int
    keys: list[int]


@dataclass
class Company:
    key: int
    region: int
    contacts: list[int]
    lines: list[Line]


@dataclass
class World:
    """Everybody an incident can be about or by."""

    companies: list[Company] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)  # running sum: the first customers have more incidents
    agents: dict[int, list[Agent]] = field(default_factory=dict)  # by region
    years: list[int] = field(default_factory=list)  # where each year's lines begin, in seconds


USERS = Table(
    "subscriptions_user",
    {
        "id": "int",
        "email": "text",
        "name": "text",
        "time_zone": "text",
        "is_staff": "bool",
        "joined_at": "instant",
    },
    {"password": "!", "is_superuser": "false", "phone": "", "language": "en", "is_active": "true"},
)
MEMBERSHIPS = Table(
    "subscriptions_membership",
    {"customer_id": "int", "user_id": "int", "role": "text", "started_at": "instant"},
    {"approves_remote_access": "false", "speaks_english": "true"},
)
STAFF = Table("subscriptions_staffmember", {"user_id": "int", "roles": "names", "region_id": "int"})
CUSTOMERS = Table(
    "subscriptions_customer",
    {
        "id": "int",
        "number": "text",
        "name": "text",
        "country": "text",
        "time_zone": "text",
        "industry": "text",
        "region_id": "int",
    },
    {"city": "", "language": "en"},
)
SUBSCRIPTIONS = Table(
    "subscriptions_subscription",
    {"id": "int", "customer_id": "int", "starts_at": "instant", "ends_at": "instant"},
)
LINES = Table(
    "subscriptions_productline",
    {
        "id": "int",
        "customer_id": "int",
        "subscription_id": "int",
        "product_id": "int",
        "tier_id": "int",
        "starts_at": "instant",
        "ends_at": "instant",
    },
)
SYSTEMS = Table(
    "subscriptions_installedsystem",
    {"customer_id": "int", "product_id": "int", "version_id": "int"},
    {"environment": "production", "site": "", "modified": ""},
)
TABLES = (USERS, STAFF, CUSTOMERS, MEMBERSHIPS, SUBSCRIPTIONS, LINES, SYSTEMS, ENTRIES)


class Registry:
    """Makes the companies of one filling."""

    def __init__(self, random: Random, now: datetime, count: int) -> None:
        self.random, self.count = random, count
        products.fill(Now(now))
        self.regions = list(SupportRegion.objects.order_by("code"))
        self.tiers = {tier.code: tier for tier in Tier.objects.all()}
        versions = ProductVersion.objects.filter(generally_available=True).order_by("product__code", "name")
        newest = {version.product_id: version.pk for version in versions}
        self.products = [(p.pk, newest[p.pk]) for p in Product.objects.order_by("code") if p.pk in newest]
        self.names = dict(Product.objects.values_list("pk", "name"))
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        starts = [midnight - timedelta(days=365 * year - 120) for year in range(YEARS, 0, -1)]
        self.years = [int(start.timestamp()) for start in starts]
        self.end = self.years[-1] + 365 * 86400
        self.first_number = _last_number() + 1

    def world(self) -> World:
        """The companies and agents; what is to be written of them waits in TABLES."""
        world = World(years=self.years)
        world.agents = {region.pk: self._agents(region) for region in self.regions}
        keys = iter(range(first := reserve(CUSTOMERS.name, self.count), first + self.count))
        world.companies = [self._company(key, place) for place, key in enumerate(keys)]
        world.weights = list(accumulate(1 / (place + 8) for place in range(self.count)))
        return world

    def _agents(self, region: SupportRegion) -> list[Agent]:
        staff = StaffMember.objects.filter(roles__contains=["agent"], region=region, user__is_active=True)
        if there := list(staff.order_by("pk").values_list("user_id", "user__name")):
            return [Agent(*person) for person in there]
        made = []
        for key in range(first := reserve(USERS.name, AGENTS_A_REGION), first + AGENTS_A_REGION):
            email = f"agent-{region.code}-{key - first + 1}@vendor.example"
            made.append(Agent(key, self._user(key, email, region.time_zone, staff=True)))
            STAFF.add(key, "agent", region.pk)
        return made

    def _user(self, key: int, email: str, zone: str, *, staff: bool = False) -> str:
        name = f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"
        USERS.add(key, email, name, zone, staff, self.years[0])
        return name

    def _company(self, key: int, place: int) -> Company:
        random = self.random
        region = random.choice(self.regions)
        number = f"{PREFIX}{self.first_number + place:05d}"
        trade = random.choice(TRADES)
        name = f"{random.choice(STEMS)} {trade} {self.first_number + place}"
        CUSTOMERS.add(key, number, name, region.country, region.time_zone, trade, region.pk)
        count = random.randint(2, 8)
        contacts = list(range(first := reserve(USERS.name, count), first + count))
        for order, contact in enumerate(contacts):
            self._user(contact, f"contact-{order + 1}@{number.lower()}.example", region.time_zone)
            MEMBERSHIPS.add(key, contact, "contact" if order else "manager", self.years[0])
        return Company(key, region.pk, contacts, self._lines(key, region))

    def _lines(self, customer: int, region: SupportRegion) -> list[Line]:
        random, periods, told = self.random, [], []
        usual = self._tier()
        chosen = random.sample(self.products, min(random.randint(1, 4), len(self.products)))
        lines = []
        for product, version in chosen:
            tier = usual if random.random() < 0.9 else self._tier()
            lines.append(Line(product, version, tier.pk, tier.rank, []))
            told.append(f"{self.names[product]}: {tier.name}")
            SYSTEMS.add(customer, product, version)
        ends = [*self.years[1:], self.end]
        for start, end in zip(self.years, ends, strict=True):
            subscription = reserve(SUBSCRIPTIONS.name, 1)
            SUBSCRIPTIONS.add(subscription, customer, start, end)
            periods.append(Period(subscription, start, end))
            keys = reserve(LINES.name, len(lines))
            for key, line in enumerate(lines, keys):
                line.keys.append(key)
                LINES.add(key, customer, subscription, line.product, line.tier, start, end)
        put_down(customer, periods, region.zone, told)
        return lines

    def _tier(self) -> Tier:
        draw = self.random.random()
        for code, share in TIERS:
            draw -= share
            if draw < 0:
                return self.tiers[code]
        return self.tiers[TIERS[0][0]]


def _last_number() -> int:
    """The highest number that a filling has given so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(max(substr(number, %s)::int), 0) from subscriptions_customer where number ~ %s",
            [len(PREFIX) + 1, f"^{PREFIX}[0-9]+$"],
        )
        return int(cursor.fetchone()[0])


def others_there() -> bool:
    """Whether there are customers already."""
    return Customer.objects.exists() or User.objects.filter(memberships__isnull=False).exists()
