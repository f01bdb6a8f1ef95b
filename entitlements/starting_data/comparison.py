"""The rows of the comparison of subscriptions, and its footnotes, as a new installation prints them (R24)."""

from typing import NamedTuple

from entitlements.models import ComparisonRow

GRANT, PLACE, TARGETS = ComparisonRow.Shows.GRANT, ComparisonRow.Shows.PLACE, ComparisonRow.Shows.TARGETS


class Row(NamedTuple):
    """A row; `text_*` stands in place of the dot, `marks` are its footnotes, `cells` are texts of one tier."""

    service: str | None
    label_en: str
    label_da: str
    text_en: str = ""
    text_da: str = ""
    marks: tuple[str, ...] = ()
    shows: str = GRANT
    cells: dict[str, str] = {}


ROWS = [
    Row("critical_alerts", "Critical Solution Notification", "Varsling om kritiske løsninger"),
    Row(
        "updates",
        "Component System Updates and Feature Packs",
        "Opdateringer og funktionspakker til komponentsystemer",
    ),
    Row(
        "fixes",
        "Component System Patches and Service Packs",
        "Rettelser og servicepakker til komponentsystemer",
    ),
    Row("fixes", "Statutory and regulatory updates", "Lov- eller myndighedspåkrævede opdateringer"),
    Row("unlimited_incidents", "Number of incidents", "Antal hændelser", "unlimited", "ubegrænset"),
    Row("online_support", "Continuous Online Support", "Uafbrudt onlinesupport", "{hours}", "{hours}"),
    Row(
        "telephone",
        "Telephone, severity 2–4",
        "Telefonadgang, alvorsgrad 2–4",
        "office hours",
        "åbningstid",
    ),
    Row(
        "telephone",
        "Telephone, severity 1",
        "Telefonadgang, alvorsgrad 1",
        "{critical_hours}*",
        "{critical_hours}*",
    ),
    Row("remote_access", "Remote Access", "Fjernadgang"),
    Row("defined_response", "Defined Incident Response", "Defineret hændelsessvar"),
    Row(
        "defined_response",
        "First-response target, severity 1/2/3/4",
        "Mål for første svar, alvorsgrad 1/2/3/4",
        shows=TARGETS,
    ),
    Row("severity_queue", "Priority Incident Queuing (by severity)", "Prioriteret hændelseskø (alvorsgrad)"),
    Row(
        "critical_support",
        "Critical Incident Support",
        "Support til kritiske hændelser",
        marks=("*",),
        cells={"XT": "{hours}"},
    ),
    Row("how_to", "How-to Assistance", "“Sådan gør du”-hjælp"),
    Row("communities", "Online Communities", "Adgang til onlinefællesskaber"),
    Row(
        "recorded_briefings",
        "Recorded Briefings, also on request",
        "Optagne briefinger, også efter ønske",
    ),
    Row(
        "extended_critical_support",
        "Extended Critical Incident Support",
        "Udvidet support til kritiske hændelser",
        "{hours}",
        "{hours}",
        marks=("*",),
    ),
    Row(
        "subscription_queue",
        "Priority Subscription Queuing (within severity)",
        "Prioriteret abonnementskø (inden for alvorsgrad)",
        shows=PLACE,
    ),
    Row("interactive_briefings", "Interactive Briefings", "Interaktive briefinger"),
    Row("advisor", "Dedicated Customer Advisor", "Dedikeret kunderådgiver"),
    Row(
        "activity_review",
        "Support Activity Review",
        "Gennemgang af supportaktivitet",
        "quarterly",
        "hvert kvartal",
    ),
    Row(
        "early_adopter",
        "Early Adopter Program",
        "Early Adopter-program",
        "considered first",
        "overvejes først",
    ),
    Row(
        "senior_resources",
        "Senior Support and Development Resources",
        "Support- og udviklingsressourcer på overordnet niveau",
    ),
    Row(
        "education",
        "Training-card discount",
        "Rabat på uddannelseskort",
        "{discount} %",
        "{discount} %",
        marks=("**",),
    ),
    Row("upgrade_planning", "Upgrade Planning Assistance", "Hjælp til planlægning af opdateringer"),
    Row(
        "special_events",
        "Special Event Support",
        "Support ved særlige hændelser",
        "{times} weekend per period",
        "{times} weekend pr. periode",
        marks=("*",),
    ),
    Row(None, "Named contacts", "Navngivne kontaktpersoner", "unlimited", "ubegrænset"),
]

FOOTNOTES = {
    "*": (
        "Outside office hours and at special events, support is delivered in English and for standard"
        " products only.",
        "Uden for åbningstid og ved særlige hændelser leveres supporten på engelsk og kun til"
        " standardprodukter.",
    ),
    "**": (
        "The discount applies to the purchase of training cards in the current support period, once per"
        " period, and cannot be combined with other offers.",
        "Rabatten gælder ved køb af uddannelseskort i den gældende supportperiode, én gang pr. periode, og"
        " kan ikke kombineres med andre tilbud.",
    ),
}
