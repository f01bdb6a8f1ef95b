"""What runs at a customer, as her manager says it: a product in a version, standard or with what is modified in it
(R11.5). What is new for her, what a question to support is about and what an alert concerns follow from it.

One that runs no longer keeps its row, which plans and sessions name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions import permissions, signals, texts
from subscriptions.models import InstalledSystem, Membership, Product, ProductVersion
from subscriptions.permissions import Permission
from subscriptions.refusals import InvalidInput, Refusal

LOCK = 0x696E7374  # of the advisory locks over a customer's systems
LONGEST_MODIFIED = 2_000
# Where a room above says what of it ends with a system; it ends it by the signal `system_ended`.
RESTING: list[Callable[[InstalledSystem], list[str]]] = []


class ModificationMissing(InvalidInput):
    code = "modification_missing"
    sentence = _("Say what is modified: questions about that part go to the consulting service.")
    requirement = "R11.5"
    field = "modified"


class StandardWithModification(InvalidInput):
    """Both were said; nothing of what was typed is dropped."""

    code = "standard_with_modification"
    sentence = _("You chose standard and also wrote what is modified. Choose modified, or empty the text.")
    requirement = "R11.5"
    field = "modified"


class SystemKnown(InvalidInput):
    code = "system_known"
    sentence = _(
        "{product} is on the list with this environment and this name already, in version {version}. Change that"
        " one, or give this one another name."
    )
    requirement = "R11.5"
    field = "site"


class SystemEnded(Refusal):
    code = "system_ended"
    title = _("This has changed meanwhile")
    sentence = _("{system} was taken off the list meanwhile. Nothing was changed.")
    requirement = "R11.5"

    def next_steps(self) -> list[tuple[str, str]]:
        return [(str(_("See the installed systems")), "/subscription/systems/")]


class SystemChangedMeanwhile(Refusal):
    """What is saved over is what she has seen."""

    code = "system_changed_meanwhile"
    title = _("This has changed meanwhile")
    sentence = _(
        "{name} has changed this system since you opened it; it is now {system}. What you typed is still here and"
        " not saved. Saving again keeps yours."
    )
    requirement = "R11.5"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of one. `is_standard`: nothing in it is modified; `site` is the name by which the company knows
    it, or where it stands, `country` that of the site in two letters, empty where it is the company's own."""

    version: ProductVersion
    environment: str = InstalledSystem.Environment.PRODUCTION
    site: str = ""
    country: str = ""
    is_standard: bool = True
    modified: str = ""
    hosting: str = ""
    database: str = ""
    operating_system: str = ""

    def cleaned(self) -> dict[str, str]:
        """The texts as they are kept. Raises ModificationMissing, StandardWithModification, TextTooLong."""
        modified = texts.optional(self.modified, LONGEST_MODIFIED, field="modified")
        if self.is_standard and modified:
            raise StandardWithModification
        if not self.is_standard and not modified:
            raise ModificationMissing
        lines = {name: texts.line(getattr(self, name)) for name in ("site", "database", "operating_system")}
        chosen = {name: getattr(self, name) for name in ("environment", "country", "hosting")}
        return {"modified": modified, **chosen, **lines}


def add(by: Membership, said: Said, at: datetime | None = None) -> InstalledSystem:
    """Put one on her company's list. Raises Forbidden for everybody but a manager, what `Said.cleaned` raises,
    SystemKnown."""
    permissions.require(by.user, Permission.MANAGE_COMPANY, by)
    return _keep(by, InstalledSystem(customer=by.customer), said, at)


def change(
    by: Membership, system: InstalledSystem, said: Said, at: datetime | None = None, edition: str = ""
) -> InstalledSystem:
    """Say something else of one, its version above all. `edition`: that which she has seen, empty for any.

    Raises as `add`, and SystemEnded, SystemChangedMeanwhile.
    """
    permissions.require(by.user, Permission.MANAGE_COMPANY, by)
    return _keep(by, system, said, at, edition)


def end(by: Membership, system: InstalledSystem, at: datetime | None = None) -> InstalledSystem:
    """It runs no longer, and what rests on it ends (`rests_on`). Raises Forbidden for everybody but a manager,
    SystemEnded."""
    permissions.require(by.user, Permission.MANAGE_COMPANY, by)
    at = at or timezone.now()
    with transaction.atomic():
        row = _locked(system, by)
        row.ended_at, row.changed_at, row.changed_by = at, at, by.user
        row.save(update_fields=["ended_at", "changed_at", "changed_by"])
        signals.system_ended.send(InstalledSystem, system=row.pk, by=by.user_id, at=at)
    return row


def rests_on(system: InstalledSystem) -> list[str]:
    """What would happen besides if it were ended, each as a sentence of a room above (`RESTING`)."""
    return [sentence for say in RESTING for sentence in say(system)]


def modifications(customer: int, product: int) -> str:
    """What is modified of a product at a customer, by their keys; empty where it is standard."""
    rows = InstalledSystem.objects.in_use().filter(customer=customer, product=product).exclude(modified="")
    return "; ".join(dict.fromkeys(rows.order_by("pk").values_list("modified", flat=True)))


def _keep(
    by: Membership, system: InstalledSystem, said: Said, at: datetime | None, edition: str = ""
) -> InstalledSystem:
    words = said.cleaned()
    with transaction.atomic():
        _lock(by)
        row = _locked(system, by) if system.pk else system
        if edition and edition != row.edition:
            raise SystemChangedMeanwhile(system=row, name=(row.changed_by or by.user).name)
        _require_another(row, said.version.product, words)
        for name, value in words.items():
            setattr(row, name, value)
        row.product, row.version = said.version.product, said.version
        row.changed_at, row.changed_by = at or timezone.now(), by.user
        row.save()
    return row


def _lock(by: Membership) -> None:
    """Of two who add the same at once the second is refused."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [LOCK, by.customer_id % 2**31])


def _locked(system: InstalledSystem, by: Membership) -> InstalledSystem:
    rows = InstalledSystem.objects.select_for_update(of=("self",)).filter(customer=by.customer)
    row = rows.get(pk=system.pk)
    if row.ended_at:
        raise SystemEnded(system=row)
    return row


def _require_another(row: InstalledSystem, product: Product, words: dict[str, str]) -> None:
    """Two of one product in one environment are told apart by their name."""
    same = InstalledSystem.objects.in_use().filter(
        customer=row.customer_id,
        product=product,
        environment=words["environment"],
        site__iexact=words["site"],
    )
    if other := same.exclude(pk=row.pk).select_related("version").first():
        raise SystemKnown(product=product.name, version=other.version.name)
