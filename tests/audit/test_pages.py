"""The page of the audit trail: who may read it, narrowing, going on, taking along; and a company's part of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from subscriptions.audit.models import Entry
from subscriptions.audit.recording import record
from tests import factories as make
from tests.audit.trail import last
from tests.desk.pages import signed_in, text

pytestmark = pytest.mark.django_db


def body(answer):
    return b"".join(answer.streaming_content).decode()


@pytest.fixture
def customer():
    return make.customer(name="Nordlys")


@pytest.fixture
def auditor():
    return signed_in(make.staff("auditor", name="Rie Bang"))


@pytest.mark.parametrize(
    ("role", "status"), [("auditor", 200), ("administrator", 200), ("agent", 403), ("lead", 403)]
)
@pytest.mark.parametrize("address", ["/desk/audit/", "/desk/audit/export.csv"])
def test_auditors_and_administrators_read_it_and_nobody_else_of_the_vendor(role, status, address):
    assert signed_in(make.staff(role)).get(address).status_code == status


@pytest.mark.parametrize("address", ["/desk/audit/", "/company/audit/", "/company/audit/export.csv"])
def test_a_contact_who_is_no_manager_is_told_whom_to_ask(customer, address):
    answer = signed_in(make.contact(customer)).get(address)
    assert answer.status_code == 403
    assert "your company's manager" in text(answer)


def test_it_is_narrowed_by_person_kind_customer_and_days(auditor, customer):
    mette = make.contact(customer, name="Mette Nygaard")
    record("export.made", name="hers.csv", person=mette, customer=customer)
    record("file.read", name="other.txt")

    def rows(query):
        page = text(auditor.get(f"/desk/audit/?{query}"))
        return ("hers.csv" in page, "other.txt" in page)

    assert rows("person=mette") == (True, False)
    assert rows("kind=file.read") == (False, True)
    assert rows("kind=exports") == (True, False)
    assert rows("customer=nordlys") == (True, False)
    assert rows(f"customer={customer.number}") == (True, False)
    today = timezone.localdate()
    assert rows(f"since={today - timedelta(days=1)}&until={today + timedelta(days=1)}") == (True, True)
    assert rows(f"until={today - timedelta(days=2)}") == (False, False)


@pytest.mark.parametrize(
    "query",
    [
        "kind=nonsense",
        "since=yesterday",
        "since=2026-13-99",
        "until=0001-01-01",
        "before=x",
        "person=%00",
        "before=99999999999999999999",
    ],
)
def test_what_nobody_understands_is_left_out(auditor, query):
    assert auditor.get(f"/desk/audit/?{query}").status_code == 200


def test_pages_go_on_by_key_and_keep_what_they_are_narrowed_to(auditor):
    for number in range(60):
        record("export.made", name=f"list-{number}.csv")
    page = auditor.get("/desk/audit/?kind=export.made")
    following = page.context["next_url"]
    assert "kind=export.made" in following
    seen = [row["thing"] for row in page.context["rows"]] + [
        row["thing"] for row in auditor.get(f"/desk/audit/{following}").context["rows"]
    ]
    assert seen == [f"list-{number}.csv" for number in reversed(range(60))]


def test_a_page_asks_a_fixed_number_of_questions(auditor, customer, django_assert_max_num_queries):
    auditor.get("/desk/audit/")
    for _ in range(40):
        record("export.made", person=make.contact(customer), customer=customer)
    with django_assert_max_num_queries(18):
        auditor.get("/desk/audit/")


def test_it_is_taken_along_as_csv_without_formulas_and_that_is_recorded(auditor, customer):
    record("export.made", name="=cmd|' /C calc'!A0", customer=customer)
    lines = body(auditor.get("/desk/audit/export.csv?kind=export.made")).splitlines()
    assert lines[0].startswith("\ufeff")
    assert "'=cmd" in lines[-1] or any("'=cmd" in line for line in lines)
    row = last("export.made")
    assert (row.person.name, row.details) == ("Rie Bang", {"narrowed": "kind=export.made"})


def test_a_manager_reads_her_companys_part_and_no_other(customer):
    other = make.customer()
    record("sign_in.failed", name="ours", customer=customer)
    record("sign_in.failed", name="theirs", customer=other)
    record("setting.changed", name="internal", customer=customer)
    client = signed_in(make.contact(customer, "manager"))
    page = text(client.get("/company/audit/"))
    assert "ours" in page
    assert "theirs" not in page
    assert "internal" not in page
    taken = body(client.get("/company/audit/export.csv"))
    assert "ours" in taken
    assert "theirs" not in taken
    assert "internal" not in taken
    assert last("export.made").customer == customer
    assert "theirs" not in text(client.get(f"/company/audit/?customer={other.number}"))


@pytest.mark.parametrize("page", ["/company/audit/", "/company/audit/export.csv"])
def test_a_search_asks_the_same_whomever_other_companies_know(customer, page):
    """Else the time that it takes would say that somebody of this name is there."""

    def statements():
        with CaptureQueriesContext(connection) as asked:
            b"".join(client.get(f"{page}?person=zenobia"))
        return len(asked)

    client = signed_in(make.contact(customer, "manager"))
    record("sign_in.failed", name="ours", customer=customer)
    statements()
    before = statements()
    record("sign_in.failed", name="theirs", person=make.contact(make.customer(), name="Zenobia Quist"))
    assert statements() == before


def test_a_manager_who_leaves_reads_nothing_more(customer):
    person = make.contact(customer, "manager")
    client = signed_in(person)
    person.memberships.update(ended_at=timezone.now())
    assert client.get("/company/audit/").status_code == 404


def test_signed_out_nobody_reads_it(client):
    for address in ("/desk/audit/", "/company/audit/", "/desk/audit/export.csv", "/desk/permissions/"):
        assert client.get(address).status_code == 302


def test_rows_say_who_acted_as_whom(auditor, customer):
    agent, mette = make.staff(name="Anna Kjær"), make.contact(customer, name="Mette Nygaard")
    Entry.objects.create(kind="see_as.begun", person=agent, acting_as=mette, customer=customer)
    assert "as Mette Nygaard" in text(auditor.get("/desk/audit/"))
