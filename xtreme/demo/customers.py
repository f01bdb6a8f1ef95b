"""The nine customers, their subscriptions and installed systems (DEMO.md, 4). Their people are in contacts.py."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from subscriptions import periods
from subscriptions.life.renewals import begin, renew
from subscriptions.models import (
    AdvisorAssignment,
    Customer,
    InstalledSystem,
    Product,
    ProductVersion,
    SupportRegion,
    Tier,
    User,
)
from xtreme.demo import people
from xtreme.demo.moments import Now

NORDLYS, HAVBLIK, BRUECKENTOR = "C-1001", "C-1002", "C-1003"
PRAIRIE_LANTERN, TSUKIMORI, SERRA_CLARA = "C-1004", "C-1005", "C-1006"
MALHAR, WATTLEBIRD, FELLGATE = "C-1007", "C-1008", "C-1009"

PRODUCTION, TEST = InstalledSystem.Environment.PRODUCTION, InstalledSystem.Environment.TEST
AGREED_BEFORE = timedelta(days=40, hours=11)  # at one in the afternoon of her zone
PERIODS_BEFORE = 1  # annual periods that each customer has had before the present one


@dataclass(frozen=True)
class Installed:
    product: str
    version: str
    site: str = ""
    environment: str = PRODUCTION
    modified: str = ""


@dataclass(frozen=True)
class Company:
    """A customer. Her period ends `months` or `days` after T, at midnight in her zone."""

    number: str
    name: str
    city: str
    country: str
    zone: str
    region: str
    industry: str
    lines: dict[str, str]
    installed: tuple[Installed, ...]
    months: int = 0
    days: int = 0
    language: str = "en"

    def period_end(self, now: Now) -> date:
        """The first day that is no longer covered."""
        today = now.at.astimezone(SupportRegion(time_zone=self.zone).zone).date()
        return in_months(today, self.months) + timedelta(days=self.days)


COMPANIES = (
    Company(
        NORDLYS,
        "Nordlys Energiudstyr A/S",
        "Aalborg",
        "DK",
        "Europe/Copenhagen",
        "nordic",
        "Wind components",
        {"LGF": "XTE", "FMP": "XTE", "STH": "XTE", "KNB": "XTE"},
        (
            Installed("LGF", "13.0", "Aalborg, group"),
            Installed("LGF", "12.1", "Esbjerg branch"),
            Installed("LGF", "13.0", "Aalborg, group", TEST),
            Installed(
                "FMP",
                "10.0",
                "Aalborg",
                modified="Own planning board for blade moulds; own table of mould temperatures "
                "read by the shop-floor terminals.",
            ),
            Installed("STH", "8.0", "Aalborg"),
            Installed("KNB", "3.4", "Aalborg"),
        ),
        months=7,
        language="da",
    ),
    Company(
        HAVBLIK,
        "Havblik Møbler A/S",
        "Svendborg",
        "DK",
        "Europe/Copenhagen",
        "nordic",
        "Furniture",
        {"LGF": "XT", "ORV": "XT"},
        (Installed("LGF", "12.1", "Svendborg"), Installed("ORV", "6.0", "Svendborg")),
        days=20,
        language="da",
    ),
    Company(
        BRUECKENTOR,
        "Brückentor Maschinenbau GmbH",
        "Kassel",
        "DE",
        "Europe/Berlin",
        "dach",
        "Machine tools",
        {"FMP": "XTP", "LGF": "XTP", "STH": "XT"},
        (
            Installed("FMP", "10.0", "Werk Kassel"),
            Installed("FMP", "10.0", "Werk Kassel", TEST),
            Installed("LGF", "13.0", "Kassel"),
            Installed("STH", "8.0", "Lager Lohfelden"),
        ),
        months=6,
    ),
    Company(
        PRAIRIE_LANTERN,
        "Prairie Lantern Foods Inc.",
        "Omaha",
        "US",
        "America/Chicago",
        "americas",
        "Food processing",
        {"LGF": "XTE", "STH": "XTE", "LNT": "XTE"},
        (
            Installed("LGF", "13.0", "Omaha"),
            Installed("STH", "7.2", "Omaha cold store"),
            Installed("STH", "7.2", "Lincoln dry store"),
            Installed("LNT", "2026.2", "Omaha"),
        ),
        months=10,
    ),
    Company(
        TSUKIMORI,
        "Tsukimori Precision K.K.",
        "Nagoya",
        "JP",
        "Asia/Tokyo",
        "japan",
        "Optics",
        {"FMP": "XTP", "KNB": "XTP"},
        (Installed("FMP", "10.0", "Nagoya plant 2"), Installed("KNB", "3.4", "Nagoya")),
        months=4,
    ),
    Company(
        SERRA_CLARA,
        "Serra Clara Têxtil Ltda.",
        "Blumenau",
        "BR",
        "America/Sao_Paulo",
        "brazil",
        "Textiles",
        {"LGF": "XT", "ORV": "XT"},
        (Installed("LGF", "13.0", "Blumenau"), Installed("ORV", "6.0", "Blumenau")),
        months=8,
    ),
    Company(
        MALHAR,
        "Malhar Auto Components Pvt. Ltd.",
        "Pune",
        "IN",
        "Asia/Kolkata",
        "india",
        "Automotive",
        {"FMP": "XTP", "LGF": "XTP", "TLB": "XT"},
        (
            Installed("FMP", "9.4", "Chakan plant"),
            Installed("LGF", "13.0", "Pune"),
            Installed("TLB", "2.0", "Pune"),
        ),
        months=5,
    ),
    Company(
        WATTLEBIRD,
        "Wattlebird Freight Pty Ltd",
        "Melbourne",
        "AU",
        "Australia/Melbourne",
        "anz",
        "Logistics",
        {"ORV": "XTE", "STH": "XTE", "LNT": "XTE"},
        (
            Installed("ORV", "6.0", "Laverton"),
            Installed("STH", "8.0", "Laverton"),
            Installed("STH", "8.0", "Laverton", TEST),
            Installed("LNT", "2026.2", "Melbourne"),
        ),
        months=3,
    ),
    Company(
        FELLGATE,
        "Fellgate Medical Supplies Ltd",
        "Leeds",
        "GB",
        "Europe/London",
        "uk",
        "Medical supplies",
        {"LGF": "XT", "LNT": "XT"},
        (Installed("LGF", "12.1", "Leeds"), Installed("LNT", "2026.1", "Leeds")),
        days=-12,
    ),
)
NUMBERS = frozenset(company.number for company in COMPANIES)

# customer: advisor and deputy; each is another's deputy
ADVISORS = {
    NORDLYS: (people.ADVISOR, people.TIM),
    PRAIRIE_LANTERN: (people.HARRIET, people.ADVISOR),
    WATTLEBIRD: (people.TIM, people.HARRIET),
}


def fill(now: Now) -> None:
    """The customers that are not there yet, each whole."""
    known = set(Customer.objects.values_list("number", flat=True))
    for company in COMPANIES:
        if company.number not in known:
            _fill_one(company, now)


def _fill_one(company: Company, now: Now) -> None:
    customer = Customer.objects.create(
        number=company.number,
        name=company.name,
        city=company.city,
        country=company.country,
        time_zone=company.zone,
        language=company.language,
        industry=company.industry,
        region=SupportRegion.objects.get(code=company.region),
        account_owner=User.objects.get(email=people.ACCOUNT_OWNER),
    )
    end = company.period_end(now)
    _subscribe(customer, company, end)
    for system in company.installed:
        InstalledSystem.objects.create(
            customer=customer,
            product=Product.objects.get(code=system.product),
            version=ProductVersion.objects.get(product__code=system.product, name=system.version),
            environment=system.environment,
            site=system.site,
            modified=system.modified,
        )
    if company.number in ADVISORS:
        advisor, deputy = (User.objects.get(email=email) for email in ADVISORS[company.number])
        AdvisorAssignment.objects.create(
            customer=customer, advisor=advisor, deputy=deputy, starts_on=in_months(end, -24)
        )


def _subscribe(customer: Customer, company: Company, end: date) -> None:
    """Her periods up to the present one, each agreed with the account owner some time before it began."""
    tiers = {tier.code: tier for tier in Tier.objects.all()}
    lines = {Product.objects.get(code=code): tiers[tier] for code, tier in company.lines.items()}
    owner = customer.account_owner
    first = in_months(end, -12 * (PERIODS_BEFORE + 1))
    agreed = periods.midnight(first, customer.zone) - AGREED_BEFORE
    subscription = begin(customer, first, lines, owner, agreed)
    for _year in range(PERIODS_BEFORE):
        subscription = renew(subscription, owner, subscription.ends_at - AGREED_BEFORE)


def in_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
