"""The portal's pages: the library, a recording, sessions, questions, requests, the calendar feed (R13, R16)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from entitlements.briefings import asking, planning, recording, requesting, seats
from entitlements.briefings.models import BriefingRequest, Question, SignUp, WatchPosition
from entitlements.briefings.requesting import Wish
from subscriptions.models import ApiToken
from tests import factories as make
from tests.briefings.scene import AT, LINK, STARTS, company, publisher, recorded, seated, session
from tests.briefings.test_recordings import WEBM, files  # noqa: F401  its storage
from tests.desk.pages import signed_in, text

pytestmark = pytest.mark.django_db
SOON = STARTS - timedelta(minutes=10)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(AT, tick=False) as travel:
        yield travel


@pytest.fixture
def nordlys():
    return company("XTP", name="Nordlys")


@pytest.fixture
def client(nordlys):
    return signed_in(nordlys[1])


def test_r13_1_every_tier_finds_and_watches_what_is_published_and_no_draft():
    made, draft = recorded(), recorded(title="Not yet", published=False)
    for tier in ("XT", "XTP", "XTE"):
        client = signed_in(company(tier)[1])
        said = text(client.get("/briefings/"))
        assert made.title in said
        assert "Not yet" not in said
        assert client.get(f"/briefings/{made.pk}/").status_code == 200
        assert client.get(f"/briefings/{draft.pk}/").status_code == 404


def test_who_has_no_subscription_any_more_reads_how_to_renew():
    client = signed_in(company("XT", ends_at=AT - timedelta(days=12))[1])
    answer = client.get("/briefings/")
    assert answer.status_code == 403
    assert "Your subscription expired on" in text(answer)


@pytest.mark.parametrize(("days", "leads"), [(-12, False), (30, True)])
def test_r26_1_the_recording_of_a_session_leads_only_who_may_watch_it_and_tells_others_why(now, days, leads):
    made, by = recorded(), publisher()
    took_place = session(by)
    planning.link_recording(took_place, by, made)
    now.move_to(STARTS + timedelta(days=1))
    customer = company("XTP", ends_at=STARTS + timedelta(days=days))
    client = signed_in(customer[1])
    for address in ("/briefings/sessions/", took_place.get_absolute_url()):
        page = client.get(address)
        assert (f'href="{made.get_absolute_url()}"' in page.content.decode()) == leads, address
        assert ("Your subscription expired on" in text(page)) != leads, address
        assert ("See the recorded briefings" in text(page)) is False, address


def test_the_library_is_found_by_words_product_and_language(client):
    product = make.product("LGF")
    made = recorded(products=[product])
    recorded(title="E-faktura i Danmark", language="da", captions={}, chapters="")
    for words, found in (
        ("q=lock", True),
        ("q=invoice", False),
        ("product=LGF", True),
        ("product=NONE", True),
        ("language=da", False),
    ):
        assert (made.title in text(client.get(f"/briefings/?{words}"))) == found, words
    assert "Ask for a briefing" in text(client.get("/briefings/?q=invoice"))


def test_r13_1_a_word_found_in_the_transcript_jumps_to_its_second_without_scripts(client):
    made = recorded(video=SimpleUploadedFile("a.webm", WEBM), link="")
    page = client.get(f"/briefings/{made.pk}/?q=lock")
    assert "<mark>lock</mark>" in page.content.decode()
    assert 'href="?t=750&amp;q=lock#video" data-second="750"' in page.content.decode()
    assert "Found in 1 place" in text(page)
    jumped = client.get(f"/briefings/{made.pk}/?t=750").content.decode()
    assert f'src="/briefings/{made.pk}/video/#t=750"' in jumped


def test_r13_1_the_video_is_served_in_ranges_with_captions_in_the_readers_language(client):
    made = recorded(video=SimpleUploadedFile("a.webm", WEBM), link="")
    answer = client.get(f"/briefings/{made.pk}/video/", headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer["Content-Type"]) == (206, "video/webm")
    assert b"".join(answer.streaming_content) == WEBM[:4]
    captions = client.get(f"/briefings/{made.pk}/captions/en/")
    assert captions["Content-Type"] == "text/vtt; charset=utf-8"
    assert client.get(f"/briefings/{made.pk}/captions/da/").status_code == 404
    assert 'srclang="en" label="English" default>' in client.get(f"/briefings/{made.pk}/").content.decode()


def test_a_video_elsewhere_is_a_link_and_no_file(client):
    made = recorded()
    page = client.get(f"/briefings/{made.pk}/").content.decode()
    assert 'href="https://video.example/year-end" target="_blank" rel="noopener noreferrer"' in page
    assert "<video" not in page
    assert client.get(f"/briefings/{made.pk}/video/").status_code == 404
    assert client.get(f"/briefings/{made.pk}/slides/").status_code == 404


def test_r13_1_the_place_where_she_stopped_is_remembered_and_goes_on_from_there(client, nordlys):
    made = recorded(video=SimpleUploadedFile("a.webm", WEBM), link="")
    address = f"/briefings/{made.pk}/position/"
    for second in ("750", "750", "900"):
        assert client.post(address, {"second": second}).status_code == 204
    assert client.post(address, {"second": "-5x"}).status_code == 422
    assert WatchPosition.objects.get().user == nordlys[1]
    page = client.get(f"/briefings/{made.pk}/")
    assert "You stopped at 15:00; it goes on from there." in text(page)
    assert 'data-begins="900"' in page.content.decode()
    other = signed_in(company()[1])
    assert "You stopped" not in text(other.get(f"/briefings/{made.pk}/"))
    assert "begun" in text(client.get("/briefings/"))


def test_a_list_of_many_takes_no_statement_per_row_and_is_paged(client):
    recorded(products=[make.product("LGF")])
    with CaptureQueriesContext(connection) as few:
        client.get("/briefings/")
    for number in range(30):
        recorded(title=f"Recording {number}", products=[make.product("LGF")])
    with CaptureQueriesContext(connection) as many:
        page = client.get("/briefings/")
    assert len(many) <= len(few)
    following = re.search(r'href="(\?before=\d+)" rel="next"', page.content.decode())[1]
    assert "Year-end close" in text(client.get(f"/briefings/{following}"))
    assert len(page.content) < 100_000


def test_r16_1_she_signs_up_for_two_and_sees_her_colleagues(client, nordlys):
    made = session()
    said = text(client.post(f"/briefings/sessions/{made.pk}/sign-up/", {"seats": "2"}, follow=True))
    assert "You have 2 seats" in said
    colleague = signed_in(make.contact(nordlys[0]))
    assert nordlys[1].name in text(colleague.get(f"/briefings/sessions/{made.pk}/"))
    other = seated(made).user
    assert other.name not in text(client.get(f"/briefings/sessions/{made.pk}/"))


def test_r16_1_at_capacity_she_reads_her_place_on_the_waiting_list(client):
    made = session(capacity=1)
    seated(made), seated(made)
    said = text(client.post(f"/briefings/sessions/{made.pk}/sign-up/", {"seats": "1"}, follow=True))
    assert "The session is full. You are no. 2 on the waiting list." in said


def test_the_sentence_of_a_full_session_is_that_of_the_requirement_in_danish(client, nordlys):
    nordlys[1].language = "da"
    nordlys[1].save()
    made = session(capacity=1)
    seated(made)
    said = text(client.post(f"/briefings/sessions/{made.pk}/sign-up/", {"seats": "1"}, follow=True))
    assert "Sessionen er fuld. Du er nr. 1 på ventelisten." in said


@pytest.mark.parametrize(
    ("typed", "said"), [("", "how many seats"), ("abc", "number of seats"), ("99", "1 to 3")]
)
def test_wrong_seats_are_a_sentence_at_the_field_and_keep_what_was_typed(client, typed, said):
    made = session()
    answer = client.post(f"/briefings/sessions/{made.pk}/sign-up/", {"seats": typed})
    assert answer.status_code == 422
    assert said in text(answer)
    assert not SignUp.objects.exists()


def test_r16_3_a_customer_of_xtreme_support_reads_the_refusal_with_the_next_step():
    made = session()
    client = signed_in(company("XT")[1])
    for address in ("/briefings/sessions/", f"/briefings/sessions/{made.pk}/"):
        said = text(client.get(address))
        assert "Interactive briefings come with Xtreme Premium Support and Xtreme Elite Support." in said
        assert "/subscription/upgrade/" in client.get(address).content.decode()
    assert client.post(f"/briefings/sessions/{made.pk}/sign-up/", {"seats": "1"}).status_code == 403


def test_r16_1_the_join_link_leads_on_only_in_its_time_and_is_on_no_page_before(client, nordlys, now):
    made = session()
    seats.sign_up(made, *nordlys, at=AT)
    page = f"/briefings/sessions/{made.pk}/"
    early = client.get(f"{page}join/")
    assert early.status_code == 403
    assert f'href="{page}"' in early.content.decode()
    assert LINK not in client.get(page).content.decode()
    now.move_to(SOON)
    assert "Join now" in text(client.get(page))
    answer = client.get(f"{page}join/")
    assert (answer.status_code, answer["Location"]) == (302, LINK)
    assert LINK not in client.get(page).content.decode()
    assert signed_in(company()[1]).get(f"{page}join/").status_code == 403


def waiting_page(client, made):
    said = client.get(f"/briefings/sessions/{made.pk}/").content.decode()
    return re.search(r'<div id="join".*?</div>', said, re.DOTALL)[0]


def test_r16_1_an_open_page_shows_the_join_link_by_itself_when_its_time_comes(client, nordlys, now):
    made = session()
    seats.sign_up(made, *nordlys, at=AT)
    assert "hx-get" not in waiting_page(client, made)  # ten days ahead
    now.move_to(STARTS - timedelta(minutes=20))
    assert "delay:301s" in waiting_page(client, made)
    now.move_to(SOON)
    assert "hx-get" not in waiting_page(client, made)


def test_r16_1_while_the_host_has_given_no_link_the_page_says_so_and_asks_again(client, nordlys, now):
    made = session(link="")
    seats.sign_up(made, *nordlys, at=AT)
    now.move_to(SOON)
    page = waiting_page(client, made)
    assert "The host has not given the join link yet" in page
    assert "delay:30s" in page


def test_the_zone_of_a_session_is_said_by_its_city(client, nordlys):
    made = session()
    nordlys[1].language = "da"
    nordlys[1].save()
    for address in ("/briefings/sessions/", f"/briefings/sessions/{made.pk}/", "/briefings/"):
        said = text(client.get(address))
        assert "København" in said
        assert "Europe/Copenhagen" not in said


def test_withdrawing_gives_the_seat_to_who_waits(client, nordlys):
    made = session(capacity=1)
    seats.sign_up(made, *nordlys, at=AT)
    waits = seated(made)
    assert "You have withdrawn" in text(client.post(f"/briefings/sessions/{made.pk}/withdraw/", follow=True))
    assert SignUp.objects.get(pk=waits.pk).is_seated


def test_other_seats_are_kept_or_refused(client, nordlys):
    made = session()
    seats.sign_up(made, *nordlys, at=AT)
    assert "You have 3 seats" in text(
        client.post(f"/briefings/sessions/{made.pk}/seats/", {"seats": "3"}, follow=True)
    )
    assert client.post(f"/briefings/sessions/{made.pk}/seats/", {"seats": "4"}).status_code == 422


def test_r16_1_questions_are_asked_and_voted_for_on_the_page(client, nordlys):
    made = session()
    seats.sign_up(made, *nordlys, at=AT)
    other = seated(made)
    question = asking.ask(made, other.user, "Does it hold for casual staff?", AT)
    page = f"/briefings/sessions/{made.pk}/"
    said = text(client.get(page))
    assert "Does it hold for casual staff?" in said
    assert other.user.name not in said
    for _again in range(2):
        client.post(f"/briefings/questions/{question.pk}/vote/")
    assert Question.objects.get().votes == 2
    part = client.post(f"/briefings/questions/{question.pk}/vote/", headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="question-list"')
    assert client.post(f"{page}questions/", {"text": "And bonuses?"}).status_code == 302
    refused = client.post(f"{page}questions/", {"text": "x" * 1001})
    assert refused.status_code == 422
    assert Question.objects.count() == 2


def test_who_has_not_signed_up_reads_no_question_before_it_is_over(client, now):
    made = session()
    row = seated(made)
    question = asking.ask(made, row.user, "Does it hold for casual staff?", AT)
    page = f"/briefings/sessions/{made.pk}/"
    assert "casual staff" not in text(client.get(page))
    assert client.post(f"/briefings/questions/{question.pk}/vote/", follow=True).status_code == 200
    assert Question.objects.get().votes == 1
    asking.answer(question, made.host, "Yes.", STARTS)
    now.move_to(STARTS + timedelta(hours=2))
    assert "casual staff" in text(client.get(page))


def test_r13_2_a_request_shows_how_many_customers_ask_and_names_none(client, nordlys):
    other, contact = company("XT", name="Wattlebird Freight")
    made = requesting.ask(
        Wish(customer=other, contact=contact, topic="Payday Super step by step", why="Our secret plan"), AT
    )
    page = f"/briefings/requests/{made.pk}/"
    said = text(client.get(page))
    assert "1 customer asks for it." in said
    for hidden in ("Wattlebird", contact.name, "Our secret plan"):
        assert hidden not in said
    assert "2 customers ask for it." in text(client.post(f"{page}join/", {"why": "We too"}, follow=True))
    assert "your company asks" in text(client.get("/briefings/requests/"))
    client.post(f"{page}leave/")
    assert BriefingRequest.objects.get().companies == 1


def test_r13_4_an_interactive_request_of_xtreme_support_is_refused_at_its_field_and_keeps_what_was_typed():
    client = signed_in(company("XT")[1])
    typed = {"topic": "Month end, live", "kind": "interactive", "why": "We want to ask"}
    answer = client.post("/briefings/requests/new/", typed)
    assert answer.status_code == 403
    assert "Interactive briefings come with Xtreme Premium Support" in text(answer)
    assert 'value="Month end, live"' in answer.content.decode()
    assert not BriefingRequest.objects.exists()
    answer = client.post("/briefings/requests/new/", typed | {"kind": "recorded"}, follow=True)
    assert "no date is set yet" in text(answer)
    assert client.post("/briefings/requests/new/", {"topic": "", "kind": ""}).status_code == 422


def test_what_was_merged_leads_to_the_other_and_what_nobody_wants_is_gone(client, nordlys):
    made = [
        requesting.ask(Wish(customer=nordlys[0], contact=nordlys[1], topic=topic), AT) for topic in ("A", "B")
    ]
    BriefingRequest.objects.filter(pk=made[0].pk).update(state="merged", merged_into=made[1])
    assert "<h1>B</h1>" in client.get(f"/briefings/requests/{made[0].pk}/").content.decode()
    requesting.leave(made[1], nordlys[1])
    assert client.get(f"/briefings/requests/{made[1].pk}/").status_code == 404


def test_r16_1_the_calendar_feed_shows_her_own_seats_by_a_secret_address_until_it_is_revoked(client, nordlys):
    made, other = session(), session(title="Of somebody else")
    seats.sign_up(made, *nordlys, at=AT)
    seats.sign_up(other, nordlys[0], make.contact(nordlys[0]), at=AT)
    page = client.post("/briefings/calendar/").content.decode()
    address = re.search(r"(/briefings/calendar/feed\.ics\?key=[\w-]+)", page)[1]
    stranger = Client()
    answer = stranger.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [made.title]
    assert LINK not in answer.content.decode()
    assert address.partition("key=")[2] not in client.get("/briefings/calendar/").content.decode()
    again = re.search(r"feed\.ics\?key=([\w-]+)", client.post("/briefings/calendar/").content.decode())[1]
    assert stranger.get(address).status_code == 404
    assert stranger.get(f"/briefings/calendar/feed.ics?key={again}").status_code == 200
    client.post("/briefings/calendar/revoke/")
    assert stranger.get(f"/briefings/calendar/feed.ics?key={again}").status_code == 404
    assert stranger.get("/briefings/calendar/feed.ics").status_code == 404


def test_the_calendar_file_of_a_session_has_its_time_and_no_join_link(client):
    made = session()
    answer = client.get(f"/briefings/sessions/{made.pk}/calendar/")
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == STARTS
    assert LINK not in answer.content.decode()


def test_a_session_is_shown_in_the_readers_own_zone(client, nordlys):
    nordlys[1].time_zone = "Australia/Melbourne"
    nordlys[1].save()
    said = text(client.get(f"/briefings/sessions/{session().pk}/"))
    assert "(Melbourne)" in said
    assert "10 p.m." in said or "22:00" in said


def test_the_api_lists_the_library_and_the_sessions_without_their_join_link(nordlys):
    made, planned = recorded(), session()
    key = {"Authorization": f"Token {ApiToken.issue(nordlys[1], 'scripts')}"}
    api = Client(headers=key)
    found = api.get("/api/v1/briefings/").json()["results"]
    assert [each["number"] for each in found] == [made.pk]
    assert found[0]["chapters"][1] == {"second": 750, "title": "Closing the ledgers"}
    listed = api.get("/api/v1/briefing-sessions/")
    assert listed.json()["results"][0]["free"] == 3
    assert LINK not in listed.content.decode()
    assert api.get(f"/api/v1/briefing-sessions/{planned.pk}/").status_code == 200
    expired = company("XT", ends_at=AT - timedelta(days=3))[1]
    refused = Client(headers={"Authorization": f"Token {ApiToken.issue(expired, 'x')}"}).get(
        "/api/v1/briefings/"
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "subscription_expired")


def test_r16_1_the_api_names_the_recording_of_a_session_only_while_it_is_in_the_library(nordlys):
    by, found = publisher(), session()
    made = recorded(by, published=False)
    planning.link_recording(found, by, made)
    api = Client(headers={"Authorization": f"Token {ApiToken.issue(nordlys[1], 'scripts')}"})

    def named():
        return api.get(f"/api/v1/briefing-sessions/{found.pk}/").json()["recording"]

    assert named() is None
    recording.publish(made, by, AT)
    assert named() == made.pk
    recording.withdraw(made, by)
    assert named() is None


def test_r13_2_the_most_wanted_of_what_is_open_stands_first_on_every_page(client, monkeypatch):
    def ask(topic, times, state="asked"):
        customer, contact = company("XT")
        made = requesting.ask(Wish(customer=customer, contact=contact, topic=topic), AT)
        BriefingRequest.objects.filter(pk=made.pk).update(companies=times, state=state)

    ask("A", 2)
    ask("B", 9, "declined")
    ask("C", 5, "accepted")
    ask("D", 2)
    monkeypatch.setattr("entitlements.briefings.views.requests.PAGE", 2)
    first = client.get("/briefings/requests/")
    second = client.get(f"/briefings/requests/{first.context['next_url']}")
    assert [row["request"].topic for page in (first, second) for row in page.context["rows"]] == [
        "C",
        "D",
        "A",
        "B",
    ]
    assert "What most customers ask for stands first" in text(first)


def test_r13_1_languages_are_called_in_the_readers_own(nordlys):
    recorded(language="da")
    nordlys[1].language = "da"
    nordlys[1].save(update_fields=["language"])
    shown = signed_in(nordlys[1]).get("/briefings/").content.decode()
    assert '<span class="tag">Dansk</span>' in shown
    assert ">Engelsk</option>" in shown


def test_r16_1_a_cancelled_session_says_since_when_and_what_now_and_counts_no_seats():
    made = session()
    has = seated(made)
    planning.cancel(made, publisher(), "The host is ill.", AT)
    page = text(signed_in(has.user).get(made.get_absolute_url()))
    assert "The session was cancelled on 25 November 2026" in page
    assert "You had a seat. You need not do anything" in page
    assert "See what else is planned" in page
    assert "of 3 taken" not in page
    assert "Sign up" not in page


def test_r16_1_of_cancelled_sessions_the_list_shows_those_one_has_signed_up_for():
    made = session()
    has, (_company, stranger) = seated(made), company("XTP")
    planning.cancel(made, publisher(), "The host is ill.", AT)
    hers, others = (text(signed_in(each).get("/briefings/sessions/")) for each in (has.user, stranger))
    assert made.title in hers
    assert "Cancelled" in hers
    assert "You have a seat" not in hers
    assert made.title not in others
