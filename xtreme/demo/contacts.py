"""The customers' people (DEMO.md, 2 and 4): a manager each, two to four contacts, one approver of remote access."""

from dataclasses import dataclass

from subscriptions.models import Customer, Membership, User
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
from xtreme.demo.moments import Now

METTE, HENRIK = "mette@nordlys.example", "manager@nordlys.example"
ANDERS, KIRSTEN, SOREN = "anders@nordlys.example", "kirsten@nordlys.example", "soren@nordlys.example"
JONAS, BIRTHE, LARS = "jonas@havblik.example", "birthe@havblik.example", "lars@havblik.example"
DOROTHEA, MATTHIAS, JANA = (
    "duo@brueckentor.example",
    "m.reuter@brueckentor.example",
    "j.seifert@brueckentor.example",
)
WADE, MARISOL = "wade.hollis@prairielantern.example", "marisol.vega@prairielantern.example"
TRENT, PRIYA = "trent.buckley@prairielantern.example", "priya.nair@prairielantern.example"
AYAKO, DAISUKE, EMI = "mori@tsukimori.example", "hoshino@tsukimori.example", "takeda@tsukimori.example"
ROGERIO, BIANCA, THIAGO = (
    "rogerio@serraclara.example",
    "bianca@serraclara.example",
    "thiago@serraclara.example",
)
VIKRAM, SNEHA, ARJUN = (
    "vikram.kulkarni@malhar.example",
    "sneha.joshi@malhar.example",
    "arjun.pawar@malhar.example",
)
GWEN, LACHLAN = "gwen@wattlebird.example", "lachlan@wattlebird.example"
MEI, PAUL = "mei@wattlebird.example", "paul@wattlebird.example"
COLIN, JUDITH, BETH = (
    "colin.marsh@fellgate.example",
    "expired@fellgate.example",
    "beth.ogden@fellgate.example",
)


@dataclass(frozen=True)
class Person:
    customer: str
    email: str
    name: str
    phone: str
    manager: bool = False
    approver: bool = False
    speaks_english: bool = True


CONTACTS = (
    Person(NORDLYS, HENRIK, "Henrik Ravn", "+45 70 12 02 10", manager=True),
    Person(NORDLYS, METTE, "Mette Solgaard", "+45 70 12 02 11", approver=True),
    Person(NORDLYS, ANDERS, "Anders Thorup", "+45 70 12 02 12"),
    Person(NORDLYS, KIRSTEN, "Kirsten Bjerre", "+45 70 12 02 13"),
    Person(NORDLYS, SOREN, "Søren Lykke", "+45 70 12 02 14", speaks_english=False),
    Person(HAVBLIK, BIRTHE, "Birthe Munk", "+45 70 12 03 10", manager=True, approver=True),
    Person(HAVBLIK, JONAS, "Jonas Toft", "+45 70 12 03 11"),
    Person(HAVBLIK, LARS, "Lars Egholm", "+45 70 12 03 12", speaks_english=False),
    Person(BRUECKENTOR, MATTHIAS, "Matthias Reuter", "+49 561 2312 510", manager=True),
    Person(BRUECKENTOR, DOROTHEA, "Dorothea Uhl", "+49 561 2312 511", approver=True),
    Person(BRUECKENTOR, JANA, "Jana Seifert", "+49 561 2312 512"),
    Person(PRAIRIE_LANTERN, WADE, "Wade Hollis", "+1 402 555 0110", manager=True),
    Person(PRAIRIE_LANTERN, MARISOL, "Marisol Vega", "+1 402 555 0111", approver=True),
    Person(PRAIRIE_LANTERN, TRENT, "Trent Buckley", "+1 402 555 0112"),
    Person(PRAIRIE_LANTERN, PRIYA, "Priya Nair", "+1 402 555 0113"),
    Person(TSUKIMORI, AYAKO, "Ayako Mori", "+81 52 200 0110", manager=True),
    Person(TSUKIMORI, DAISUKE, "Daisuke Hoshino", "+81 52 200 0111", approver=True),
    Person(TSUKIMORI, EMI, "Emi Takeda", "+81 52 200 0112"),
    Person(SERRA_CLARA, ROGERIO, "Rogério Pacheco", "+55 47 3300 0110", manager=True, approver=True),
    Person(SERRA_CLARA, BIANCA, "Bianca Schmitt", "+55 47 3300 0111"),
    Person(SERRA_CLARA, THIAGO, "Thiago Lorenzi", "+55 47 3300 0112", speaks_english=False),
    Person(MALHAR, VIKRAM, "Vikram Kulkarni", "+91 20 5550 0110", manager=True),
    Person(MALHAR, SNEHA, "Sneha Joshi", "+91 20 5550 0111"),
    Person(MALHAR, ARJUN, "Arjun Pawar", "+91 20 5550 0112", approver=True),
    Person(WATTLEBIRD, GWEN, "Gwen Hartigan", "+61 3 5550 0110", manager=True),
    Person(WATTLEBIRD, LACHLAN, "Lachlan Doyle", "+61 3 5550 0111", approver=True),
    Person(WATTLEBIRD, MEI, "Mei Tran", "+61 3 5550 0112"),
    Person(WATTLEBIRD, PAUL, "Paul Sutter", "+61 3 5550 0113"),
    Person(FELLGATE, COLIN, "Colin Marsh", "+44 113 496 0110", manager=True),
    Person(FELLGATE, JUDITH, "Judith Pell", "+44 113 496 0111", approver=True),
    Person(FELLGATE, BETH, "Beth Ogden", "+44 113 496 0112"),
)


def fill(now: Now) -> None:
    """The contacts that are not there yet, members since their company's first subscription."""
    known = set(User.objects.values_list("email", flat=True))
    companies = {c.number: c for c in Customer.objects.prefetch_related("subscriptions")}
    for person in CONTACTS:
        if person.email in known:
            continue
        customer = companies[person.customer]
        since = min(period.starts_at for period in customer.subscriptions.all())
        user = User.objects.create_user(
            person.email,
            name=person.name,
            phone=person.phone,
            language=customer.language,
            time_zone=customer.time_zone,
            joined_at=since,
        )
        Membership.objects.create(
            customer=customer,
            user=user,
            role=Membership.Role.MANAGER if person.manager else Membership.Role.CONTACT,
            approves_remote_access=person.approver,
            speaks_english=person.speaks_english,
            started_at=since,
        )
