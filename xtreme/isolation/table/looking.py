"""Seeing the portal as a contact."""

from subscriptions.permissions import Permission, staff_roles
from xtreme.isolation.rows import FORM, POSTS, Needs, Row

ROWS = (
    Row(
        "looking:see_as",
        Needs.VENDOR,
        FORM,
        {"number": "membership"},
        sends={"reason": "-"},
        roles=staff_roles(Permission.SEE_AS),
        writing=staff_roles(Permission.SEE_AS),
    ),
    Row("looking:end", Needs.PERSON, POSTS),
)
