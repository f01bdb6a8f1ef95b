"""The brochure's services by their contract codes, in its order, with which tiers a new installation grants them.

Starting data only: what holds is in the tables, which an administrator edits.
"""

from typing import Any, NamedTuple

from entitlements.models import Service
from subscriptions.models.regions import Clock

PRODUCT, COMPANY = Service.Scope.PRODUCT, Service.Scope.COMPANY
EVERY_TIER = ("XT", "XTP", "XTE")
PREMIUM_UP = ("XTP", "XTE")
ELITE = ("XTE",)
# Footnote *: outside office hours and at special events.
FOOTNOTE = {"standard_products_only": True, "english_only": True}


class Promise(NamedTuple):
    """A service, the tiers that grant it and what the grant says."""

    code: str
    requirement: str
    scope: str
    tiers: tuple[str, ...]
    name_en: str
    name_da: str
    summary_en: str
    summary_da: str
    grant: dict[str, Any] = {}


PROMISES = [
    Promise(
        "critical_alerts",
        "R1",
        PRODUCT,
        EVERY_TIER,
        "Critical Solution Notification",
        "Varsling om kritiske løsninger",
        "Register for a product and you are told when a critical problem in it has a solution.",
        "Registrér dig for et produkt, så får du besked, når et kritisk problem i det har fået en løsning.",
    ),
    Promise(
        "updates",
        "R2",
        PRODUCT,
        EVERY_TIER,
        "Component System Updates and Feature Packs",
        "Opdateringer og funktionspakker til komponentsystemer",
        "Download new versions, feature packs, documentation and release notes.",
        "Hent nye versioner, funktionspakker, dokumentation og versionsnoter.",
    ),
    Promise(
        "fixes",
        "R3",
        PRODUCT,
        EVERY_TIER,
        "Component System Patches and Service Packs",
        "Rettelser og servicepakker til komponentsystemer",
        "Download fixes, service packs and statutory updates.",
        "Hent rettelser, servicepakker og lov- eller myndighedspåkrævede opdateringer.",
    ),
    Promise(
        "unlimited_incidents",
        "R4",
        PRODUCT,
        EVERY_TIER,
        "Unlimited Incidents",
        "Ubegrænset antal hændelser",
        "Log as many incidents as you need, in the portal, by mail or by phone.",
        "Log så mange hændelser, I har brug for, i portalen, på mail eller telefon.",
        {"rests_on": "R4.1"},
    ),
    Promise(
        "online_support",
        "R5",
        PRODUCT,
        EVERY_TIER,
        "Continuous Online Support",
        "Uafbrudt onlinesupport",
        "The portal takes incidents and answers searches around the clock.",
        "Portalen tager imod hændelser og besvarer søgninger døgnet rundt.",
        {"clock": Clock.ALWAYS, "rests_on": "R5.1"},
    ),
    Promise(
        "telephone",
        "R6",
        PRODUCT,
        EVERY_TIER,
        "Telephone Access",
        "Telefonadgang",
        "Phone support in office hours; for severity 1 also in the hours of your critical support.",
        "Ring til support i åbningstiden, ved alvorsgrad 1 også i det tidsrum, jeres kritiske support dækker.",
        {"rests_on": "R6.4"},
    ),
    Promise(
        "remote_access",
        "R7",
        PRODUCT,
        EVERY_TIER,
        "Remote Access",
        "Fjernadgang",
        "Let an agent look at your system in a session that you approve fully and can end at any moment.",
        "Lad en supportmedarbejder se på jeres system i en session, som I fuldt ud godkender og kan afslutte"
        " når som helst.",
    ),
    Promise(
        "defined_response",
        "R8",
        PRODUCT,
        EVERY_TIER,
        "Defined Incident Response",
        "Defineret hændelsessvar",
        "When you log an incident you see when a response is expected, and why then.",
        "Når du logger en hændelse, kan du se, hvornår svar forventes, og hvorfor.",
        {"rests_on": "R8.2"},
    ),
    Promise(
        "severity_queue",
        "R9",
        PRODUCT,
        EVERY_TIER,
        "Priority Incident Queuing",
        "Prioriteret hændelseskø",
        "Your incidents stand in the queue by their severity, the highest first.",
        "Jeres hændelser står i køen efter alvorsgrad, de alvorligste først.",
        {"rests_on": "R9.1"},
    ),
    Promise(
        "critical_support",
        "R10",
        PRODUCT,
        EVERY_TIER,
        "Critical Incident Support",
        "Support til kritiske hændelser",
        "Severity 1 is worked on around the clock on five days of the week.",
        "Alvorsgrad 1 behandles døgnet rundt fem dage om ugen.",
        {"clock": Clock.FIVE_DAYS, "rests_on": "R10.1", **FOOTNOTE},
    ),
    Promise(
        "how_to",
        "R11",
        PRODUCT,
        EVERY_TIER,
        "How-to Assistance",
        "“Sådan gør du”-hjælp",
        "Ask general questions about how a standard product is used.",
        "Stil generelle spørgsmål om, hvordan et standardprodukt bruges.",
        {"rests_on": "R11.1"},
    ),
    Promise(
        "communities",
        "R12",
        COMPANY,
        EVERY_TIER,
        "Online Communities",
        "Adgang til onlinefællesskaber",
        "Talk with other customers by product, environment or industry.",
        "Tal med andre kunder efter produkt, miljø eller branche.",
    ),
    Promise(
        "recorded_briefings",
        "R13",
        COMPANY,
        EVERY_TIER,
        "Recorded Briefings",
        "Optagne briefinger",
        "Watch recordings with our support staff and ask for one on a topic of yours.",
        "Se optagelser med vores supportmedarbejdere, og ønsk en om et emne, I har brug for.",
    ),
    Promise(
        "extended_critical_support",
        "R14",
        PRODUCT,
        PREMIUM_UP,
        "Extended Critical Incident Support",
        "Udvidet support til kritiske hændelser",
        "Severity 1 is worked on around the clock every day, holidays included.",
        "Alvorsgrad 1 behandles døgnet rundt alle dage, også helligdage.",
        {"clock": Clock.ALWAYS, "rests_on": "R14.1", **FOOTNOTE},
    ),
    Promise(
        "subscription_queue",
        "R15",
        PRODUCT,
        PREMIUM_UP,
        "Priority Subscription Queuing",
        "Prioriteret abonnementskø",
        "Within a severity your incidents stand before those of lower subscriptions.",
        "Inden for samme alvorsgrad står jeres hændelser før lavere abonnementers.",
        {"rests_on": "R15.1"},
    ),
    Promise(
        "interactive_briefings",
        "R16",
        COMPANY,
        PREMIUM_UP,
        "Interactive Briefings",
        "Interaktive briefinger",
        "Sign up for live sessions with support staff and ask your questions there.",
        "Tilmeld jer direkte sessioner med supportmedarbejdere, og stil jeres spørgsmål der.",
        {"rests_on": "R16.3"},
    ),
    Promise(
        "advisor",
        "R17",
        COMPANY,
        ELITE,
        "Dedicated Customer Advisor",
        "Dedikeret kunderådgiver",
        "A named advisor and a deputy coordinate the people on both sides until an issue is solved.",
        "En navngiven rådgiver og en stedfortræder koordinerer begge parters folk, til et problem er løst.",
    ),
    Promise(
        "activity_review",
        "R18",
        COMPANY,
        ELITE,
        "Support Activity Review",
        "Gennemgang af supportaktivitet",
        "Your advisor goes through your incidents with you in regular reporting meetings.",
        "Jeres rådgiver gennemgår jeres hændelser med jer på regelmæssige rapporteringsmøder.",
    ),
    Promise(
        "early_adopter",
        "R19",
        COMPANY,
        ELITE,
        "Early Adopter Program",
        "Early Adopter-program",
        "Apply to use new versions before others; you are considered first.",
        "Ansøg om at bruge nye versioner før andre; I overvejes først.",
    ),
    Promise(
        "senior_resources",
        "R20",
        COMPANY,
        ELITE,
        "Senior Support and Development Resources",
        "Adgang til support- og udviklingsressourcer på overordnet niveau",
        "Ask your advisor for a meeting with senior people of support or development.",
        "Bed jeres rådgiver om et møde med support- eller udviklingsressourcer på overordnet niveau.",
    ),
    Promise(
        "education",
        "R21",
        COMPANY,
        ELITE,
        "Education",
        "Uddannelsesaktiviteter",
        "A discount on training cards, once per support period.",
        "Rabat på uddannelseskort, én gang pr. supportperiode.",
        {"allowance": 1, "discount_percent": 25, "rests_on": "R21.2"},
    ),
    Promise(
        "upgrade_planning",
        "R22",
        PRODUCT,
        ELITE,
        "Upgrade Planning Assistance",
        "Hjælp til planlægning af opdateringer",
        "Before an upgrade we call you about known issues and what support needs to know.",
        "Før en opdatering ringer vi til jer om kendte problemer og det, support skal vide.",
    ),
    Promise(
        "special_events",
        "R23",
        PRODUCT,
        ELITE,
        "Special Event Support",
        "Support ved særlige hændelser",
        "One weekend per support period with support for every severity. Ask your advisor two weeks before.",
        "En weekend pr. supportperiode med support til alle alvorsgrader. Bed jeres rådgiver om den to uger"
        " før.",
        {"allowance": 1, "rests_on": "R23.8", **FOOTNOTE},
    ),
]
