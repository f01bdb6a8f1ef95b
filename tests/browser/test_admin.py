"""The admin in a real browser: accessible, nothing its policy forbids, and previews by a press."""

import pytest
from playwright.sync_api import expect

from tests.axe import LOOKS, faults
from tests.browser.pages import press
from tests.product import ADMIN

S, E = "/admin/subscriptions", "/admin/entitlements"
PAGES = [
    "/admin/",
    "/admin/changes/",
    f"{S}/customer/",
    f"{S}/customer/add/",
    f"{S}/subscription/add/",
    f"{S}/user/",
    f"{S}/staffmember/",
    f"{S}/apitoken/add/",
    f"{S}/product/import/",
    f"{S}/product/export/",
    f"{S}/supportregion/",
    f"{S}/calendarversion/add/",
    f"{E}/targetpolicy/add/",
    f"{E}/grant/table/",
    f"{E}/grant/add/",
    f"{E}/service/",
    f"{E}/comparisonrow/",
    "/admin/tickets/incident/",
    "/admin/tickets/lifecyclerules/",
    "/admin/notifications/notification/",
    "/admin/duty/roster/",
    "/admin/duty/roster/add/",
    "/admin/duty/absence/add/",
    "/admin/duty/dutyrules/",
    "/admin/duty/page/",
    "/admin/personal_data/retentionperiod/",
    "/admin/personal_data/dataexport/",
]


def settle(page):
    """Wait for what its scripts do once it is loaded, or once something is opened, and for what moves."""
    page.evaluate("""async () => {
      await new Promise((done) => window.django?.jQuery ? django.jQuery(done) : done()) // after all who wait for it
      for (const _frame of [1, 2]) await new Promise(requestAnimationFrame)
      const moving = document.getAnimations().filter((each) => isFinite(each.effect.getComputedTiming().endTime))
      await Promise.allSettled(moving.map((each) => each.finished))
    }""")


@pytest.mark.parametrize(("width", "scheme", "rules"), LOOKS)
def test_every_kind_of_page_is_accessible_and_fits(as_person, width, scheme, rules):
    page = as_person(ADMIN, width, scheme)
    wrong = {}
    for address in PAGES:
        assert page.goto(address).ok, address
        settle(page)
        if found := faults(page, rules):
            wrong[address] = found
    assert not wrong


@pytest.mark.parametrize(("width", "scheme", "rules"), LOOKS)
def test_the_bar_that_acts_on_chosen_people_is_accessible(as_person, width, scheme, rules):
    page = as_person(ADMIN, width, scheme)
    page.goto(f"{S}/user/?signed_in=no")
    page.locator("input[name=_selected_action]").first.check()
    page.select_option("select[name=action]", "invite_all")
    settle(page)
    assert not faults(page, rules)


def test_r6_5_a_roster_with_its_coming_two_weeks_is_accessible_and_a_shift_is_added(as_person):
    page = as_person(ADMIN)
    page.goto("/admin/duty/roster/")
    press(page.locator("text=Nordic").first)
    assert page.locator(".admin-preview tbody tr").count() >= 2
    assert not faults(page)
    page.click("text=Add another Shift")
    row = page.locator("#shifts-data input[name=shifts-0-start_time]")
    row.fill("17:00")
    assert row.get_attribute("aria-label") == "At"


def test_a_customers_tabs_open(as_person):
    page = as_person(ADMIN)
    page.goto(f"{S}/customer/")
    press(page.locator("text=Nordlys Energiudstyr A/S").first)
    for tab in ("Contacts", "Installed systems", "Subscriptions", "Advisors"):
        page.click(f"nav a:has-text('{tab}'):visible >> nth=-1")
        settle(page)
        assert not faults(page), tab


def test_r26_on_a_phone_the_lines_of_a_subscription_name_their_products_in_full(as_person):
    page = as_person(ADMIN, 390)
    page.goto(f"{S}/subscription/")
    press(page.locator("#result_list a:has-text('Nordlys Energiudstyr A/S')").first)
    wide = page.locator("[name$=-product]:visible").first.evaluate("select => select.clientWidth")
    assert wide > 200


def test_w41_a_press_shows_what_the_typed_target_means_and_saves_nothing(as_person):
    page = as_person(ADMIN)
    page.goto(f"{E}/targetpolicy/add/")
    cell = page.get_by_label("Xtreme Elite Support, severity 2, first response")
    cell.fill("17 min")
    press(page.locator("button[name=_preview]").first)
    assert "17 min" in page.locator(".admin-preview tr", has_text="2 · Elite").inner_text()
    assert page.get_by_label("Xtreme Elite Support, severity 2, first response").input_value() == "17 min"
    page.goto(f"{E}/targetpolicy/")
    assert page.locator("tbody tr").count() == 1


@pytest.mark.parametrize(("width", "scheme", "rules"), LOOKS)
def test_r8_2_what_a_version_does_to_open_incidents_is_accessible_and_fits(as_person, width, scheme, rules):
    page = as_person(ADMIN, width, scheme)
    page.goto(f"{E}/targetpolicy/add/")
    for cell in page.locator(".target-grid input[name$=solution_goal]").all():
        cell.fill("1 h")
    press(page.locator("button[name=_preview]").first)
    tables = page.locator("#consequences-title ~ .admin-table")
    assert tables.count() == 3  # numbers, what moves, what is late
    assert not faults(page, rules)
    page.goto(f"{E}/targetpolicy/")
    press(page.locator("tbody th a >> nth=0").first)
    assert not faults(page, rules)
    press(page.locator("text=Move open incidents").first)
    assert page.locator("#outlook-title").is_visible()
    assert not faults(page, rules)


@pytest.mark.parametrize(("width", "scheme", "rules"), LOOKS)
def test_r8_10_what_another_region_means_is_shown_accessibly_and_saves_nothing(
    as_person, width, scheme, rules
):
    page = as_person(ADMIN, width, scheme)
    page.goto(f"{S}/customer/")
    press(page.locator("text=Nordlys Energiudstyr A/S").first)
    page.select_option("[name=region]", label="Japan")
    press(page.locator("button[name=_preview]"))
    assert page.locator("#consequences-title ~ .admin-table").count() >= 1
    assert not faults(page, rules)


def test_a_preset_fills_the_table(as_person):
    page = as_person(ADMIN)
    page.goto(f"{E}/targetpolicy/add/")
    page.select_option("#preset", "pattern-d")
    press(page.locator("button[name=_preset]").first)
    cell = page.get_by_label("Xtreme Elite Support, severity 1, first response")
    assert cell.input_value() == "15 min"


def test_a_wrong_cell_is_marked_and_the_rest_stays(as_person):
    page = as_person(ADMIN)
    page.goto(f"{E}/targetpolicy/add/")
    page.fill("[name=name]", "Not to be saved")
    page.get_by_label("Xtreme Support, severity 1, first response").fill("1 d")
    press(page.locator("button[name=_save]").first)
    assert "write the target in hours" in page.locator(".admin-error").inner_text()
    assert page.input_value("[name=name]") == "Not to be saved"


def test_a_row_is_added_on_the_page_and_has_a_name_for_every_field(as_person):
    page = as_person(ADMIN)
    page.goto(f"{S}/calendarversion/add/")
    page.click("text=Add another Holiday")
    row = page.locator("#holidays-data input[name=holidays-0-name]")
    row.fill("Moving house")
    assert row.get_attribute("aria-label") == "Name"


def test_a_person_is_found_while_typing(as_person):
    page = as_person(ADMIN)
    page.goto(f"{S}/apitoken/add/")
    page.click(".field-user .select2-selection")
    page.fill(".select2-search__field", "mette")
    expect(page.locator(".select2-results__option:not(:has-text('Mette'))")).to_have_count(
        0
    )  # the answer is there
    page.click(".select2-results__option:has-text('Mette')")
    expect(page.locator(".field-user .select2-selection__rendered")).to_contain_text("Mette")


def test_r26_a_line_that_is_refused_names_its_product_and_tier_in_full(as_person):
    page = as_person(ADMIN)
    page.goto(f"{S}/subscription/add/")
    page.evaluate("document.querySelector('#id_customer').add(new Option('Nordlys', '1', true, true))")
    page.fill("#id_first_day", "2027-03-01")
    page.fill("#id_last_day", "2028-02-29")
    page.click("text=Add another product line")
    page.select_option("[name=lines-0-product]", label="Ledgerkant Finance")
    page.select_option("[name=lines-0-tier]", label="Xtreme Premium Support")
    press(page.locator("[name=_save]"))
    assert page.locator("text=Two lines never overlap").is_visible()
    for name in ("product", "tier"):
        assert page.locator(f"[name=lines-0-{name}]").evaluate("select => select.clientWidth") > 200


def test_r6_5_on_a_phone_rows_of_a_roster_keep_their_names_and_who_is_on_duty_is_in_view(as_person):
    page = as_person(ADMIN, 390, "light")
    page.goto("/admin/duty/roster/")
    press(page.get_by_role("link", name="Nordic"))
    assert page.locator("#places-group thead").get_by_text("Rotation").is_visible()
    box = page.locator(".admin-preview tbody td").first.bounding_box()
    assert box["x"] + box["width"] <= 390
