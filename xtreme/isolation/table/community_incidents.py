"""Incidents that come of questions of the community: another's question fills in no form and is linked to nothing
(R12.4)."""

from xtreme.isolation.rows import FORM, Needs, Row

ROWS = (
    Row(
        "tickets:new",
        Needs.CONTACT,
        FORM,
        asks=("question={hidden question}", "question={question}"),
        sends={
            "question": "{hidden question}",
            "product": "{product}",
            "severity": "3",
            "kind": "fault",
            "title": "-",
            "description": "-",
        },
    ),
)
