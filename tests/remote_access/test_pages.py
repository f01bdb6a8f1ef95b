"""The pages of remote access: what each reader sees, presses and is refused."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entitlements.policies.models import PolicyVersion
from subscriptions.models import ApiToken, InstalledSystem, Membership
from tests import factories as make
from tests.desk.pages import get, post, signed_in, text
from tests.remote_access.scene import AT, HOUR, LINK, MINUTE, SECRET, approver, fresh, scene
from tickets.remote_access import approving, asking, watching
from tickets.remote_access.models import RemoteAccessRules, RemoteSession

pytestmark = pytest.mark.django_db

LATER = AT + MINUTE


@pytest.fixture
def nordlys():
    return scene()


def of(session):
    return f"/remote/{session.pk}/"


def desk(session):
    return f"/desk/remote/{session.pk}/"


def typed(nordlys, **changes):
    return {
        "purpose": "solve",
        "text": "Read the lock table",
        "scope": "look",
        "systems": [nordlys.test.pk],
        "agents": [nordlys.agent.pk],
        "opens_at": "2026-11-25T12:00",
        "closes_at": "2026-11-25T14:00",
    } | changes


def test_r7_1_an_agent_asks_on_the_page_of_the_incident(nordlys):
    agent = signed_in(nordlys.agent)
    address = f"/desk/remote/new/{nordlys.incident.pk}/"
    assert address in get(agent, f"/desk/incidents/{nordlys.incident.pk}/", AT).content.decode()
    page = get(agent, address, AT).content.decode()
    assert page.index("test system") < page.index("LEDGER01")
    assert 'value="2026-11-25T14:00"' in page, "the usual two hours"
    assert post(agent, address, AT, **typed(nordlys)).status_code == 302
    session = RemoteSession.objects.get()
    assert (session.opens_at, session.closes_at) == (AT, AT + 2 * HOUR)


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(nordlys):
    agent = signed_in(nordlys.agent)
    answer = post(
        agent,
        f"/desk/remote/new/{nordlys.incident.pk}/",
        AT,
        **typed(nordlys, systems=[nordlys.production.pk], text="Keep me"),
    )
    assert answer.status_code == 422
    assert "A test system comes first." in text(answer)
    assert "Keep me" in text(answer)
    assert 'href="#id_production_reason"' in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens_at": "", "closes_at": "yesterday"},
        {"systems": ["999999999"]},
        {"systems": ["x"]},
        {"agents": ["0"]},
        {"purpose": "install"},
        {"opens_at": "0001-01-01T00:00"},
        {"closes_at": "9999-12-31T23:59"},
        {"text": "x" * 5001},
        {"submission": "no"},
    ],
)
def test_bad_input_is_a_sentence_and_never_an_error_of_ours(nordlys, wrong):
    answer = post(
        signed_in(nordlys.agent), f"/desk/remote/new/{nordlys.incident.pk}/", AT, **typed(nordlys, **wrong)
    )
    assert answer.status_code == 422
    assert not RemoteSession.objects.exists()


def test_a_system_of_another_customer_cannot_be_chosen(nordlys):
    other = make.customer()
    version = nordlys.test.version
    hers = InstalledSystem.objects.create(
        customer=other, product=version.product, version=version, site="ELSEWHERE"
    )
    agent = signed_in(nordlys.agent)
    assert "ELSEWHERE" not in text(get(agent, f"/desk/remote/new/{nordlys.incident.pk}/", AT))
    answer = post(agent, f"/desk/remote/new/{nordlys.incident.pk}/", AT, **typed(nordlys, systems=[hers.pk]))
    assert answer.status_code == 422


def test_who_does_not_work_incidents_is_told_whom_to_ask(nordlys):
    publisher = signed_in(make.staff("publisher"))
    session = nordlys.ready()
    assert get(publisher, f"/desk/remote/new/{nordlys.incident.pk}/", AT).status_code == 403
    assert get(publisher, f"{desk(session)}change/", AT).status_code == 403
    assert get(publisher, desk(session), AT).status_code == 200
    assert post(publisher, f"{desk(session)}start/", AT).status_code == 403
    assert fresh(session).state == "asked"


def test_r7_5_the_customer_reads_exactly_what_is_asked_on_the_incident_and_approves_it_there(nordlys):
    session = nordlys.ask()
    page = text(get(signed_in(nordlys.mette), f"/incidents/{nordlys.incident.pk}/", LATER))
    for words in (
        "Torben",
        "LEDGER-T, testsystem",
        "Se, intet ændre",
        "25. november 2026",
        "Løse et komplekst problem",
    ):
        assert words in page
    assert "Godkend præcis dette" in page
    answer = post(signed_in(nordlys.mette), f"{of(session)}approve/", LATER, version="1")
    assert answer.status_code == 302
    assert fresh(session).approvers() == [nordlys.mette]
    assert "Godkend præcis dette" not in text(
        get(signed_in(nordlys.mette), f"/incidents/{nordlys.incident.pk}/", LATER)
    )


def test_r7_6_who_may_not_approve_has_no_button_and_is_told_who_can(nordlys):
    session = nordlys.ask()
    contact = signed_in(nordlys.contact)
    assert "Approve exactly this" not in text(get(contact, of(session), LATER))
    answer = post(contact, f"{of(session)}approve/", LATER, version="1")
    assert answer.status_code == 403
    assert "These people can: Mette." in text(answer)


def test_r7_2_the_customer_supplies_the_connection_and_names_a_person(nordlys):
    session = nordlys.ask()
    contact = signed_in(nordlys.contact)
    sent = {"kind": "vpn", "host": "vpn.nordlys.example", "user": "fjordkant", "secret": SECRET}
    assert post(contact, f"{of(session)}connection/", LATER, **sent).status_code == 302
    member = nordlys.member(nordlys.mette).pk
    assert post(contact, f"{of(session)}person/", LATER, person=member, phone="+45 1").status_code == 302
    page = text(get(contact, of(session), LATER))
    assert "VPN" in page
    assert "Mette, +45 1" in page


def test_r7_2_the_person_is_not_called_optional(nordlys):
    page = get(signed_in(nordlys.contact), of(nordlys.ask()), LATER).content.decode()
    assert 'for="id_person">Person</label>' in page


def test_r7_2_what_else_helps_to_connect_is_asked_once(nordlys):
    page = get(signed_in(nordlys.contact), of(nordlys.ask()), LATER).content.decode()
    assert page.count('name="note"') == 1


def test_r7_4_no_page_of_the_customer_and_no_refused_form_shows_the_secret(nordlys):
    session = nordlys.running()
    contact = signed_in(nordlys.contact)
    for address in (of(session), f"/incidents/{nordlys.incident.pk}/"):
        assert SECRET not in get(contact, address, LATER).content.decode()
    refused = post(
        contact, f"{of(session)}connection/", LATER, kind="link", link="javascript:alert(1)", secret=SECRET
    )
    assert refused.status_code == 422
    assert "Give a link that begins with https://" in text(refused)
    assert "javascript:alert(1)" in text(refused), "what was typed stays"
    assert SECRET not in refused.content.decode()


def test_r7_4_the_agent_sees_the_connection_by_a_press_that_nothing_keeps(nordlys):
    session = nordlys.running(agents=[nordlys.agent, nordlys.colleague])
    agent = signed_in(nordlys.agent)
    assert SECRET not in get(agent, desk(session), LATER).content.decode()
    assert get(agent, f"{desk(session)}connection/", LATER).status_code == 405
    seen = post(agent, f"{desk(session)}connection/", LATER)
    assert SECRET in seen.content.decode()
    assert "no-store" in seen.headers["Cache-Control"]
    refused = post(signed_in(nordlys.colleague), f"{desk(session)}connection/", LATER)
    assert refused.status_code == 403
    assert SECRET not in refused.content.decode()
    assert post(agent, f"{desk(session)}connection/", AT + 2 * HOUR).status_code == 403


def test_r7_2_the_desk_starts_it_and_says_what_is_missing(nordlys):
    session = nordlys.ask()
    answer = post(signed_in(nordlys.agent), f"{desk(session)}start/", LATER)
    assert answer.status_code == 409
    assert "Remote access cannot start yet. Missing: approval, connection" in text(answer)
    ready = nordlys.ready()
    assert post(signed_in(nordlys.agent), f"{desk(ready)}start/", LATER).status_code == 302
    assert fresh(ready).state == "running"


def test_r7_2_both_sides_read_that_a_rule_made_since_keeps_it_from_starting(nordlys):
    session = nordlys.ready(systems=[nordlys.production], production_reason="Not reproducible elsewhere")
    pages = (
        (nordlys.agent, desk(session), "Nordlys allows no remote access to production systems."),
        (nordlys.manager, of(session), "Your company's rules allow no remote access to production systems."),
    )
    for person, page, rule in pages:
        assert rule not in text(get(signed_in(person), page, AT))
    nordlys.rule(never_production=True)
    for person, page, rule in pages:
        assert rule in text(get(signed_in(person), page, AT))


def test_r7_3_the_customer_withdraws_with_one_press_on_the_incident(nordlys):
    session = nordlys.running()
    page = get(signed_in(nordlys.contact), f"/incidents/{nordlys.incident.pk}/", LATER).content.decode()
    assert f'action="{of(session)}withdraw/"' in page
    assert post(signed_in(nordlys.contact), f"{of(session)}withdraw/", LATER).status_code == 302
    assert fresh(session).state == "withdrawn"


def test_the_instant_stands_where_scripts_count_down(nordlys):
    session = nordlys.ask()
    page = get(signed_in(nordlys.contact), of(session), LATER).content.decode()
    assert re.search(r'<time datetime="2026-11-25T14:00:00\+01:00" data-countdown[^>]*>[^<]*14:00', page)


def test_another_companys_session_does_not_exist(nordlys):
    session = nordlys.ready()
    stranger = signed_in(approver(make.customer()))
    assert get(stranger, of(session), LATER).status_code == 404
    for name in ("approve", "decline", "withdraw", "connection", "person"):
        assert post(stranger, f"{of(session)}{name}/", LATER, version="1", reason="x").status_code == 404
    assert post(signed_in(nordlys.contact), f"{of(session)}nothing/", LATER).status_code == 404
    assert get(signed_in(nordlys.contact), desk(session), LATER).status_code == 404
    assert fresh(session).state == "asked"


def test_managers_and_approvers_list_the_sessions_of_their_company_and_nobody_else(nordlys):
    nordlys.ask()
    scene(name="Havblik").ask(text="Elsewhere")
    for person in (nordlys.manager, nordlys.mette):
        page = get(signed_in(person), "/remote/", LATER).content.decode()
        assert page.count("data-row") == 1
    assert get(signed_in(nordlys.contact), "/remote/", LATER).status_code == 403


def test_lists_ask_as_many_questions_for_one_session_as_for_many(nordlys):
    def asked(person, address):
        client = signed_in(person)
        get(client, address, LATER)
        with CaptureQueriesContext(connection) as queries:
            assert get(client, address, LATER).status_code == 200
        return len(queries)

    nordlys.ask()
    before = [asked(nordlys.manager, "/remote/"), asked(nordlys.agent, "/desk/remote/")]
    for _session in range(5):
        nordlys.ask(agents=[nordlys.agent, nordlys.colleague])
    assert [asked(nordlys.manager, "/remote/"), asked(nordlys.agent, "/desk/remote/")] == before


def test_an_incident_without_a_session_asks_nothing_for_it(nordlys):
    client = signed_in(nordlys.contact)
    address = f"/incidents/{nordlys.incident.pk}/"
    with CaptureQueriesContext(connection) as queries:
        get(client, address, LATER)
    assert queries
    assert not any('"remote_access_' in query["sql"].replace(" ", '"') for query in queries)


def test_r7_6_a_manager_reads_that_two_cannot_approve_where_one_may(nordlys):
    manager = signed_in(nordlys.manager)
    said = "no session can start before another is given the permission"
    assert said not in text(get(manager, "/remote/", LATER))
    rules = {"two_approvers": "on", "usual_minutes": "60", "longest_minutes": "240"}
    post(manager, "/remote/rules/", LATER, **rules)
    assert said in text(get(manager, "/remote/", LATER))


def test_a_manager_sets_the_rules_and_their_history_keeps_what_they_were(nordlys):
    manager = signed_in(nordlys.manager)
    rules = {"two_approvers": "on", "usual_minutes": "60", "longest_minutes": "240"}
    assert post(manager, "/remote/rules/", LATER, **rules).status_code == 302
    assert post(manager, "/remote/rules/", LATER, **rules | {"longest_minutes": "120"}).status_code == 302
    kept = RemoteAccessRules.of(nordlys.customer)
    assert (kept.two_approvers, kept.never_production, kept.longest_minutes) == (True, False, 120)
    assert [row.longest_minutes for row in kept.history.order_by("pgh_id")] == [240, 120]
    for person in (nordlys.contact, nordlys.mette):
        assert post(signed_in(person), "/remote/rules/", LATER, **rules).status_code == 403
    assert post(signed_in(nordlys.agent), "/remote/rules/", LATER, **rules).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [("usual_minutes", "1"), ("longest_minutes", "99999"), ("usual_minutes", "300"), ("usual_minutes", "x")],
)
def test_rules_out_of_range_are_refused_at_their_field(nordlys, field, value):
    rules = {"usual_minutes": "60", "longest_minutes": "240"} | {field: value}
    answer = post(signed_in(nordlys.manager), "/remote/rules/", LATER, **rules)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not RemoteAccessRules.objects.exists()


def test_the_usual_length_is_what_an_agent_is_offered(nordlys):
    nordlys.rule(usual_minutes=45, longest_minutes=60)
    page = get(signed_in(nordlys.agent), f"/desk/remote/new/{nordlys.incident.pk}/", AT).content.decode()
    assert 'value="2026-11-25T12:45"' in page


def test_scripts_read_the_sessions_of_their_company_and_no_connection(client, nordlys):
    session = nordlys.running()
    key = ApiToken.issue(nordlys.contact, "monitoring")
    headers = {"authorization": f"Token {key}"}
    listed = client.get("/api/v1/remote-sessions/", headers=headers).json()["results"]
    assert [row["number"] for row in listed] == [session.pk]
    assert listed[0]["approved_by"] == ["Mette"]
    one = client.get(reverse("remote-session-detail", args=[session.pk]), headers=headers)
    assert one.status_code == 200
    assert SECRET not in one.content.decode()
    stranger = {"authorization": f"Token {ApiToken.issue(make.contact(make.customer()), 'x')}"}
    assert (
        client.get(reverse("remote-session-detail", args=[session.pk]), headers=stranger).status_code == 404
    )


def test_an_expired_session_is_said_to_be_though_nobody_noted_it(nordlys):
    session = nordlys.ready()
    page = text(get(signed_in(nordlys.mette), of(session), AT + 3 * HOUR))
    assert "udløbet" in page
    assert "Godkend fuldt ud" not in page


def test_the_policy_of_remote_access_in_force_is_named(nordlys):
    PolicyVersion.objects.update(in_force_from=AT - 24 * HOUR)
    session = nordlys.ready()
    for person, address in ((nordlys.contact, of(session)), (nordlys.agent, desk(session))):
        assert "/policies/remote-access/" in signed_in(person).get(address).content.decode()


def test_r27_2_a_session_names_the_policy_as_it_stood_when_it_was_asked_for(nordlys):
    PolicyVersion.objects.update(in_force_from=AT - 24 * HOUR)
    session = nordlys.ready()
    first = PolicyVersion.objects.get(policy__code="remote-access")
    PolicyVersion.objects.create(
        policy=first.policy, number=2, in_force_from=AT + HOUR, text_en="New", text_da="Ny"
    )
    for person, address in ((nordlys.contact, of(session)), (nordlys.agent, desk(session))):
        assert "/policies/remote-access/1/" in signed_in(person).get(address).content.decode()
    assert "/policies/remote-access/2/" in signed_in(nordlys.mette).get("/remote/").content.decode()


def test_links_are_offered_as_links(nordlys):
    session = nordlys.ask()
    sent = {"kind": "link", "link": LINK}
    post(signed_in(nordlys.contact), f"{of(session)}connection/", LATER, **sent)
    nordlys.approve(session)
    nordlys.name_person(session)
    nordlys.start(session)
    seen = post(signed_in(nordlys.agent), f"{desk(session)}connection/", LATER).content.decode()
    assert 'rel="noopener noreferrer"' in seen


def test_r7_5_who_reads_a_request_that_was_changed_meanwhile_approves_it_with_the_next_press(nordlys):
    session = nordlys.ask()
    asking.change(session, nordlys.wish(text="Read the log too."), nordlys.agent, AT)
    mette = signed_in(nordlys.mette)
    refused = post(mette, f"{of(session)}approve/", LATER, version="1")
    assert refused.status_code == 409
    assert text(refused).count("Anmodningen blev ændret imens.") == 1
    (version,) = re.findall(r'name="version" value="(\d+)"', refused.content.decode())
    assert post(mette, f"{of(session)}approve/", LATER, version=version).status_code == 302
    assert fresh(session).approvers() == [nordlys.mette]


def test_r7_5_what_an_open_page_fetches_by_itself_is_not_approved_by_a_press_meant_for_what_was_read(nordlys):
    session = nordlys.ask()
    page = get(signed_in(nordlys.mette), f"/incidents/{nordlys.incident.pk}/", LATER).content.decode()
    assert re.search(rf'action="{of(session)}approve/" data-live-not>', page)


def test_r7_2_the_customer_reads_in_her_own_words_what_her_rules_forbid(nordlys):
    session = nordlys.ready(systems=[nordlys.production], production_reason="Not reproducible elsewhere")
    waiting = nordlys.ask(systems=[nordlys.production], production_reason="Not reproducible elsewhere")
    nordlys.rule(never_production=True)
    of_an_agent, hers = "Choose a test system.", "We have to ask for a test system"
    for page in (of(session), f"/incidents/{nordlys.incident.pk}/"):
        words = text(get(signed_in(nordlys.contact), page, LATER))
        assert hers in words
        assert of_an_agent not in words
    assert of_an_agent in text(get(signed_in(nordlys.agent), desk(session), LATER))
    refused = post(signed_in(nordlys.mette), f"{of(waiting)}approve/", LATER, version="1")
    assert "Vi må bede om et testsystem" in text(refused)
    nordlys.rule(never_production=False, usual_minutes=60, longest_minutes=60)
    assert "We have to ask for a shorter one" in text(get(signed_in(nordlys.contact), of(session), LATER))


def test_r7_6_an_approval_that_counts_no_more_is_said_to(nordlys):
    session = nordlys.ready()
    void = "void: may not approve any more"
    assert void not in text(get(signed_in(nordlys.agent), desk(session), LATER))
    Membership.objects.filter(user=nordlys.mette).update(approves_remote_access=False)
    for person, page in ((nordlys.agent, desk(session)), (nordlys.contact, of(session))):
        assert text(get(signed_in(person), page, LATER)).count(void) == 1


def test_r7_3_an_agent_reads_when_the_approval_expired_though_it_is_noted(nordlys):
    session = nordlys.ready()
    assert watching.step(session, AT + 2 * HOUR)
    refused = post(signed_in(nordlys.agent), f"{desk(session)}start/", AT + 2 * HOUR)
    assert text(refused).count("The approval expired today 14:00. Ask for a new one.") == 1


def test_r7_3_the_desk_shows_by_itself_what_can_be_done_with_a_session_that_is_withdrawn(nordlys):
    session = nordlys.running()
    agent = signed_in(nordlys.agent)
    parts = re.findall(r'data-live="(\w+)"', get(agent, desk(session), LATER).content.decode())
    approving.withdraw(session, nordlys.contact, "", LATER)
    page = get(agent, desk(session), LATER).content.decode()
    assert {"actions", "steps", "tasks", "approvals"} <= set(parts) & set(
        re.findall(r'data-live="(\w+)"', page)
    )
