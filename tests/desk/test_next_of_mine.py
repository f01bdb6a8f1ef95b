"""R9: from one of one's own incidents to the next, in the order of the queue, and back; nothing is taken by it."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, post, signed_in, text
from tickets import correspondence, lifecycle, snoozing
from tickets.models import Incident, LifecycleRules

pytestmark = pytest.mark.django_db

FOLLOWING = re.compile(r'href="(/desk/mine/next/[^"]*)"')


def mine(agent, customer, severity, **fields):
    made = make.incident(customer, at=WEDNESDAY, severity=severity, **fields)
    lifecycle.take(made, agent, at=WEDNESDAY)
    return made


@pytest.fixture
def customer():
    return make.customer()


@pytest.fixture
def three(agent, customer):
    """Hers, from the top of the queue."""
    return [mine(agent, customer, severity) for severity in (2, 3, 4)]


def page_of(incident):
    return f"/desk/incidents/{incident.pk}/"


def press(desk, page, at=LATER):
    """Press the button on the page; the address it leads to."""
    return get(desk, unescape(FOLLOWING.search(page.content.decode()).group(1)), at)["Location"]


def test_r9_the_next_of_hers_opens_in_the_order_of_the_queue_and_the_first_after_the_last(desk, three):
    first, second, third = three
    for here, there in ((first, second), (second, third), (third, first)):
        assert press(desk, get(desk, page_of(here))) == f"{page_of(there)}?from={here.pk}"
    assert Incident.objects.filter(owner=None).count() == 0


def test_r9_it_leads_back_to_where_she_came_from(desk, three):
    first, second, _third = three
    page = text(get(desk, press(desk, get(desk, page_of(first)))))
    assert f'href="/desk/incidents/{first.pk}/" data-key="b"' in page
    assert f"Back to {first.pk}" in page
    assert f"Back to {first.pk}" not in text(get(desk, page_of(second)))


def test_r9_after_an_answer_none_is_passed_over_that_stood_behind(desk, agent, customer):
    """Answered, the first falls behind the second: from there the third would be next."""
    first, second, third = (mine(agent, customer, 3) for _ in range(3))
    correspondence.reply(third, agent, "We look at it.", at=LATER + timedelta(hours=3))
    answered = post(desk, f"{page_of(first)}reply/", LATER, body="We look at it.")["Location"]
    assert answered.startswith(f"{page_of(first)}?place=")
    assert Incident.objects.get(pk=first.pk).due_at > Incident.objects.get(pk=second.pk).due_at
    page = get(desk, answered)
    assert press(desk, page) == f"{page_of(second)}?from={first.pk}"
    noted = re.search(r'action="(/desk/incidents/\d+/note/[^"]*)"', page.content.decode()).group(1)
    again = post(desk, unescape(noted), LATER, body="Ask Sofie.")["Location"]
    assert press(desk, get(desk, again)) == f"{page_of(second)}?from={first.pk}"


def test_r9_what_waits_for_the_customer_is_snoozed_or_another_s_is_no_next(desk, agent, customer, three):
    first, second, third = three
    correspondence.reply(second, agent, "Which version?", asks=True, at=WEDNESDAY)
    snoozing.snooze(third, agent, LATER, "Later.", WEDNESDAY)
    others, free = mine(make.staff(), customer, 3), make.incident(customer, at=WEDNESDAY, severity=3)
    alone = press(desk, get(desk, page_of(first), WEDNESDAY), WEDNESDAY)
    assert alone == "/desk/queue/?list=mine"
    assert "No other incident of yours waits for work." in text(get(desk, alone))
    for each in (others, free):
        assert (
            press(desk, get(desk, page_of(each), WEDNESDAY), WEDNESDAY) == f"{page_of(first)}?from={each.pk}"
        )


def test_r15_3_it_follows_the_rules_too(desk, agent, customer):
    LifecycleRules.objects.create(pk=1, overdue_first=True)
    elite, overdue = mine(agent, customer, 2), mine(agent, customer, 2)
    Incident.objects.filter(pk=overdue.pk).update(lifted=0)
    assert get(desk, "/desk/mine/next/")["Location"] == page_of(overdue)
    assert press(desk, get(desk, page_of(overdue))) == f"{page_of(elite)}?from={overdue.pk}"


@pytest.mark.parametrize(
    "nonsense", ["?after=<b>&from=x", "?after=1~2&from=-1", "?place=%00&from=" + "9" * 30]
)
def test_r9_nonsense_leads_to_the_first(desk, three, nonsense):
    assert get(desk, f"/desk/mine/next/{nonsense}")["Location"] == page_of(three[0])
    assert get(desk, page_of(three[0]) + nonsense).status_code == 200


def test_r9_who_only_reads_has_none():
    made = make.incident(make.customer(), at=WEDNESDAY)
    reader = signed_in(make.staff("publisher"))
    assert "Next of mine" not in text(get(reader, page_of(made)))
    assert get(reader, "/desk/mine/next/").status_code == 403
