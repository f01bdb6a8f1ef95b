"""What is written in the community of the demo (DEMO.md, 9)."""

from dataclasses import dataclass
from datetime import timedelta

from entitlements.community.profiles import Shown
from xtreme.demo.contacts import (
    AYAKO,
    BIANCA,
    DOROTHEA,
    HENRIK,
    JONAS,
    LACHLAN,
    METTE,
    PRIYA,
    ROGERIO,
    SNEHA,
    TRENT,
    VIKRAM,
)
from xtreme.demo.customers import (
    BRUECKENTOR,
    HAVBLIK,
    MALHAR,
    NORDLYS,
    PRAIRIE_LANTERN,
    SERRA_CLARA,
    TSUKIMORI,
    WATTLEBIRD,
)
from xtreme.demo.people import AGENT, KENJI


@dataclass(frozen=True)
class NewGroup:
    """A group as a moderator sets it up; `product` is a code."""

    code: str
    way: str
    name_en: str
    name_da: str
    about_en: str = ""
    about_da: str = ""
    product: str = ""
    hosting: str = ""
    industries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """An answer, so long after the question."""

    by: str
    after: timedelta
    body: str
    language: str = "en"


@dataclass(frozen=True)
class Thread:
    """A question asked so long before T. `accepted` and `hidden` are places of its answers."""

    by: str
    group: str
    before: timedelta
    title: str
    body: str
    answers: tuple[Said, ...] = ()
    language: str = "en"
    product: str = ""
    version: str = ""
    same_here: tuple[str, ...] = ()
    accepted: int | None = None
    incident: str = ""
    article: int = 0
    hidden: int | None = None
    reported: str = ""
    reason: str = ""


GROUPS = (
    NewGroup("finance", "system", "Finance", "Finans", "Ledgerkant Finance: closing, tax, reporting",
             "Ledgerkant Finance: afslutning, moms, rapportering", product="LGF"),
    NewGroup("production", "system", "Production", "Produktion", "Formsmed Production: planning and shop floor",
             "Formsmed Production: planlægning og værksted", product="FMP"),
    NewGroup("warehouse", "system", "Warehouse", "Lager", "Stakhus Warehouse: picking, counting, scanners",
             "Stakhus Warehouse: pluk, optælling, scannere", product="STH"),
    NewGroup("payroll", "system", "Payroll", "Løn", "Løntråd Payroll: pay runs and reporting",
             "Løntråd Payroll: lønkørsler og indberetning", product="LNT"),
    NewGroup("integration", "system", "Integration", "Integration", "Knudebro Integration: interfaces and APIs",
             "Knudebro Integration: grænseflader og API'er", product="KNB"),
    NewGroup("on-premises", "environment", "On-premises", "On-premises", "Our own servers and databases",
             "Egne servere og databaser", hosting="on_premises"),
    NewGroup("cloud", "environment", "Cloud", "Cloud", "Run by us in somebody's cloud", "Kørt i skyen",
             hosting="cloud"),
    NewGroup("food", "industry", "Food", "Fødevarer",
             "Lots, recalls, shelf life", "Partier, tilbagekald, holdbarhed",
             industries=("food",)),
    NewGroup("automotive", "industry", "Automotive", "Biler og dele", "Series production and its customers",
             "Serieproduktion og dens kunder", industries=("automotive",)),
    NewGroup("logistics", "industry", "Logistics", "Logistik",
             "Freight, yards, drivers", "Fragt, pladser, chauffører",
             industries=("logistics",)),
)  # fmt: skip

# Where the systems of the customers run: of their record, by which groups are suggested.
HOSTED = {
    NORDLYS: ("on_premises", "PostgreSQL 17", "Red Hat Enterprise Linux 9"),
    HAVBLIK: ("cloud", "PostgreSQL 17", "Linux"),
    BRUECKENTOR: ("on_premises", "Oracle 19c", "SUSE Linux Enterprise 15"),
    PRAIRIE_LANTERN: ("cloud", "PostgreSQL 17", "Linux"),
    TSUKIMORI: ("on_premises", "SQL Server 2022", "Windows Server 2022"),
    SERRA_CLARA: ("on_premises", "PostgreSQL 16", "Linux"),
    MALHAR: ("on_premises", "SQL Server 2022", "Windows Server 2022"),
    WATTLEBIRD: ("cloud", "PostgreSQL 17", "Linux"),
}

# What each shows of herself; Dorothea shows no company.
MEMBERS = {
    METTE: Shown("Mette S.", company=True),
    HENRIK: Shown("Henrik R.", company=True, environment=True),
    JONAS: Shown("Jonas T.", company=True),
    DOROTHEA: Shown("Dora U."),
    PRIYA: Shown("Priya N.", company=True, industry=True),
    TRENT: Shown("Trent B.", industry=True),
    AYAKO: Shown("Ayako M.", company=True, environment=True),
    ROGERIO: Shown("Rogério P.", company=True, industry=True),
    BIANCA: Shown("Bianca S.", industry=True),
    VIKRAM: Shown("Vikram K.", company=True),
    SNEHA: Shown("Sneha J.", company=True, industry=True),
    LACHLAN: Shown("Lachlan D.", company=True, industry=True),
}

JOINED = {
    "finance": (METTE, JONAS, ROGERIO, VIKRAM, DOROTHEA),
    "production": (DOROTHEA, AYAKO, SNEHA),
    "warehouse": (LACHLAN, PRIYA, DOROTHEA, HENRIK),
    "integration": (METTE, AYAKO),
    "on-premises": (HENRIK, AYAKO, VIKRAM),
    "cloud": (JONAS, LACHLAN),
    "food": (PRIYA, TRENT),
    "automotive": (SNEHA, VIKRAM),
    "logistics": (LACHLAN,),
}


def days(days: int, hours: int = 0) -> timedelta:
    """So many days and hours."""
    return timedelta(days=days, hours=hours)


THREADS = (
    Thread(
        HENRIK, "on-premises", days(41, 3), "How do you test a service pack without a second licence?",
        """Our test server was given to another project, so a service pack goes straight into production at
the moment. Our auditors do not like it, and neither do I.

What do you do when you have **one** licence and one database?""",
        (
            Said(AYAKO, days(0, 15), """We restore last night's backup beside production and start it with
`--readonly-licence`. That is enough to read the log of the pack, not to post anything."""),
            Said(VIKRAM, days(1, 4), """The licence counts *connected* sessions, not databases. We do this
every time:

1. Restore the backup under another name on Friday evening.
2. Cut it off: no mail, no interfaces, no printers (one script, 40 lines).
3. Install the pack there and run our ten month-end reports.
4. Compare the totals with those of production. The list of reports is what took us longest to agree on.
5. Drop the copy on Saturday, install in production on Sunday.

It has found something twice in nine packs."""),
            Said(HENRIK, days(1, 9),
                 "Counting sessions, not databases: that was the point we missed. Thank you!"),
        ),
        product="LGF", same_here=(DOROTHEA, ROGERIO, SNEHA), accepted=1,
    ),
    Thread(
        PRIYA, "warehouse", days(26, 5), "Anyone running 8.0 with glove-mode scanners?",
        """We go from 7.2 to 8.0 early next year. In the cold store (−22 °C) people wear thick gloves and use
scanners in
glove mode. Does the new screen of 8.0 have buttons large enough, or do you stay with the keys?""",
        (
            Said(LACHLAN, days(0, 9), """Not as cold here, but gloves all winter. Set the theme to `large` and put
*Confirm* on the side key of the scanner. Screens with more than six lines scroll: shorten your pick list."""),
            Said(KENJI, days(1, 2), """`large` makes targets 14 mm high. In glove mode the scanner sends two
touches now
and then: set *Debounce* to 250 ms in the profile of the device, else a line is confirmed twice."""),
        ),
        product="STH", version="8.0", same_here=(DOROTHEA,),
    ),
    Thread(
        LACHLAN, "warehouse", days(12, 2), "Is your cycle count slow on big sites?",
        """Since we went over 40,000 bins at one site the cycle count screen takes half a minute to open. All
other
screens are fine.

| bins | opens in |
|---|---|
| 38,900 | 3 s |
| 41,200 | 27 s |
| 44,000 | 38 s |

Do others see this, or is it our disks?""",
        (
            Said(PRIYA, days(0, 14),
                 "About 52,000 bins over two sites, 31,000 at the larger: fast. So it may be the site."),
            Said(DOROTHEA, days(1, 1),
                 "43,500 at one site, 30 seconds, on quick disks. I thought that it was us."),
        ),
        product="STH", version="8.0", same_here=(DOROTHEA,),
        incident="Cycle count screen slow above 40,000 bins",
    ),
    Thread(
        JONAS, "finance", days(19, 6), "Hvordan håndterer I månedsluk med tre selskaber?",
        """Vi har fået et selskab mere og lukker nu tre. Det ene bliver altid tre dage forsinket, fordi vi
venter på
bilag fra udlandet. Lukker I selskaberne hver for sig, eller venter I på det sidste?""",
        (
            Said(METTE, days(0, 4), """Hver for sig. Vi lukker de to til tiden og holder koncernperioden
åben, til det tredje
er med. Mellemregningerne afstemmer vi **før** det første lukkes, ellers skal det åbnes igen.""", "da"),
            Said(AGENT, days(1, 0), """Det kan gøres uden at røre de andre selskaber: *Perioder, Luk,
Selskab*, og lad
koncernperioden stå på “afventer”. Tre ting at se efter:

- Mellemregningskonti skal stå i nul mellem de selskaber, der lukkes.
- Valutaregulering køres pr. selskab, ikke for koncernen.
- Låsen kan hæves igen pr. selskab, så længe koncernperioden er åben.

Vi har skrevet det hele ned som en artikel i vidensbasen.""", "da"),
        ),
        language="da", product="LGF", same_here=(METTE,), accepted=1, article=5,
    ),
    Thread(
        DOROTHEA, "on-premises", days(33, 1), "Best way to archive 10 years of orders?",
        """The order tables are 60 % of our database and nobody looks at anything older than two years,
except the tax
office once in a while. Delete is out of the question. Partition, export, or buy more disk?""",
        (
            Said(VIKRAM, days(0, 20), """We partition by year (SQL Server) and put everything older than
three years on slow
disks, read-only. Backups went from 5 hours to 70 minutes because a read-only file group is saved once."""),
            Said(HENRIK, days(2, 3), """Ask your auditor in which form it must be kept. Ours accepts PDF/A of
each order
with a list as CSV, signed once a year, so we export after five years and delete here."""),
            Said(BIANCA, days(3, 0),
                 "We sell archiving for all versions, call us for an offer: 0800-ARCHIVE. Cheap!"),
        ),
        product="ORV", same_here=(HENRIK,), hidden=2,
        reported="This is an advertisement and no answer.",
        reason="Advertising is not what the community is for.",
    ),
    Thread(
        ROGERIO, "finance", days(8, 4), "NF-e contingency mode: who has practised it?",
        """When the tax authority's service is down, invoices go out in contingency (EPEC) and are sent on
later. We have
the procedure on paper and have never done it. Has anybody practised it with real users, and what went wrong
first?""",
        (
            Said(TRENT, days(1, 2), """Not NF-e, but the same idea with our bank files: practise on a quiet
day with the cable
really pulled. What went wrong first was that nobody knew who decides to *end* it."""),
        ),
        product="LGF", version="13.0", same_here=(BIANCA,),
    ),
    Thread(
        TRENT, "food", days(4, 7), "Lot trace drill checklist to share?",
        """We do a recall drill twice a year: from a lot number to all customers within four hours. Ours is a
page of notes.
Does anybody have a checklist that they would share?""",
        (),
        product="STH", version="7.2", same_here=(PRIYA,),
    ),
)  # fmt: skip
