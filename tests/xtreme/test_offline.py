"""R5: which answers a browser's service worker may keep, and whose they are."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone

from tests import factories as make
from tests.briefings.scene import recorded
from tests.tickets.portal import company, signed_in
from xtreme.offline import KEEP, KEPT, READER, OfflineMiddleware

pytestmark = pytest.mark.django_db


@pytest.fixture
def mette():
    return make.contact(company())


def told(answer):
    return answer.headers.get(READER), KEEP in answer.headers


def test_r5_a_page_of_the_list_may_be_kept_for_who_reads_it(mette):
    incident = make.incident(mette.memberships.get().customer, at=timezone.now(), contact=mette)
    whose = f"{mette.pk}-{mette.memberships.get().customer_id}"
    client = signed_in(mette)
    for address in ("/", "/incidents/", f"/incidents/{incident.pk}/", "/incidents/new/", "/phone/"):
        assert told(client.get(address)) == (whose, True), address


def test_r5_releases_briefings_and_the_community_may_be_kept(mette):
    """Notes of a release are read where it is installed, and a transcript on the way."""
    client = signed_in(mette)
    made = recorded()
    addresses = ("/downloads/", "/downloads/regulatory/", "/briefings/", made.get_absolute_url())
    for address in (*addresses, "/briefings/sessions/", "/briefings/requests/new/", "/community/"):
        assert told(client.get(address))[1], address


def test_r5_other_pages_say_whose_they_are_and_are_not_kept(mette):
    client = signed_in(mette)
    for address in (
        "/account/sessions/",
        "/downloads/log/",
        "/briefings/calendar/",
        "/incidents/999999/",
        "/notifications/bell/",
    ):
        whose, keep = told(client.get(address))
        assert whose, address
        assert not keep, address


def test_r5_nothing_is_kept_for_nobody_or_for_staff(mette):
    assert told(Client().get("/accounts/login/")) == (None, False)
    assert told(Client().get("/incidents/")) == (None, False)
    assert told(signed_in(make.staff("agent")).get("/desk/queue/")) == (None, False)


def test_r5_nothing_is_kept_while_the_vendor_sees_the_portal_as_her(mette):
    client = signed_in(make.staff("agent"))
    place = mette.memberships.get().pk
    client.post(f"/desk/see-as/{place}/", {"reason": "She says the button is missing"})
    seen = client.get("/incidents/")
    assert (seen.status_code, told(seen)) == (200, (None, False))


def test_r5_what_a_view_forbids_to_store_is_not_kept_whatever_the_list_says(mette):
    request = RequestFactory().get("/")
    request.user, request.membership, request.resolver_match = mette, mette.memberships.get(), resolve("/")
    plain = OfflineMiddleware(lambda _: HttpResponse())(request)
    forbidden = OfflineMiddleware(lambda _: HttpResponse(headers={"Cache-Control": "no-store"}))(request)
    assert (KEEP in plain.headers, KEEP in forbidden.headers) == (True, False)


def test_every_name_of_the_list_is_a_page():
    words = {"downloads:release": ["LGF-1"], "community:group": ["finance"]}
    numbered = {
        "tickets:incident",
        "knowledge:article",
        "notifications:alert",
        "briefings:recording",
        "briefings:session",
        "briefings:request",
        "community:question",
    }
    assert all(reverse(name, args=words.get(name, [1] if name in numbered else [])) for name in KEPT)


def test_r5_the_page_for_what_is_not_kept_names_nobody(mette):
    assert mette.name not in signed_in(mette).get("/offline/").text
    assert Client().get("/offline/").status_code == 200
