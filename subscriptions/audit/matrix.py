"""The table of permissions as its page shows it: of the very rules that the guards ask."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from subscriptions.permissions import OF_ALL_CUSTOMERS, TABLE, CompanyRole, Role


@dataclass(frozen=True)
class Side:
    """The vendor, or a customer: its roles across, and each permission with a yes or no for each of them;
    `unlimited` are those that a person whom an administrator limits to some customers does not have."""

    name: str
    roles: list[str]
    rows: list[tuple[str, list[bool]]]
    unlimited: tuple[str, ...] = ()


def matrix() -> list[Side]:
    """Both sides; a permission that no role of a side holds is not there."""
    return [
        Side(
            _("The vendor's people"),
            [str(role.label) for role in Role],
            [
                (str(rule.name), [role in rule.staff for role in Role])
                for rule in TABLE.values()
                if rule.staff
            ],
            tuple(str(TABLE[each].name) for each in TABLE if each in OF_ALL_CUSTOMERS),
        ),
        Side(
            _("The customer's people"),
            [str(role.label) for role in CompanyRole],
            [
                (str(rule.name), [role in rule.company for role in CompanyRole])
                for rule in TABLE.values()
                if rule.company
            ],
        ),
    ]
