"""The service table, comparison, targets and rules of alerts of a new installation. Fills what is missing, changes
nothing.

What belongs to a service (grants, rows of the comparison) comes with it, so that nothing an administrator took
away returns.
"""

from entitlements.models import ComparisonCell, ComparisonRow, Footnote, Grant, Service, TargetPolicy
from entitlements.presets import DEFAULT, choose
from entitlements.starting_data.comparison import FOOTNOTES, ROWS, Row
from entitlements.starting_data.services import PROMISES, Promise
from notifications import registration_rules
from subscriptions.models import Tier
from subscriptions.starting_data import BEGINNING


def load() -> None:
    """Make the services with their grants and rows, the footnotes, the first targets and the rules of registration
    that are not there."""
    registration_rules.load()
    made: set[str | None] = set() if Service.objects.exists() else {None}
    for mark, (english, danish) in FOOTNOTES.items():
        Footnote.objects.get_or_create(mark=mark, defaults={"text_en": english, "text_da": danish})
    made |= {promise.code for position, promise in enumerate(PROMISES, 1) if _service(position, promise)}
    for position, row in enumerate(ROWS, 1):
        if row.service in made:
            _row(position, row)
    if not TargetPolicy.objects.exists():
        choose(DEFAULT, BEGINNING)


def _service(position: int, promise: Promise) -> bool:
    """Make the service with its grants where it is missing; whether it was."""
    service, made = Service.objects.get_or_create(
        code=promise.code,
        defaults={
            "requirement": promise.requirement,
            "position": position,
            "scope": promise.scope,
            "name_en": promise.name_en,
            "name_da": promise.name_da,
            "summary_en": promise.summary_en,
            "summary_da": promise.summary_da,
        },
    )
    tiers = Tier.objects.filter(code__in=promise.tiers) if made else []
    Grant.objects.bulk_create(
        Grant(tier=tier, service=service, in_force_from=BEGINNING, **promise.grant) for tier in tiers
    )
    return made


def _row(position: int, row: Row) -> None:
    made = ComparisonRow.objects.create(
        position=position,
        service=Service.objects.get(code=row.service) if row.service else None,
        shows=row.shows,
        label_en=row.label_en,
        label_da=row.label_da,
        text_en=row.text_en,
        text_da=row.text_da,
    )
    made.footnotes.set(Footnote.objects.filter(mark__in=row.marks))
    for code, text in row.cells.items():
        if tier := Tier.objects.filter(code=code).first():
            ComparisonCell.objects.create(row=made, tier=tier, text_en=text)
