"""Plain tables in and out as spreadsheets: a wrong row refuses the whole file, with its sentence."""

import csv
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from subscriptions.models import Customer, Holiday, Product, SupportRegion, User
from tests import factories as make
from tests.admin.pages import messages, saved, signed_in, typed

pytestmark = pytest.mark.django_db


def bring(client, table, text):
    """Upload a file of comma-separated values and confirm the preview where there is something to confirm."""
    page = upload(client, table, text)
    return page, confirm(client, table, page) if page.context.get("confirm_form") else None


def upload(client, table, text):
    file = SimpleUploadedFile("rows.csv", text.encode(), content_type="text/csv")
    data = {"import_file": file, "format": "0", "resource": ""}
    return client.post(f"/admin/subscriptions/{table}/import/", data)


def confirm(client, table, page):
    form = {field.name: field.value() or "" for field in page.context["confirm_form"]}
    return client.post(f"/admin/subscriptions/{table}/process_import/", form)


def test_products_come_in_after_a_preview(admin):
    make.product("LGF", name="Ledgerkant")
    page, done = bring(
        admin, "product", "code,name,after_hours_supported\nLGF,Ledgerkant Finance,1\nNEW,New,0\n"
    )
    assert "<ins" in page.content.decode()
    assert saved(done)
    assert Product.objects.get(code="LGF").name == "Ledgerkant Finance"
    assert not Product.objects.get(code="NEW").after_hours_supported


def test_a_wrong_row_refuses_the_whole_file_and_says_why(admin):
    make.region()
    text = (
        "number,name,city,country,time_zone,language,industry,region\n"
        "C-7001,Right,Oslo,NO,Europe/Oslo,en,,nordic\n"
        "C-7002,Wrong,Oslo,NO,Europe/Atlantis,en,,nordic\n"
    )
    page, done = bring(admin, "customer", text)
    assert done is None
    assert "There is no time zone “Europe/Atlantis”." in page.content.decode()
    assert not Customer.objects.exists()


def test_people_come_in_without_a_way_in_or_up(admin):
    text = "email,name,is_staff,is_superuser,password\nNEW@nordlys.example,New Person,1,1,secret\n"
    _page, done = bring(admin, "user", text)
    assert saved(done)
    person = User.objects.get(email="new@nordlys.example")
    assert (person.is_staff, person.is_superuser, person.has_usable_password()) == (False, False, False)


def test_r27_3_holidays_come_in_only_for_a_calendar_that_has_not_begun(admin):
    nordic = SupportRegion.objects.get(code="nordic")
    held = nordic.calendar_at(timezone.now())
    coming = make.coming_calendar(nordic)
    for version in (held, coming):
        bring(admin, "holiday", f"calendar,date,name,estimated\n{version.pk},2031-05-05,Day off,0\n")
    assert not Holiday.objects.filter(version=held, date="2031-05-05").exists()
    assert Holiday.objects.filter(version=coming, date="2031-05-05").exists()


def test_what_has_changed_since_the_preview_takes_nothing_of_the_file(admin):
    coming = make.coming_calendar(SupportRegion.objects.get(code="nordic"))
    page = upload(admin, "holiday", f"calendar,date,name,estimated\n{coming.pk},2031-05-05,Day off,0\n")
    coming.in_force_from = make.LONG_AGO + timedelta(days=1)
    coming.save()
    answer = confirm(admin, "holiday", page)
    assert answer.url.endswith("/import/")
    assert "Nothing was imported: the file no longer fits. Try again." in messages(admin.get(answer.url))
    assert not coming.holidays.exists()


def test_what_comes_out_goes_in_again_unchanged(admin):
    make.product("LGF", name="Ledgerkant")
    address = "/admin/subscriptions/product/export/"
    fields = {name: value for name, value in typed(admin.get(address)).items() if name != "format"}
    out = admin.post(address, fields | {"format": "0"})
    assert out["Content-Type"].startswith("text/csv")
    text = out.content.decode()
    assert "LGF,Ledgerkant" in text
    page, _done = bring(admin, "product", text)
    assert "Skipped" in page.content.decode() or "skip" in page.content.decode().lower()


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("https://evil.example")', "+1+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\tx", "＝1"]
)
def test_what_somebody_typed_goes_out_as_no_formula_and_comes_in_as_it_was(admin, name):
    make.product("LGF", name=name)
    address = "/admin/subscriptions/product/export/"
    fields = {key: value for key, value in typed(admin.get(address)).items() if key != "format"}
    text = admin.post(address, fields | {"format": "0"}).content.decode()
    cells = next(row for row in csv.reader(text.splitlines()) if row[0] == "LGF")
    assert f"'{name}" in cells
    bring(admin, "product", text.replace("LGF", "LG2"))
    assert Product.objects.get(code="LG2").name == name


@pytest.mark.parametrize("text", ["", "nonsense", "code\n"])
def test_a_file_that_is_none_is_answered_with_a_page(admin, text):
    page, done = bring(admin, "product", text)
    assert page.status_code == 200
    assert done is None or done.status_code == 302
    assert not Product.objects.exists()


def test_others_neither_import_nor_export():
    client = signed_in(make.staff("agent"))
    for way in ("import", "export"):
        assert client.get(f"/admin/subscriptions/customer/{way}/").status_code == 403


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20310505\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            "The first line of the file must name the columns. It lacks: calendar, date.",
        ),
        ("<!doctype html><title>Sign in</title>", "No valid data to import."),
        ("calendar,date,name,estimated\n{coming},soon,Day off,0\n", "“soon” is no day. Write 2031-05-05."),
        ("calendar,date,name,estimated\n{coming},2031-02-30,Day off,0\n", "“2031-02-30” is no day."),
        (
            "calendar,date,name,estimated\n99999999,2031-05-05,Day off,0\n",
            "Calendar “99999999” does not exist.",
        ),
    ],
    ids=["iCalendar", "a page", "no date", "no day", "no calendar"],
)
def test_r27_3_a_feed_of_holidays_that_is_none_is_refused_with_what_is_wrong(admin, text, sentence):
    coming = make.coming_calendar(SupportRegion.objects.get(code="nordic"))
    before = Holiday.objects.count()
    page, done = bring(admin, "holiday", text.replace("{coming}", str(coming.pk)))
    assert page.status_code == 200
    assert done is None
    assert sentence in text_of(page)
    assert Holiday.objects.count() == before


def text_of(page):
    return unescape(page.content.decode())


def test_r27_3_what_is_refused_of_a_file_is_said_in_danish_too(admin, administrator):
    administrator.language = "da"
    administrator.save()
    for text, sentence in (
        ("name\nDay off\n", "Filens første linje skal nævne kolonnerne. Den mangler: calendar, date."),
        ("calendar,date,name,estimated\n99999999,2031-05-05,Day off,0\n", "“99999999” findes ikke."),
    ):
        assert sentence in unescape(upload(admin, "holiday", text).content.decode())


def test_a_region_that_there_is_none_of_is_said_at_its_row(admin):
    text = (
        "number,name,city,country,time_zone,language,industry,region\n"
        "C-7001,Wrong,Oslo,NO,Europe/Oslo,en,,atlantis\n"
    )
    page, done = bring(admin, "customer", text)
    assert done is None
    assert "Support region “atlantis” does not exist." in unescape(page.content.decode())
