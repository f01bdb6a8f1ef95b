"""One of the vendor's people who is limited to regions or products, on pages and by key."""

from copy import deepcopy

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from entitlements.models import VainSearch
from notifications.models import Alert, Notification
from subscriptions import tenancy
from subscriptions.models import ApiToken
from subscriptions.permissions import OF_ALL_CUSTOMERS, Permission, may
from subscriptions.tenancy import walled_models
from tests import factories as make
from tests.desk.pages import numbers, signed_in, text
from tests.taken_back import taken_back
from tests.tickets.moments import moment
from tickets import attachments, correspondence, followers, lifecycle, products
from tickets.duty import paging
from tickets.models import Incident, ListCount
from tickets.refusals import OutsideScope, ProductOutsideScope
from tickets.views.portal import files

pytestmark = pytest.mark.django_db
AT = moment("2026-11-25 09:00 +01:00")


@pytest.fixture(scope="module")
def logged_here(django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        yield make.incident(title="Posting stops here", at=AT)


@pytest.fixture
def here(logged_here):
    """An incident of the agent's region and product."""
    return deepcopy(logged_here)


@pytest.fixture
def elsewhere():
    """One of another region, and of another product."""
    region = make.region("pacific", "Australia/Melbourne", country="AU")
    customer = make.customer(name="Wattlebird", region=region)
    product = make.product("ORV")
    make.line(customer, product)
    return make.incident(customer, product, title="Printing stops there", at=AT)


@pytest.fixture(params=["region", "product"])
def agent(request, here):
    person = make.staff("agent")
    if request.param == "region":
        return make.limited(person, regions=[here.customer.region])
    return make.limited(person, products=[here.product])


def test_nobody_is_limited_by_default(here, elsewhere):
    client = signed_in(make.staff("agent"))
    for incident in (here, elsewhere):
        assert client.get(f"/desk/incidents/{incident.pk}/").status_code == 200


def test_an_incident_outside_her_scope_does_not_exist_for_her(agent, here, elsewhere):
    client = signed_in(agent)
    assert client.get(f"/desk/incidents/{here.pk}/").status_code == 200
    assert client.get(f"/desk/incidents/{elsewhere.pk}/").status_code == 404


PAGES = (
    "/desk/queue/",
    "/desk/queue/?list=unassigned",
    "/search/?q=Printing",
    "/desk/customers/",
    "/desk/outbox/?show=all",
    "/desk/calls/?q=Wattlebird",
    "/desk/renewals/",
    "/desk/advisor/",
)


def test_no_list_search_or_page_of_the_desk_names_it(agent, here, elsewhere):
    client = signed_in(agent)
    for address in PAGES:
        shown = client.get(address)
        assert "Printing stops there" not in shown.content.decode(), address
        assert "Wattlebird" not in shown.content.decode().replace("q=Wattlebird", "").replace(
            'value="Wattlebird"', ""
        ), address
    assert numbers(client.get("/desk/queue/")) == [here.pk]
    assert "Posting stops here" in client.get("/search/?q=Posting").content.decode()


def test_the_numbers_beside_the_lists_are_of_what_she_sees(agent, here, elsewhere):
    unlimited = ListCount.objects.of(make.staff("agent"))
    assert (unlimited["queue"], unlimited["unassigned"]) == (2, 2)
    assert signed_in(agent).get("/desk/queue/").status_code == 200
    with tenancy.as_limited(agent.scope):
        seen = ListCount.objects.of(agent)
    assert (seen["queue"], seen["unassigned"], seen["call_backs"]) == (1, 1, 0)


def test_the_next_she_takes_is_one_of_hers(agent, here, elsewhere):
    Incident.objects.filter(pk=elsewhere.pk).update(severity=1)
    client = signed_in(agent)
    client.post("/desk/next/")
    client.post("/desk/next/")
    assert Incident.objects.get(pk=here.pk).owner == agent
    assert Incident.objects.get(pk=elsewhere.pk).owner is None


def test_the_api_shows_and_changes_nothing_of_it(agent, here, elsewhere):
    key = {"Authorization": f"Token {ApiToken.issue(agent, 'test')}"}
    client = Client(headers=key)
    assert [row["number"] for row in client.get("/api/v1/incidents/").json()["results"]] == [here.pk]
    assert client.get(f"/api/v1/incidents/{elsewhere.pk}/").status_code == 404
    words = {"text": "Hello", "public": True}
    answer = client.post(f"/api/v1/incidents/{elsewhere.pk}/messages/", words, "application/json")
    assert answer.status_code == 404


def test_her_bell_forgets_what_she_was_told_before_she_was_limited(here, elsewhere):
    person = make.staff("agent")
    for incident in (here, elsewhere):
        lifecycle.assign(incident, person, make.staff("lead"), AT)
    client = signed_in(make.limited(person, regions=[here.customer.region]))
    shown = client.get("/notifications/").content.decode()
    assert "Posting stops here" in shown
    assert "Printing stops there" not in shown


def test_nobody_gives_her_an_incident_that_she_would_not_see(agent, here, elsewhere):
    lead = make.staff("lead")
    with pytest.raises(OutsideScope, match="would not see"):
        lifecycle.assign(elsewhere, agent, lead, AT)
    client = signed_in(lead)
    form = client.get(f"/desk/incidents/{elsewhere.pk}/assign/")
    assert agent.name not in form.content.decode()
    assert agent.name in client.get(f"/desk/incidents/{here.pk}/assign/").content.decode()


def test_she_moves_no_incident_to_a_product_that_she_does_not_see(here):
    product = make.product("ORV")
    make.line(here.customer, product)
    agent = make.limited(make.staff("agent"), products=[here.product])
    signed_in(agent).post(
        f"/desk/incidents/{here.pk}/product/", {"product": "ORV", "reason": "It is about ORV"}
    )
    assert Incident.objects.get(pk=here.pk).product == here.product
    with pytest.raises(ProductOutsideScope):
        products.change_product(here, agent, product, "It is about ORV", AT)


def test_what_is_linked_to_a_hidden_incident_is_shown_without_it(here):
    """A page that leads to an incident of another product is still there."""
    product = make.product("ORV")
    hidden = make.incident(here.customer, product, title="Printing stops there", at=AT)
    Incident.objects.filter(pk=here.pk).update(follow_up_of=hidden, duplicate_of=hidden)
    shown = signed_in(make.limited(make.staff("agent"), products=[here.product])).get(
        f"/desk/incidents/{here.pk}/"
    )
    assert shown.status_code == 200
    assert "Printing stops there" not in shown.content.decode()


def test_what_concerns_all_customers_is_not_for_who_is_limited(here):
    for role in ("lead", "publisher", "product_manager", "support_manager"):
        person = make.limited(make.staff(role), regions=[here.customer.region])
        for permission in OF_ALL_CUSTOMERS:
            assert not may(person, permission), (role, permission)
    lead = make.limited(make.staff("lead"), regions=[here.customer.region])
    shown = signed_in(lead).get("/desk/dashboard/")
    assert shown.status_code == 403
    assert "this concerns all of them" in text(shown)
    assert may(lead, Permission.ASSIGN)


def told_of(incident, person):
    return Notification.objects.filter(recipient=person).about_incident(incident.pk).count()


def test_she_is_told_of_what_she_sees_and_of_nothing_else(agent, here, elsewhere):
    for incident in (here, elsewhere):
        followers.follow(incident, agent)
        correspondence.reply(incident, make.staff("agent"), "We look.", at=AT)
    assert told_of(here, agent) > 0
    assert told_of(elsewhere, agent) == 0


def test_agents_of_the_region_are_told_only_where_they_see_it(here):
    """Where all of the region are limited to other products, those of every region are told instead."""
    product = make.product("ORV")
    blind, sighted = make.staff("agent"), make.staff("agent")
    make.limited(blind, products=[product])
    urgent = make.incident(here.customer, here.product, severity=1, at=AT)
    assert told_of(urgent, blind) == 0
    assert told_of(urgent, sighted) > 0


def test_a_page_goes_to_nobody_who_would_not_see_the_incident(here):
    lead, blind = make.staff("lead"), make.staff("lead")
    make.limited(blind, products=[make.product("ORV")])
    urgent = make.incident(here.customer, here.product, severity=1, at=AT)
    called = paging._called(urgent, AT).everybody()
    assert lead in called
    assert blind not in called


def test_she_says_of_nobody_outside_that_an_address_works(agent, here, elsewhere):
    """It would tell her the address."""
    client = signed_in(agent)
    for person, status in ((here.contact, 302), (make.staff("lead"), 302), (elsewhere.contact, 404)):
        answer = client.post(f"/notifications/addresses/{person.pk}/works/")
        assert answer.status_code == status
    assert elsewhere.contact.email not in client.get("/notifications/settings/").content.decode()


def test_words_that_customers_searched_for_are_not_shown_to_her(agent, here):
    """Nobody knows whose they are."""
    VainSearch.objects.create(words="kanariefugl", last_at=timezone.now())
    for person, shown in ((agent, False), (make.staff("agent"), True)):
        page = signed_in(person).get("/desk/searches/")
        assert page.status_code == 200
        assert ("kanariefugl" in page.content.decode()) == shown


def test_exports_are_of_what_she_sees(agent, here, elsewhere):
    """They are streamed when the request's transaction is over, so they take on her role by themselves."""
    for incident in (here, elsewhere):
        alert = make.alert(incident.product)
        Notification.objects.create(
            kind="alert",
            event=f"alert:{alert.pk}",
            recipient=incident.contact,
            customer=incident.customer,
            alert=alert,
            channel="email",
        )
        Alert.objects.filter(pk=alert.pk).update(published_at=AT)
        rows = "".join(
            part.decode()
            for part in signed_in(agent).get(f"/desk/alerts/{alert.pk}/ledger.csv").streaming_content
        )
        assert (incident.contact.email in rows) == (incident == here)


def test_a_file_of_it_opens_by_no_link(agent, here, elsewhere):
    """The first wall alone: a link is followed as the vendor."""
    for incident, status in ((here, 200), (elsewhere, 404)):
        entry = correspondence.reply(incident, make.staff("agent"), "We look.", at=AT)
        attachments.attach(entry, [SimpleUploadedFile("log.txt", b"lines")])
        link = files.link(entry.attachments.get(), agent)
        with time_machine.travel(timezone.now(), tick=False):
            assert Client().get(link).status_code == status


def with_a_first_wall():
    return [model for model in walled_models() if hasattr(model._default_manager.all(), "visible_to")]


@pytest.mark.parametrize("model", with_a_first_wall(), ids=lambda model: model._meta.label)
def test_the_first_wall_asks_what_the_second_says(model, agent):
    """Each queryset with `visible_to` makes a question that PostgreSQL takes."""
    list(model._default_manager.visible_to(agent)[:1])
