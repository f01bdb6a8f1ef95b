"""The pages of reviews: who sees what, steps at the desk, files, an empty period (R18)."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from subscriptions.models import ProductLine, User
from tests import factories as make
from tests.desk import pages as desk
from tests.desk.pages import text
from tests.reviews.scene import AT, BEGAN, DAY, QUARTER, scene
from tickets.advisory.reviews import archiving, document, holding
from tickets.advisory.reviews.models import Review, ReviewCadence, ReviewFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def nordlys():
    return scene()


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(AT, tick=False):
        yield


def signed_in(person, language="en"):
    User.objects.filter(pk=person.pk).update(language=language)
    return desk.signed_in(User.objects.get(pk=person.pk))


def finished(nordlys):
    nordlys.solved(title="=HYPERLINK(1)")
    nordlys.solved(at=BEGAN + DAY, minutes=200)
    review = nordlys.sent()
    archiving.finish(review.pk, AT)
    return Review.objects.get(pk=review.pk)


def test_r18_1_a_contact_reads_the_review_with_pictures_tables_and_every_incident(nordlys):
    review = finished(nordlys)
    page = text(signed_in(nordlys.contact).get(f"/reviews/{review.pk}/"))
    assert "Third quarter of 2026" in page
    assert "1 of 2 response targets was missed." in page
    assert "2 incidents were logged" in page
    assert page.count('<svg class="chart"') == 5
    assert "The numbers as a table" in page
    assert "Posting stops" in page
    assert "=HYPERLINK(1)" in page
    assert len(page) < 100_000


def test_r18_1_the_page_shows_the_figures_as_they_were_sent_and_counts_nothing_anew(nordlys):
    review = finished(nordlys)
    kept = review.figures | {"totals": review.figures["totals"] | {"opened": 77}}
    Review.objects.filter(pk=review.pk).update(figures=kept)
    assert "77 incidents were logged" in text(signed_in(nordlys.contact).get(f"/reviews/{review.pk}/"))


def test_r8_9_a_contact_reads_of_no_internal_target_the_vendor_does(nordlys):
    review = finished(nordlys)
    assert "Internal targets" not in text(signed_in(nordlys.contact).get(f"/reviews/{review.pk}/"))
    assert "Internal targets" in text(signed_in(nordlys.advisor).get(f"/desk/reviews/{review.pk}/"))


def test_r18_1_the_review_is_danish_for_who_reads_danish(nordlys):
    review = finished(nordlys)
    page = text(signed_in(nordlys.contact, "da").get(f"/reviews/{review.pk}/"))
    assert "3. kvartal 2026" in page
    assert "Tid til første svar" in page


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "<h1>Activity review: Third quarter of 2026</h1>",
                "1 person logged incidents.",
                "As many incidents were open at the end as at the end of the period before: 0.",
            ),
        ),
        (
            "da",
            (
                "<h1>Gennemgang af supportaktivitet: 3. kvartal 2026</h1>",
                "1 person loggede hændelser.",
                "Lige så mange hændelser var åbne ved slutningen som ved slutningen af perioden før: 0.",
            ),
        ),
    ],
)
def test_r18_1_headings_say_what_they_are_about_to_who_reads_one_alone(nordlys, language, said):
    """“3. kvartal 2026”, “1 person logged.”: of what, was said elsewhere on the page."""
    page = text(signed_in(nordlys.contact, language).get(f"/reviews/{finished(nordlys).pk}/"))
    for each in said:
        assert each in page


def test_r18_1_on_paper_the_agenda_stands_before_the_figures_as_on_the_page(nordlys, monkeypatch):
    papers = []

    def kept(*args):
        papers.append(render_to_string(*args))
        return papers[-1]

    monkeypatch.setattr(document, "render_to_string", kept)
    finished(nordlys)
    for paper in papers:
        headings = re.findall("<h2>(.*?)</h2>", paper)
        assert headings[0] in ("Agenda", "Dagsorden")
    assert papers


def test_r18_1_pdf_and_spreadsheet_are_files_without_a_formula(nordlys):
    review = finished(nordlys)
    client = signed_in(nordlys.contact, "da")
    pdf = client.get(f"/reviews/{review.pk}/report.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    assert "pdf" in pdf["Content-Disposition"]
    sheet = b"".join(client.get(f"/reviews/{review.pk}/report.xlsx").streaming_content)
    with ZipFile(BytesIO(sheet)) as book:
        cells = [book.read(name).decode() for name in book.namelist() if "worksheets/" in name]
        assert "=HYPERLINK(1)" in book.read("xl/sharedStrings.xml").decode()
    assert not any("<f>" in each for each in cells)


def test_another_customer_finds_neither_review_nor_file(nordlys):
    review, other = finished(nordlys), scene(name="Havblik")
    client = signed_in(other.contact)
    for end in ("", "report.pdf", "report.xlsx"):
        assert client.get(f"/reviews/{review.pk}/{end}").status_code == 404


def test_a_review_in_preparation_does_not_exist_for_the_customer(nordlys):
    review = nordlys.review()
    client = signed_in(nordlys.contact)
    assert client.get(f"/reviews/{review.pk}/").status_code == 404
    assert "in preparation" in text(client.get("/reviews/"))


def test_r18_without_elite_the_page_refuses_with_the_next_step():
    havblik = scene("XT", name="Havblik")
    page = signed_in(havblik.contact).get("/reviews/")
    assert page.status_code == 403
    assert "Support Activity Review comes with Xtreme Elite Support." in text(page)
    assert "/subscription/upgrade/" in text(page)


def test_r18_who_lost_elite_still_reads_what_was_sent(nordlys):
    review = finished(nordlys)
    ProductLine.objects.filter(customer=nordlys.customer).update(tier=make.tier("XT"))
    client = signed_in(nordlys.contact)
    assert "comes with Xtreme Elite Support" in text(client.get("/reviews/"))
    assert client.get(f"/reviews/{review.pk}/").status_code == 200


def test_an_empty_period_says_that_there_was_none(nordlys):
    review = nordlys.sent()
    archiving.finish(review.pk, AT)
    page = text(signed_in(nordlys.contact).get(f"/reviews/{review.pk}/"))
    assert "There was no incident in this period" in page
    assert '<svg class="chart"' not in page


def test_the_advisor_changes_the_agenda_sends_and_keeps_minutes(nordlys):
    nordlys.solved()
    review = nordlys.review()
    client, address = signed_in(nordlys.advisor), f"/desk/reviews/{review.pk}/"
    assert "Send the report" in text(client.get(address))
    assert client.post(f"{address}agenda/", {"agenda": ""}).status_code == 422
    assert client.post(f"{address}agenda/", {"agenda": "1. Scanners"}).status_code == 302
    too_soon = client.post(f"{address}minutes/", {"held_on": "2026-10-05", "minutes": "We met."})
    assert "Send the report first" in text(too_soon)
    assert client.post(f"{address}send/").status_code == 302
    assert "was sent on" in text(client.post(f"{address}send/"))
    wrong = client.post(f"{address}minutes/", {"held_on": "2026-10-06", "minutes": "We met."})
    assert (wrong.status_code, "Minutes are kept after the meeting" in text(wrong)) == (422, True)
    assert "We met." in text(wrong)
    assert (
        client.post(f"{address}minutes/", {"held_on": "2026-10-05", "minutes": "We met."}).status_code == 302
    )
    assert Review.objects.get(pk=review.pk).state == "held"


def test_only_the_advisor_the_deputy_and_who_leads_act(nordlys):
    review = nordlys.review()
    page = signed_in(nordlys.agent).post(f"/desk/reviews/{review.pk}/send/")
    assert (
        page.status_code,
        "Only the advisor of Nordlys or the deputy does this: Line and Tim." in text(page),
    ) == (
        403,
        True,
    )
    assert "Send the report" not in text(signed_in(nordlys.agent).get(f"/desk/reviews/{review.pk}/"))
    holding.send(review, make.staff("support_manager"), AT)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-09-30", "2026-07-01", "The period ends before it begins."),
        ("2026-07-01", "2026-10-06", "The period is not over yet."),
        ("2020-07-01", "2026-07-01", "A review is about two years at most."),
        ("", "x", "Choose the first day of the period."),
    ],
)
def test_a_period_upside_down_or_in_the_future_is_refused_at_its_field(nordlys, first, last, said):
    address = f"/desk/reviews/customers/{nordlys.customer.number}/?first_day={first}&last_day={last}"
    page = signed_in(nordlys.agent).get(address)
    assert (page.status_code, said in text(page)) == (422, True)


def test_any_period_of_any_customer_is_shown_to_the_vendor(nordlys):
    nordlys.solved()
    client, address = signed_in(nordlys.agent), f"/desk/reviews/customers/{nordlys.customer.number}/"
    assert "Posting stops" in text(client.get(f"{address}?first_day=2026-07-06&last_day=2026-07-06"))
    assert client.get(address).status_code == 200
    assert signed_in(nordlys.contact).get(address).status_code == 404


def test_r18_2_the_advisor_changes_the_cadence(nordlys):
    client, address = signed_in(nordlys.deputy), f"/desk/reviews/customers/{nordlys.customer.number}/"
    assert client.post(address, {"months": "13", "first_day": "2026-10-01"}).status_code == 422
    assert client.post(address, {"months": "1", "first_day": "2026-10-01"}).status_code == 302
    kept = ReviewCadence.objects.get(customer=nordlys.customer)
    assert (kept.months, kept.prepares_at) == (1, QUARTER.ends_at + timedelta(days=31, hours=1))
    nordlys_review = nordlys.review()
    assert nordlys_review is None
    assert (
        signed_in(nordlys.agent).post(address, {"months": "1", "first_day": "2026-10-01"}).status_code == 403
    )


def test_incidents_are_paged_and_no_statement_is_asked_a_row(nordlys, monkeypatch):
    from tickets.advisory.reviews.views import showing

    def asked(number):
        client = signed_in(nordlys.contact)
        client.get(f"/reviews/{number}/")
        with CaptureQueriesContext(connection) as statements:
            client.get(f"/reviews/{number}/")
        return len(statements)

    for minute in range(4):
        nordlys.solved(BEGAN + timedelta(minutes=minute), contact=make.contact(nordlys.customer))
    review = nordlys.sent()
    archiving.finish(review.pk, AT)
    many = asked(review.pk)
    monkeypatch.setattr(showing, "PAGE", 1)
    assert asked(review.pk) == many
    page = text(signed_in(nordlys.contact).get(f"/reviews/{review.pk}/"))
    first = review.incidents.order_by("incident").first().incident_id
    assert f"?after={first}#incidents" in page


def test_files_that_are_still_being_made_are_not_found_yet(nordlys):
    review = nordlys.sent()
    client = signed_in(nordlys.contact)
    assert client.get(f"/reviews/{review.pk}/report.pdf").status_code == 404
    assert "PDF and spreadsheet are being made." in text(client.get(f"/reviews/{review.pk}/"))
    archiving.finish(review.pk, AT)
    assert ReviewFile.objects.filter(review=review).count() == 4
