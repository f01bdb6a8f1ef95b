"""The policies of DEMO.md, 4: the five in force since T−2 years, and support policy version 2 that comes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from entitlements.policies import starting_data
from entitlements.policies.kept import SUPPORT
from entitlements.policies.models import PolicyVersion
from xtreme.demo.moments import Now

SINCE, COMING = timedelta(days=2 * 365), timedelta(days=30)
VENDOR = ZoneInfo("Europe/Copenhagen")
CHANGES = {
    "text_en": """
## Changes of this policy

Before a new version comes into force you can read it here for at least 14 days, with what changes.
""",
    "text_da": """
## Ændringer af denne politik

Før en ny version træder i kraft, kan I læse den her i mindst 14 dage, med det, der ændres.
""",
}


def fill(now: Now) -> None:
    """The first versions, and the one that comes; where it is known already, nothing."""
    since = _midnight(now.at - SINCE)
    starting_data.load(since)
    first = PolicyVersion.objects.filter(number=1)
    if PolicyVersion.objects.exclude(number=1).exists():
        return
    first.filter(in_force_from__gt=since).update(in_force_from=since)
    texts = {name: text + CHANGES[name] for name, text in starting_data.texts(SUPPORT).items()}
    PolicyVersion.objects.create(
        policy=first.get(policy__code=SUPPORT).policy,
        number=2,
        in_force_from=_midnight(now.at + COMING),
        note_en="Says how changes of the policy are announced",
        note_da="Siger, hvordan ændringer af politikken bekendtgøres",
        **texts,
    )


def _midnight(at: datetime) -> datetime:
    return at.astimezone(VENDOR).replace(hour=0, minute=0, second=0, microsecond=0)
