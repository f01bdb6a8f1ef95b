"""R8.2, R27.3: versions of the targets, typed as a table, tried out before they are saved."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from entitlements import presets, targets
from entitlements.admin.target_form import cell_name
from entitlements.models import TargetPolicy, TargetRule
from subscriptions.models import SupportRegion, User
from tests import factories as make
from tests.admin.pages import marks, messages, press, saved, typed
from tests.desk.pages import text

pytestmark = pytest.mark.django_db

ADD = "/admin/entitlements/targetpolicy/add/"
# Wednesday 16:30 in Copenhagen, as D7 of the vectors.
WEDNESDAY = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)


def cell(tier, severity, milestone="first_response"):
    return cell_name(make.tier(tier).pk, severity, milestone)


def page_of(policy, what="change"):
    return f"/admin/entitlements/targetpolicy/{policy.pk}/{what}/"


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def in_force():
    return targets.policy_at(timezone.now())


@pytest.fixture
def coming(admin):
    assert saved(press(admin, ADD, name="Next year", from_day=day(40)))
    return TargetPolicy.objects.get(name="Next year")


def test_a_version_in_force_is_shown_and_cannot_be_edited(admin, in_force):
    page = admin.get(page_of(in_force))
    assert "_save" not in page.content.decode()
    assert admin.post(page_of(in_force), {"name": "Otherwise"}).status_code == 403
    in_force.refresh_from_db()
    assert in_force.name != "Otherwise"


def test_a_new_version_starts_as_a_copy_of_the_one_it_is_made_from(admin, in_force):
    product = make.product("LGF")
    in_force.rules.create(
        tier=make.tier("XT"), severity=2, milestone="first_response", product=product, amount=3, unit="h"
    )
    page = admin.get(page_of(in_force, "new_version"), follow=True)
    assert saved(press(admin, page.redirect_chain[-1][0], name="Quicker", **{cell("XT", 2): "3 h"}))

    def table(policy):
        names = ("tier", "severity", "milestone", "product", "amount", "unit")
        return set(policy.rules.values_list(*names))

    made = targets.policy_at(timezone.now() + timedelta(seconds=1))
    changed = (make.tier("XT").pk, 2, "first_response", None, 3, "h")
    assert made.name == "Quicker"
    assert table(made) - table(in_force) == {changed}
    assert table(in_force) - table(made) == {(*changed[:4], 4, "h")}


def test_r27_3_a_version_made_beside_another_does_not_undo_it_unseen(admin, in_force):
    address = f"{ADD}?from={in_force.pk}"
    hers = typed(admin.get(address)) | {"_save": "1", "name": "Hers", "from_day": day(6)}
    assert saved(press(admin, address, name="Quicker", from_day=day(5), **{cell("XT", 2): "3 h"}))
    page = admin.post(address, hers)
    assert "This has changed since you opened this page" in marks(page)["__all__"][0]
    assert not TargetPolicy.objects.filter(name="Hers").exists()


def test_a_coming_version_is_edited_in_place(admin, coming):
    assert saved(
        press(admin, page_of(coming), **{cell("XTE", 4): "45 min", cell("XT", 3, "solution_goal"): ""})
    )
    assert coming.rules.get(tier__code="XTE", severity=4, milestone="first_response").amount == 45
    assert not coming.rules.filter(tier__code="XT", severity=3, milestone="solution_goal").exists()
    assert coming.rules.count() == TargetPolicy.objects.exclude(pk=coming.pk).first().rules.count() - 1


def test_r27_3_a_day_in_the_past_is_refused_at_its_field_and_nothing_typed_is_lost(admin):
    page = press(admin, ADD, name="Too late", from_day=day(-1), **{cell("XT", 2): "7 h"})
    assert "This day has passed" in marks(page)["from_day"][0]
    assert typed(page)["name"] == "Too late"
    assert typed(page)[cell("XT", 2)] == "7 h"
    assert not TargetPolicy.objects.filter(name="Too late").exists()


def test_two_versions_do_not_begin_at_the_same_instant(admin, coming):
    page = press(admin, ADD, name="Another", from_day=day(40))
    assert marks(page)["from_day"] == ["Another version begins on this day. Choose another day."]


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        ("0 h", "A target is more than zero"),
        ("-2 h", "A target is more than zero"),
        ("soon", "“soon” is no target. Write 30 min, 4 h or 2 d."),
        ("4", "“4” is no target"),
        ("4 weeks", "“4 weeks” is no target"),
        ("", "Every severity has a first response"),
        ("99999999 h", "is no target"),
    ],
)
def test_a_figure_that_is_none_is_refused_at_its_cell(admin, figure, sentence):
    page = press(admin, ADD, name="Wrong", **{cell("XTP", 3): figure})
    assert sentence in marks(page)[cell("XTP", 3)][0]
    assert typed(page).get(cell("XTP", 3)) == figure
    assert not TargetPolicy.objects.filter(name="Wrong").exists()


def test_hours_are_written_in_danish_as_everywhere_else_and_read_in_both(admin, administrator):
    User.objects.filter(pk=administrator.pk).update(language="da")
    page = press(admin, ADD, "_preview", name="Dansk", **{cell("XTP", 3): "3 t", cell("XTE", 3): "2 h"})
    assert not marks(page)
    assert "3 t <span" in text(page)
    assert typed(admin.get(ADD))[cell("XTP", 1)] == "1 t"


@pytest.mark.parametrize("tier", ["XT", "XTP", "XTE"])
def test_days_are_refused_where_severity_1_runs_around_the_clock_and_say_why(admin, tier):
    page = press(admin, ADD, name="Days", **{cell(tier, 1): "1 d"})
    assert marks(page) == {
        cell(tier, 1): ["Severity 1 runs around the clock here: write the target in hours."]
    }


def test_danish_units_are_understood(admin):
    written = {cell("XT", 2): "5 timer", cell("XT", 3): "2 dage", cell("XTE", 1): "20 minutter"}
    assert saved(press(admin, ADD, name="Dansk", **written))
    rules = TargetPolicy.objects.get(name="Dansk").rules.filter(milestone="first_response")
    assert str(rules.get(tier__code="XT", severity=3)).endswith("2 d")
    assert str(rules.get(tier__code="XTE", severity=1)).endswith("20 min")


def test_a_higher_tier_or_severity_that_is_slower_is_warned_of_and_saved(admin):
    page = press(admin, ADD, "_continue", name="Odd", **{cell("XTE", 2): "6 h"})
    warnings = messages(admin.get(page.url))
    assert any("Xtreme Elite Support, severity 2" in each and "slower" in each for each in warnings)
    assert TargetPolicy.objects.filter(name="Odd").exists()


def test_w41_a_preview_shows_what_the_figures_mean_and_writes_nothing(admin):
    make.region()
    before = TargetPolicy.objects.count(), TargetRule.objects.count(), LogEntry.objects.count()
    nordic = SupportRegion.objects.get(code="nordic")
    with time_machine.travel(WEDNESDAY, tick=False):
        page = press(
            admin,
            ADD,
            "_preview",
            name="Try",
            example_region=nordic.pk,
            **{cell("XTE", 2): "1 h", cell("XT", 1): "2 h"},
        )
    rows = {(r.severity, r.tier.code): cells for r, _figure, _clock, cells in page.context["examples"].rows}
    assert rows[2, "XTE"] == ["Thu 26 Nov 08:30", "Mon 30 Nov 08:30", "Mon 30 Nov 09:00"]
    assert rows[1, "XT"][1:] == ["Fri 27 Nov 18:30", "Mon 30 Nov 02:00"]
    assert "Nothing has been saved" in page.content.decode()
    assert typed(page)["name"] == "Try"
    assert before == (TargetPolicy.objects.count(), TargetRule.objects.count(), LogEntry.objects.count())


def test_the_preview_follows_the_region_and_the_milestone_that_are_chosen(admin):
    india = SupportRegion.objects.get(code="india")
    with time_machine.travel(WEDNESDAY, tick=False):
        page = press(admin, ADD, "_preview", example_region=india.pk, example_milestone="next_reply")
    examples = page.context["examples"]
    assert examples.region == india
    assert {rule.milestone for rule, *_said in examples.rows} == {"next_reply"}
    assert "now (Wed 21:00)" in examples.columns


def test_a_preview_marks_what_is_wrong_and_shows_the_rest(admin):
    page = press(admin, ADD, "_preview", **{cell("XT", 2): "soon"})
    assert cell("XT", 2) in marks(page)
    shown = {(rule.severity, rule.tier.code) for rule, *_said in page.context["examples"].rows}
    assert (2, "XT") not in shown
    assert (2, "XTP") in shown


def test_a_preset_fills_in_the_table_keeps_the_rest_and_saves_nothing(admin):
    number = TargetPolicy.objects.count()
    page = press(admin, ADD, "_preset", preset="pattern-c", note="as others do")
    assert typed(page)[cell("XT", 1)] == "18 h"
    assert typed(page)["note"] == "as others do"
    assert typed(page)["name"] == "pattern-c"
    assert number == TargetPolicy.objects.count()
    assert set(page.context["presets"]) == set(presets.PRESETS)


def test_a_product_may_have_its_own_target(admin, coming):
    product = make.product("LGF")
    row = {
        "rules-TOTAL_FORMS": "1",
        "rules-0-product": product.pk,
        "rules-0-tier": make.tier("XT").pk,
        "rules-0-severity": "2",
        "rules-0-milestone": "first_response",
    }
    page = press(admin, page_of(coming), **row, **{"rules-0-figure": "0 h"})
    assert "more than zero" in marks(page)["rules-0-figure"][0]
    assert saved(press(admin, page_of(coming), **row, **{"rules-0-figure": "90 min"}))
    assert coming.rules.get(product=product).amount == 90


def test_only_a_version_that_has_not_begun_can_be_deleted(admin, in_force, coming):
    page = admin.post(page_of(in_force, "delete"), {"post": "yes"}, follow=True)
    assert "is or was in force, so it stays" in messages(page)[-1]
    assert TargetPolicy.objects.filter(pk=in_force.pk).exists()
    admin.post(page_of(coming, "delete"), {"post": "yes"})
    assert not TargetPolicy.objects.filter(pk=coming.pk).exists()
