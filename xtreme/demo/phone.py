"""The phone of the demo: a line for each region, and the calls by which incidents were logged (DEMO.md, 5)."""

from subscriptions.models import SupportRegion
from tickets.models import Channel, Incident
from tickets.phone.models import Call, Language, Outcome, PhoneLine
from xtreme.demo.moments import Now
from xtreme.demo.regions import PHONES

LANGUAGES = {
    "nordic": [Language.DANISH, Language.ENGLISH],
    "dach": [Language.GERMAN, Language.ENGLISH],
    "brazil": [Language.PORTUGUESE, Language.ENGLISH],
    "japan": [Language.JAPANESE, Language.ENGLISH],
}


def fill(now: Now) -> None:
    """What is not there yet."""
    for region in SupportRegion.objects.filter(code__in=PHONES, phone_lines=None):
        languages = LANGUAGES.get(region.code, [Language.ENGLISH])
        PhoneLine.objects.create(region=region, number=PHONES[region.code], languages=languages)
    for incident in Incident.objects.filter(channel=Channel.PHONE, calls=None).order_by("pk"):
        Call.objects.create(
            customer=incident.customer,
            contact=incident.contact,
            agent=incident.logged_by,
            began_at=incident.logged_at,
            at=incident.logged_at,
            outcome=Outcome.LOGGED,
            severity=incident.severity,
            incident=incident,
        )
