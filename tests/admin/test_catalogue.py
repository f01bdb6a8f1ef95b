"""Tiers, services, what each tier grants, and the comparison (R24.3, R27.4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entitlements import answers
from entitlements.models import ComparisonRow, Footnote, Grant, Service
from subscriptions.models import Tier, User
from tests import factories as make
from tests.admin.pages import marks, messages, press, saved, typed

pytestmark = pytest.mark.django_db

TABLE = "/admin/entitlements/grant/table/"
GRANT_ADD = "/admin/entitlements/grant/add/"
ROW_ADD = "/admin/entitlements/comparisonrow/add/"
PAST = {"in_force_from": make.LONG_AGO}


def page_of(row, what="change"):
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/{what}/"


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def grant(tier, service):
    return Grant.objects.get(tier__code=tier, service__code=service)


def test_r24_3_a_tier_and_a_service_appear_without_code(admin):
    page = press(
        admin, "/admin/subscriptions/tier/add/", code="XTS", name="Xtreme Start", short_name="Start", rank=4
    )
    assert "Now say what Xtreme Start grants" in messages(admin.get(page.url))[0]
    service = {"code": "chat", "requirement": "A", "name_en": "Chat", "name_da": "Chat", "position": 99}
    assert saved(press(admin, "/admin/entitlements/service/add/", **service, scope="company"))
    cell = {"tier": make.tier("XTS").pk, "service": Service.objects.get(code="chat").pk}
    assert saved(press(admin, GRANT_ADD, **cell))
    customer = make.customer()
    make.line(customer, make.product("LGF"), "XTS", starts_at=timezone.now() + timedelta(seconds=1))
    assert answers.may(customer, "chat", at=timezone.now() + timedelta(seconds=2)).allowed
    text = admin.get(TABLE).content.decode()
    assert "Chat, Start: included" in text
    assert "Chat, Elite: not included" in text
    assert "Chat" in admin.get("/plans/").content.decode()


def test_r24_3_a_new_tier_may_begin_with_what_another_grants(admin):
    begun = {"code": "XTS", "name": "Xtreme Start", "short_name": "Start", "rank": 4}
    ended = grant("XTE", "education")
    ended.in_force_until = timezone.now() - timedelta(days=1)
    ended.save()
    assert "No service yet" in admin.get("/admin/subscriptions/tier/add/").content.decode()
    page = press(admin, "/admin/subscriptions/tier/add/", **begun, like=make.tier("XTE").pk)
    assert f"Xtreme Start grants what {make.tier('XTE')} grants." in messages(admin.get(page.url))[0]
    terms = ("service", "clock", "allowance", "discount_percent", "standard_products_only", "english_only")
    mine, hers = (
        set(Grant.objects.in_force(timezone.now()).filter(tier__code=code).values_list(*terms))
        for code in ("XTS", "XTE")
    )
    assert mine == hers
    assert mine
    assert Grant.objects.filter(tier__code="XTS", service=ended.service).count() == 0
    customer = make.customer()
    make.line(customer, make.product("LGF"), "XTS", starts_at=timezone.now() + timedelta(seconds=1))
    assert answers.may(customer, "advisor", at=timezone.now() + timedelta(seconds=2)).allowed
    assert "like" not in typed(admin.get(f"/admin/subscriptions/tier/{make.tier('XTS').pk}/change/"))


@pytest.mark.parametrize("model", [Service, ComparisonRow])
def test_r24_3_what_is_added_comes_last_unless_it_is_said(admin, model):
    last = model.objects.order_by("position").last()
    page = admin.get(f"/admin/entitlements/{model._meta.model_name}/add/")
    assert typed(page)["position"] == str(last.position + 1)


def ranks():
    return list(Tier.objects.order_by("rank").values_list("code", "rank"))


def test_r24_3_a_tier_goes_between_two_others_which_keep_their_order(admin):
    page = press(admin, "/admin/subscriptions/tier/add/", code="XTQ", name="Plus", short_name="Plus", rank=2)
    assert ranks() == [("XTE", 1), ("XTQ", 2), ("XTP", 3), ("XT", 4)]
    assert messages(admin.get(page.url))[0] == (
        f"One place further down now: {make.tier('XTP')}, {make.tier('XT')}."
    )


@pytest.mark.parametrize(
    ("code", "place", "order"),
    [("XT", 1, "XT XTE XTP"), ("XT", 2, "XTE XT XTP"), ("XTE", 2, "XTE XTP XT"), ("XTE", 9, "XTP XT XTE")],
)
def test_r24_3_a_tier_is_moved_to_a_place_that_is_taken_or_free(admin, code, place, order):
    assert saved(press(admin, page_of(make.tier(code)), rank=place))
    assert [tier for tier, _rank in ranks()] == order.split()
    assert make.tier(code).rank == place


@pytest.mark.parametrize("place", ["-1", "99999", "x", ""])
def test_a_place_that_is_none_is_refused_at_its_field(admin, place):
    before = ranks()
    page = press(admin, "/admin/subscriptions/tier/add/", code="X2", name="Two", short_name="Two", rank=place)
    assert marks(page)["rank"]
    assert ranks() == before


@pytest.mark.parametrize("model", [Tier, Service])
def test_codes_that_programs_ask_for_cannot_be_changed(admin, model):
    row = model.objects.first()
    press(admin, page_of(row), code="other")
    assert model.objects.get(pk=row.pk).code == row.code


@pytest.mark.parametrize("model", [Tier, Service])
def test_what_is_used_stays_and_says_by_what(admin, model):
    row = model.objects.first()
    page = admin.post(page_of(row, "delete"), {"post": "yes"}, follow=True)
    assert "stays: it is used by" in messages(page)[-1]
    assert "granted service" in messages(page)[-1]
    assert model.objects.filter(pk=row.pk).exists()


def test_the_table_shows_terms_in_words_and_leads_to_every_cell(admin):
    text = admin.get(TABLE).content.decode()
    assert "Special Event Support, Elite: 1 per period · standard products only · in English" in text
    assert page_of(grant("XTE", "special_events")) in text
    missing = f"{GRANT_ADD}?tier={make.tier('XT').pk}&amp;service={Service.objects.get(code='advisor').pk}"
    assert missing in text
    assert typed(admin.get(missing.replace("&amp;", "&")))["tier"] == str(make.tier("XT").pk)


def test_a_grant_in_force_keeps_its_terms_and_is_not_deleted(admin):
    held = grant("XTE", "special_events")
    press(admin, page_of(held), allowance="5", tier=make.tier("XT").pk)
    held.refresh_from_db()
    assert (held.allowance, held.tier.code) == (1, "XTE")
    page = admin.post(page_of(held, "delete"), {"post": "yes"}, follow=True)
    assert "Give it a last day to withdraw it." in messages(page)[-1]
    assert Grant.objects.filter(pk=held.pk).exists()


def test_r27_4_a_service_is_withdrawn_for_new_periods_and_holders_keep_it(admin):
    customer, newcomer = make.customer(), make.customer()
    make.line(customer, make.product("LGF"), "XTP")
    assert saved(press(admin, page_of(grant("XTP", "interactive_briefings")), last_day=day(10)))
    later = timezone.now() + timedelta(days=12)
    make.line(newcomer, make.product("LGF"), "XTP", starts_at=later)
    at = later + timedelta(hours=1)
    assert answers.may(customer, "interactive_briefings", at=at).allowed
    assert not answers.may(newcomer, "interactive_briefings", at=at).allowed
    assert f"until {timezone.localdate() + timedelta(days=10):%-d %b %Y}" in admin.get(TABLE).content.decode()


@pytest.mark.parametrize("running", [False, True])
def test_r27_4_a_service_is_added_for_new_periods_or_for_running_ones_too(admin, running):
    holder = make.customer()
    make.line(holder, make.product("LGF"), "XT")
    cell = {"tier": make.tier("XT").pk, "service": Service.objects.get(code="advisor").pk}
    said = {"running_periods": "on"} if running else {}
    assert saved(press(admin, GRANT_ADD, **cell, **said))
    assert answers.may(holder, "advisor").allowed is running
    page = admin.get(page_of(Grant.objects.get(tier__code="XT", service__code="advisor")))
    assert "also for running support periods" in page.content.decode().lower()


def test_new_terms_end_the_old_ones_where_they_begin(admin):
    old = grant("XTE", "special_events")
    address = admin.get(page_of(old, "new_terms")).url
    assert typed(admin.get(address))["allowance"] == "1"
    assert saved(press(admin, address, allowance="2", from_day=day(20)))
    old.refresh_from_db()
    new = Grant.objects.get(tier=old.tier, service=old.service, in_force_until=None)
    assert old.in_force_until == new.in_force_from
    assert new.allowance == 2
    text = admin.get(TABLE).content.decode()
    assert "2 per period" in text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("from_day", "2020-01-01", "This day has passed"),
        ("last_day", "2020-01-01", "This day has passed"),
        ("discount_percent", "101", "less than or equal to 100"),
        ("allowance", "0", "greater than or equal to 1"),
        ("clock", "25x8", "Select a valid choice"),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(admin, field, value, sentence):
    cell = {"tier": make.tier("XT").pk, "service": Service.objects.get(code="advisor").pk}
    page = press(admin, GRANT_ADD, **cell | {field: value})
    assert sentence in marks(page)[field][0]


def test_two_grants_of_a_cell_never_hold_at_once(admin):
    cell = {"tier": make.tier("XTE").pk, "service": Service.objects.get(code="education").pk}
    assert saved(press(admin, GRANT_ADD, **cell, from_day=day(20)))
    page = press(admin, GRANT_ADD, **cell, from_day=day(10))
    assert "Another grant of this service to this tier begins on" in marks(page)["last_day"][0]
    assert saved(press(admin, GRANT_ADD, **cell, from_day=day(10), last_day=day(19)))


@pytest.mark.parametrize("text", ["{hourz}", "{", "up to {}", "{hours} }"])
def test_words_in_braces_that_nothing_fills_in_are_refused(admin, text):
    texts = {"label_en": "Row", "text_en": text, "position": 50}
    page = press(admin, ROW_ADD, **texts)
    assert "{critical_hours}" in marks(page)["text_en"][0]
    assert typed(page)["text_en"] == text


def test_a_row_with_footnotes_and_a_text_for_one_tier_is_printed(admin):
    note = Footnote.objects.get(mark="*")
    cells = {
        "cells-TOTAL_FORMS": "1",
        "cells-0-tier": make.tier("XTE").pk,
        "cells-0-text_en": "by your own team",
    }
    row = {"label_en": "Care", "position": 50, "footnotes": [note.pk], "shows": "grant"}
    assert saved(press(admin, ROW_ADD, **row, **cells))
    assert ComparisonRow.objects.get(label_en="Care").footnotes.get() == note
    assert "by your own team" in admin.get("/plans/").content.decode()


def test_the_days_of_silence_stand_in_their_order(admin):
    address = admin.get("/admin/tickets/lifecyclerules/").url
    page = press(admin, address, second_reminder_days="7", close_days="5")
    assert marks(page) == {
        "second_reminder_days": ["The second reminder comes after the first."],
        "close_days": ["An incident is closed after the second reminder, not before."],
    }
    assert saved(press(admin, address, first_reminder_days="3"))


def test_r24_2_a_footnote_that_the_comparison_refers_to_stays(admin):
    for note in Footnote.objects.all():
        page = admin.post(page_of(note, "delete"), {"post": "yes"}, follow=True)
        assert "stays: the comparison refers to it in" in messages(page)[0]
    assert Footnote.objects.count() == 2
    unused = Footnote.objects.create(mark="†", text_en="Nothing refers to it.")
    admin.post(page_of(unused, "delete"), {"post": "yes"})
    assert not Footnote.objects.filter(pk=unused.pk).exists()


def test_what_was_saved_is_said_in_danish_with_a_capital(admin, administrator):
    User.objects.filter(pk=administrator.pk).update(language="da")
    page = press(admin, page_of(make.tier("XT")), short_name="Basis")
    assert messages(admin.get(page.url))[0].endswith('Xtreme Support</a>" (abonnementsniveau) er ændret.')
