"""Which answers refuse: pure, by row, visitor and method."""

from xtreme.isolation.rows import Needs, Role, Row
from xtreme.isolation.things import is_published
from xtreme.isolation.visitors import Kind, Visitor

SIGN_IN = ("/accounts/", "/admin/login/")  # the latter leads on to the former
NOT_THERE, NOT_HERS, NO_METHOD = 404, 403, 405
ON_PAGE = frozenset({NOT_HERS, 409, 422})

OPEN = (Needs.NOTHING, Needs.LINK, Needs.DEMO)
OF_KEYS = (Needs.KEY, Needs.KEY_OF_MANAGER)
OF_MANAGERS = (Needs.MANAGER, Needs.MANAGER_OR_VENDOR, Needs.KEY_OF_MANAGER)
OF_BOTH = (Needs.CONTACT_OR_VENDOR, Needs.MANAGER_OR_VENDOR)
OF_ROLES = (Needs.VENDOR, Needs.ADMINISTRATOR, *OF_BOTH, *OF_KEYS)
OF_DESK = (Needs.VENDOR, *OF_BOTH, *OF_KEYS)
OF_COMPANIES = (Needs.CONTACT, Needs.CONTACT_OR_VENDOR, *OF_MANAGERS)


def refusals(row: Row, visitor: Visitor, method: str) -> frozenset[int] | None:
    """The statuses that refuse the visitor. None where nothing is refused to her as such: she has a page of her
    own there, and any answer will do that has nothing of the other customer.

    302 stands for being asked to sign in, or to confirm who she is.
    """
    if row.needs in OPEN:
        return None
    stopped = visitor.kind is Kind.STRANGER and row.needs is not Needs.READER  # before the page is asked
    refused = _of_stranger(row) if stopped else _of_person(row, visitor, method)
    if refused is None or method in row.methods or stopped:
        return refused
    return frozenset({NO_METHOD, NOT_THERE, NOT_HERS}) | refused


def _of_stranger(row: Row) -> frozenset[int]:
    return frozenset({401 if row.needs in OF_KEYS else 302})


def _of_person(row: Row, visitor: Visitor, method: str) -> frozenset[int] | None:
    if row.needs is Needs.ADMINISTRATOR:
        return frozenset({NOT_HERS})
    if visitor.kind is Kind.VENDOR:
        return _of_the_vendor(row, method)
    if visitor.kind is Kind.LIMITED:
        return _of_the_limited(row)
    if row.needs is Needs.VENDOR:
        return frozenset({NOT_THERE})
    if visitor.kind is Kind.ENDED and row.needs in OF_COMPANIES:
        return frozenset({NOT_HERS, NOT_THERE})
    if visitor.kind is Kind.CONTACT and row.needs in OF_MANAGERS:
        return frozenset({NOT_HERS, NOT_THERE})
    if row.of_a_customer:
        without_company = {NOT_HERS} if visitor.kind is Kind.ENDED else set()
        return frozenset({NOT_THERE, 302} | without_company)
    return None


def _of_the_vendor(row: Row, method: str) -> frozenset[int]:
    return ON_PAGE if row.on_page and method == "POST" else frozenset({NOT_HERS})


def _of_the_limited(row: Row) -> frozenset[int] | None:
    """What is outside her scope is not there; what concerns all customers is not hers to do. Of the portal she is
    led to the desk."""
    if not row.of_a_customer or is_published(row):
        return None
    return frozenset({NOT_THERE, NOT_HERS} if row.needs in OF_DESK else {NOT_THERE, NOT_HERS, 302})


def _tries_the_admin(visitor: Visitor, method: str) -> bool:
    """One guard stands before all its addresses, whoever comes: an agent tries each for everybody, an auditor, who
    reads it, tries to change. The rest come to its first page, which has a row of its own."""
    return method == {Role.AGENT: "GET", Role.AUDITOR: "POST"}.get(visitor.role)  # type: ignore[call-overload]


def concerns(row: Row, visitor: Visitor, method: str) -> bool:
    """Whether the visit says anything: of the vendor's people only those who lack the role."""
    if row.needs is Needs.ADMINISTRATOR and row.name.endswith("*"):
        return _tries_the_admin(visitor, method)
    if visitor.kind is not Kind.VENDOR:
        return visitor.kind is not Kind.LIMITED or method in row.methods or row.of_a_customer
    if row.needs not in OF_ROLES:
        return False
    return method in row.methods and visitor.role not in row.may(method)
