"""What is only shown: incidents, promises, what was sent. W42: no due time can be typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notification
from tests import factories as make
from tests.admin.pages import typed
from tickets.models import Incident, Milestone, TimelineEntry

pytestmark = pytest.mark.django_db

MODELS = [Incident, Milestone, TimelineEntry, Notification]


def address(row, what="change"):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{what}", args=[row.pk])


@pytest.fixture
def incident():
    return make.incident(at=timezone.now(), severity=2)


@pytest.mark.parametrize("model", MODELS)
def test_w42_nothing_of_an_incident_can_be_typed_added_or_deleted(admin, incident, model):
    row = model.objects.first()
    page = admin.get(address(row))
    hidden = ("_FORMS", "csrfmiddlewaretoken", "-id", "-incident", "-milestone", "-page")
    assert not [name for name in typed(page) if not name.endswith(hidden)]
    assert "_save" not in page.content.decode()
    assert admin.post(address(row), {"due_at_0": "2030-01-01", "status": "closed"}).status_code == 403
    assert admin.post(address(row, "delete"), {"post": "yes"}).status_code == 403
    add = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_add")
    assert admin.get(add).status_code == 403
    model.objects.get(pk=row.pk)


def test_an_incident_shows_its_timeline_and_its_promises(admin, incident):
    text = admin.get(address(incident)).content.decode()
    assert incident.title in text
    assert "First response" in text or "first response" in text


def test_an_incident_is_found_by_its_number(admin, incident):
    page = admin.get("/admin/tickets/incident/", {"q": incident.pk})
    assert [row.pk for row in page.context["cl"].result_list] == [incident.pk]


@pytest.mark.parametrize("table", ["incident", "milestone", "timelineentry"])
def test_w61_a_long_list_is_shown_without_counting_it_and_with_as_many_queries(admin, incident, table):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            assert admin.get(f"/admin/tickets/{table}/").status_code == 200
        return [query["sql"] for query in captured]

    few = statements()
    for _ in range(3):
        make.incident(at=timezone.now(), severity=3)
    many = statements()
    assert not [sql for sql in many if "COUNT(" in sql and f"tickets_{table}" in sql]
    assert len(many) == len(few)
