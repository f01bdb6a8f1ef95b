"""Plain tables in and out as spreadsheets: a wrong row refuses the whole file, with its sentence."""

import csv
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from subscriptions.models import Customer, Holiday, Product, SupportRegion, User
from tests import factories as make
from tests.admin.pages import messages, saved, signed_in, typed

pytestmark = pytest.mark.django_db

MONDAY = date(2031, 1, 6)


def bring(client, table, text):
    """Upload a file of comma-separated values and confirm the preview where there is something to confirm."""
    page = upload(client, table, text)
    return page, confirm(client, table, page) if page.context.get("confirm_form") else None


def upload(client, table, text, encoding="utf-8"):
    file = SimpleUploadedFile("rows.csv", text.encode(encoding), content_type="text/csv")
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
    page, done = bring(admin, "user", text)
    assert done is None
    assert "Nothing is done with is_staff, is_superuser, password." in text_of(page)
    assert not User.objects.filter(name="New Person").exists()
    _page, done = bring(admin, "user", "email,name\nNEW@nordlys.example,New Person\n")
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
            "The first line has no heading calendar, date. It names the columns: calendar, date, name, estimated.",
        ),
        ("<!doctype html><title>Sign in</title>", "No valid data to import."),
        ("calendar,date,name,estimated\n{coming},soon,Day off,0\n", "“soon” is no day. Write 2031-05-05."),
        ("calendar,date,name,estimated\n{coming},2031-02-30,Day off,0\n", "“2031-02-30” is no day."),
        (
            "calendar,date,name,estimated\n99999999,2031-05-05,Day off,0\n",
            "There is no calendar “99999999”.",
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


def test_holidays_that_close_a_calendar_for_over_400_days_do_not_come_in_targets_5_7(admin):
    coming = make.coming_calendar(SupportRegion.objects.get(code="nordic"))
    coming.weekly = {"0": [["08:00", "17:00"]]}
    coming.save()

    def without(mondays: int) -> str:
        rows = (f"{coming.pk},{MONDAY + timedelta(weeks=week)},Closed,0\n" for week in range(mondays))
        return "calendar,date,name,estimated\n" + "".join(rows)

    page, done = bring(admin, "holiday", without(57))
    assert done is None
    assert "no office hours for more than 400 days" in text_of(page)
    assert not coming.holidays.exists()
    _page, done = bring(admin, "holiday", without(56))
    assert saved(done)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_as_whichever_spreadsheet_wrote_it(admin, encoding, separator):
    lines = [["Email", "NAME", "phone"], ["ana@porto.example", "Ana Sá Gonçalves", "1;2"], ["", "", ""]]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)
    page = upload(admin, "user", text, encoding)
    assert saved(confirm(admin, "user", page))
    person = User.objects.get(email="ana@porto.example")
    assert (person.name, person.phone) == ("Ana Sá Gonçalves", "1;2")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04\x00\x00\xff", "This file is no text. Save the table as CSV in your spreadsheet"),
        (b"\xff\xfea", "This file is no text. Save the table as CSV in your spreadsheet"),
        (b"email,name\nana@x.example,Ana,more\n", "Line 2 has more cells than the first line has headings."),
        (b"email,name\n" + b'"' + b"x" * 200_000, "cannot be read."),
        (b"ana@x.example,Ana\nbo@x.example,Bo", "The first line has no heading email."),
        (b"email,name,nickname\nana@x.example,Ana,A\n", "Nothing is done with nickname. Take it out"),
        (b"email,name\nana@x.example,Ana\nANA@x.example,Anna\n", "Row 1 says so already."),
    ],
    ids=["a workbook", "half a sign", "a long line", "no end", "no heading", "a strange column", "twice"],
)
def test_what_is_no_table_of_people_is_refused_in_a_sentence(admin, content, sentence):
    file = SimpleUploadedFile("rows.csv", content, content_type="text/csv")
    page = admin.post(
        "/admin/subscriptions/user/import/", {"import_file": file, "format": "0", "resource": ""}
    )
    assert page.status_code == 200
    assert page.context.get("confirm_form") is None
    assert sentence in text_of(page)
    assert not User.objects.filter(email__endswith="@x.example").exists()


def test_a_yes_that_is_none_is_no_no(admin):
    make.product("LGF", after_hours_supported=True)
    page, done = bring(admin, "product", "code,name,after_hours_supported\nLGF,Ledgerkant,maybe\n")
    assert done is None
    assert "Write 1 for yes or 0 for no." in text_of(page)


def test_r27_3_holidays_come_in_for_the_next_calendar_of_a_region(admin):
    coming = make.coming_calendar(SupportRegion.objects.get(code="nordic"))
    _page, done = bring(admin, "holiday", "calendar,date,name,estimated\nnordic,2031-05-05,Day off,0\n")
    assert saved(done)
    assert coming.holidays.filter(date="2031-05-05").exists()


def text_of(page):
    return unescape(page.content.decode())


def test_r27_3_what_is_refused_of_a_file_is_said_in_danish_too(admin, administrator):
    administrator.language = "da"
    administrator.save()
    for text, sentence in (
        ("name\nDay off\n", "Den første linje mangler overskriften calendar, date."),
        ("calendar,date,name,estimated\n99999999,2031-05-05,Day off,0\n", "Der findes ingen kalender"),
    ):
        assert sentence in unescape(upload(admin, "holiday", text).content.decode())


def test_a_region_that_there_is_none_of_is_said_at_its_row(admin):
    text = (
        "number,name,city,country,time_zone,language,industry,region\n"
        "C-7001,Wrong,Oslo,NO,Europe/Oslo,en,,atlantis\n"
    )
    page, done = bring(admin, "customer", text)
    assert done is None
    assert "There is no support region “atlantis”." in unescape(page.content.decode())
