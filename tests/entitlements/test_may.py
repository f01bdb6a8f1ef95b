"""`manage.py may` (HOUSE.md, contracts; R25)."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nordlys():
    customer = factories.customer(number="C-1001", time_zone="Europe/Copenhagen")
    product = factories.product("LGF", name="Ledgerkant Finance")
    changed = datetime(2026, 6, 30, 22, tzinfo=UTC)  # 1 July in Copenhagen
    factories.line(customer, product, "XT", ends_at=changed)
    factories.line(customer, product, "XTE", starts_at=changed)
    return customer


def may(*words, **options):
    out = StringIO()
    call_command("may", *words, stdout=out, **options)
    return json.loads(out.getvalue())


def test_the_answer_is_json_with_the_names_of_the_contract():
    answer = may("C-1001", "special_events", product="LGF", at="2026-11-25T12:00Z")
    assert answer == {
        "allowed": True,
        "code": "included",
        "why": "Special Event Support is part of Xtreme Elite Support for Ledgerkant Finance, until"
        " 1 January 2035. Times per support period: 1.",
        "remaining": 1,
        "tier": "XTE",
        "tiers_with_it": ["XTE"],
        "rests_on": "R23.8",
        "special_terms": False,
        "used_on": [],
    }


def test_r25_1_it_says_why_in_danish_where_that_is_asked_for():
    why = may("C-1001", "special_events", at="2026-11-25T12:00Z", language="da")["why"]
    assert why.startswith("Support ved særlige hændelser er en del af Xtreme Elite Support")


def test_a_past_instant_is_answered_as_of_then():
    """R25.3; a time without offset is the customer's."""
    assert may("C-1001", "advisor", at="2026-06-30T23:59")["code"] == "needs_elite"
    assert may("C-1001", "advisor", at="2026-07-01")["allowed"]


def test_a_product_that_is_not_covered_is_a_no():
    factories.product("VDL")
    assert may("C-1001", "updates", product="vdl")["code"] == "product_not_covered"


@pytest.mark.parametrize(
    ("words", "options", "sentence"),
    [
        (["C-9", "updates"], {}, "There is no customer C-9."),
        (["C-1001", "nothing"], {}, "There is no service nothing. Known: critical_alerts, updates"),
        (["C-1001", "updates"], {"product": "QQQ"}, "There is no product QQQ. Known: LGF."),
        (["C-1001", "updates"], {"at": "soon"}, "soon is no time."),
        (["C-1001", "updates"], {"at": "2026-13-40"}, "2026-13-40 is no time."),
        (["C-1001", "updates"], {"at": "2026-02-30T10:00"}, "2026-02-30T10:00 is no time."),
    ],
)
def test_what_it_does_not_know_is_said_in_a_sentence(words, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        may(*words, **options)
