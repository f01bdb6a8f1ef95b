"""Instants as somebody typed them: the database takes no offset of 16 hours or more, the calendar no year 0."""

from datetime import UTC, datetime

import pytest
from django import forms

from subscriptions import instants
from subscriptions.forms import InstantField
from subscriptions.models import ApiToken, User
from tests import factories as make

ODD = "2026-07-14T06:21:46-18:36"
BEYOND = "0001-01-01T00:00:00+10:00"


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-07-14T06:21:46+02:00", datetime(2026, 7, 14, 4, 21, 46, tzinfo=UTC)),
        (ODD, datetime(2026, 7, 15, 0, 57, 46, tzinfo=UTC)),
        (BEYOND, None),
        ("2026-07-14T06:21:46", None),
        ("2026-13-14T06:21:46Z", None),
        ("today", None),
    ],
)
def test_an_instant_is_read_in_utc_or_is_none(text, instant):
    found = instants.read(text)
    assert found == instant
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(("text", "valid"), [(ODD, True), (BEYOND, False), ("2026-07-14T06:21", True)])
def test_a_form_takes_what_the_database_takes(db, text, valid):
    form = type("Typed", (forms.Form,), {"at": InstantField()})({"at": text})
    assert form.is_valid() is valid
    if valid:
        assert not User.objects.filter(last_login=form.cleaned_data["at"]).exists()


@pytest.mark.parametrize("address", ["/api/v1/releases/", "/downloads/manifest.json"])
@pytest.mark.parametrize("name", ["published_after", "published_before"])
@pytest.mark.parametrize("text", [ODD, BEYOND])
def test_a_script_may_ask_for_any_instant(db, client, address, name, text):
    make.staff("administrator")
    key = ApiToken.issue(User.objects.get(), "script")
    answer = client.get(address, {name: text}, headers={"Authorization": f"Token {key}"})
    assert answer.status_code in (200, 400)
