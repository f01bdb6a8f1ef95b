"""What agents see and press."""

from subscriptions.permissions import Permission, staff_roles
from tickets.desk.steps import BY_NAME
from xtreme.isolation.rows import FORM, INCIDENT, POSTS, Needs, Row

WORKING, WRITING = staff_roles(Permission.WORK), staff_roles(Permission.WRITE)


def steps(needs: Permission) -> dict[str, str | tuple[str, ...]]:
    """The steps on an incident that need this."""
    return {
        "number": "incident",
        "name": tuple(name for name, step in BY_NAME.items() if step.needs is needs),
    }


ROWS = (
    Row("desk:home", Needs.VENDOR),
    Row(
        "desk:queue",
        Needs.VENDOR,
        asks=("list=mine", "list=waiting", "after={after}", "customer={customer}", "customer={word}"),
    ),
    Row("desk:next", Needs.VENDOR, POSTS, writing=WORKING),
    Row("desk:next_of_mine", Needs.VENDOR, asks=("after={after}&from={incident}",), roles=WORKING),
    Row(
        "desk:hand_over",
        Needs.VENDOR,
        FORM,
        asks=("owner=1",),
        sends={"do": "queue"},
        roles=staff_roles(Permission.ASSIGN),
        writing=staff_roles(Permission.ASSIGN),
    ),
    Row("desk:tiers", Needs.VENDOR),
    Row("desk:renewals", Needs.VENDOR),
    Row(
        "desk:renewal",
        Needs.VENDOR,
        FORM,
        {"number": "subscription"},
        sends={"reason": "-"},
        writing=staff_roles(Permission.AGREE),
    ),
    Row(
        "desk:upgrade",
        Needs.VENDOR,
        FORM,
        {"number": "upgrade request"},
        writing=staff_roles(Permission.AGREE),
    ),
    Row("desk:mentions", Needs.VENDOR, asks=("incident={incident}&q=&public=",), roles=WRITING),
    Row("desk:customers", Needs.VENDOR, asks=("q={word}", "q={customer}")),
    Row("desk:customers_offered", Needs.VENDOR, asks=("q={word}", "q={customer}")),
    Row("desk:customer", Needs.VENDOR, things={"number": "customer"}),
    Row("desk:incident", Needs.VENDOR, things=INCIDENT),
    Row("desk:follow", Needs.VENDOR, POSTS, INCIDENT),
    Row("desk:helping", Needs.VENDOR, things=INCIDENT, asks=("fragment", "")),
    Row(
        "desk:duplicates",
        Needs.VENDOR,
        POSTS,
        INCIDENT,
        sends={"q": "{word}", "body": "-"},
        writing=WORKING,
    ),
    Row("desk:duplicates_offered", Needs.VENDOR, things=INCIDENT, asks=("q={word}",), roles=WORKING),
    Row("desk:severity_preview", Needs.VENDOR, things=INCIDENT, asks=("severity=1",), roles=WORKING),
    Row(
        "desk:break_glass",
        Needs.VENDOR,
        FORM,
        INCIDENT,
        sends={"reason": "-"},
        roles=staff_roles(Permission.BREAK_GLASS),
        writing=staff_roles(Permission.BREAK_GLASS),
    ),
    Row(
        "desk:step",
        Needs.VENDOR,
        POSTS,
        steps(Permission.WRITE),
        sends={"body": "-"},
        writing=WRITING,
        on_page=True,
    ),
    Row(
        "desk:step",
        Needs.VENDOR,
        POSTS,
        steps(Permission.WORK),
        sends={"reason": "-"},
        writing=WORKING,
        on_page=True,
    ),
    Row(
        "desk:step",
        Needs.VENDOR,
        POSTS,
        steps(Permission.ASSIGN),
        writing=staff_roles(Permission.ASSIGN),
        on_page=True,
    ),
)
