"""Every page of the product, visited as the people who use it: nothing for axe, nothing wider than a phone.

The addresses come from the URL resolver: a page that no list here knows fails the first test.
"""

import re
from itertools import batched

import pytest
from django.urls import URLPattern, get_resolver

from tests.axe import faults_in_every_look
from tests.product import ADMIN, ADVISOR, AGENT, EXPIRED, JONAS, LEAD, MANAGER, METTE

# Pages by who visits them; a capital letter stands for something that the visit fills in.
PORTAL = [
    "/",
    "/incidents/",
    "/incidents/new/",
    "/incidents/INCIDENT/",
    "/search/?q=posting",
    "/search/?q=lock&where=article&severity=1",
    "/subscription/",
    "/policies/",
    "/policies/support/",
    "/policies/support/2/",
    "/subscription/upgrade/?service=advisor&product=LGF",
    "/subscription/weekend/",
    "/subscription/systems/",
    "/phone/",
    "/subscription/renewals/PERIOD/",
    "/community/",
    "/community/?show=unanswered&language=en",
    "/community/questions/THREAD/",
    "/community/members/WHO/",
    "/community/groups/finance/",
    "/community/ask/?title=How+do+you+test+a+service+pack",
    "/community/profile/",
    "/knowledge/",
    "/knowledge/?q=period+lock",
    "/knowledge/ARTICLE/",
]
ACCOUNT = [
    "/account/preferences/",
    "/notifications/",
    "/notifications/?show=unread&about=incidents",
    "/notifications/settings/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/email/",
    "/account/sessions/",
    "/account/data/",
]
ALERTS = ["/alerts/", "/alerts/ALERT/"]
ALERTS_AT_THE_DESK = [
    "/desk/alerts/",
    "/desk/alerts/new/",
    "/desk/alerts/DRAFT/",
    "/desk/alerts/DRAFT/?list=unregistered",
    "/desk/alerts/DRAFT/edit/",
    "/desk/alerts/TOLD/",
    "/desk/alerts/TOLD/unacknowledged/",
]
DESK = [
    "/desk/queue/",
    "/desk/queue/?list=mine",
    "/desk/queue/?list=waiting",
    "/desk/queue/?list=at_risk",
    "/desk/queue/?customer=e&severity=3",
    "/desk/incidents/ANY/",
    "/desk/incidents/ANY/call/",
    "/desk/incidents/ANY/helping/",
    "/desk/calls/",
    "/desk/calls/?q=n",
    "/desk/calls/?customer=C-1001",
    "/desk/calls/back/",
    "/desk/calls/back/new/?customer=C-1001",
    "/desk/calls/refused/",
    "/desk/tiers/",
    "/desk/dashboard/",
    "/desk/dashboard/promises/",
    "/desk/customers/?q=mette",
    "/desk/customers/C-1001/",
    "/desk/customers/C-1001/subscription/",
    "/desk/customers/C-1009/subscription/?day=2026-01-01",
    "/policies/",
    "/policies/support/",
    "/desk/renewals/",
    "/desk/renewals/?region=nordic",
    "/desk/upgrades/WISH/",
    "/desk/renewals/ENDING/",
    "/desk/alerts/",
    "/desk/outbox/",
    "/desk/outbox/?show=all&q=mette",
    "/desk/outbox/SENT/",
    "/webhooks/",
    "/webhooks/HOOK/",
    "/webhooks/deliveries/DELIVERY/",
    "/desk/mail/",
    "/desk/permissions/",
    "/desk/searches/",
    "/desk/see-as/MEMBER/",
    "/desk/incidents/ANY/break-glass/",
    "/desk/mail/LETTER/",
    "/desk/knowledge/",
    "/desk/knowledge/new/",
    "/desk/knowledge/WRITTEN/",
    "/desk/knowledge/WRITTEN/edit/",
    "/desk/knowledge/WRITTEN/history/",
    "/desk/saved-replies/",
    "/desk/saved-replies/new/",
    "/desk/saved-replies/TYPED/",
    "/desk/saved-replies/TYPED/edit/",
]
BRIEFINGS = [
    "/briefings/",
    "/briefings/FILM/?q=lock",
    "/briefings/sessions/",
    "/briefings/sessions/SITTING/",
    "/briefings/requests/",
    "/briefings/requests/TOPIC/",
    "/briefings/requests/new/",
    "/briefings/calendar/",
]
BRIEFINGS_AT_THE_DESK = [
    "/desk/briefings/",
    "/desk/briefings/sessions/MEETING/",
    "/desk/briefings/sessions/new/",
    "/desk/briefings/requests/VOICES/",
    "/desk/briefings/recordings/new/",
    "/desk/briefings/recordings/REEL/",
]
OBJECTING_AND_ESCALATING = [
    "/incidents/INCIDENT/object/",
    "/incidents/INCIDENT/part/",
    "/incidents/INCIDENT/escalate/",
]
SATISFACTION_AT_THE_DESK = ["/desk/satisfaction/"]
HANDED_OVER_AND_ESCALATED = [
    "/desk/consulting/",
    "/desk/consulting/HANDED/",
    "/desk/consulting/incidents/ANY/",
    "/desk/escalations/",
    "/desk/escalations/RAISED/",
]
REMOTE_ACCESS = ["/remote/", "/remote/SCREEN/"]
REMOTE_ACCESS_AT_THE_DESK = [
    "/desk/remote/",
    "/desk/remote/SCREENED/",
    "/desk/remote/SCREENED/change/",
    "/desk/remote/new/FRESH/",
]
ADVISOR_IN_THE_PORTAL = [
    "/advisor/",
    "/advisor/senior/",
    "/advisor/meetings/TALK/",
]
ADVISOR_AT_THE_DESK = [
    "/desk/advisor/",
    "/desk/advisor/customers/C-1001/",
    "/desk/advisor/customers/C-1001/resources/new/",
    "/desk/advisor/customers/C-1001/meetings/new/",
    "/desk/advisor/customers/C-1001/plans/new/",
    "/desk/advisor/meetings/ARRANGED/",
    "/desk/advisor/resources/NAMED/",
    "/desk/advisor/requests/ANSWERED/",
    "/desk/action-plans/PLAN/",
]
PROGRAMMES = ["/programmes/", "/programmes/BETA/", "/education/"]
PROGRAMMES_AT_THE_DESK = [
    "/desk/programmes/",
    "/desk/programmes/TRIAL/",
    "/desk/programmes/TRIAL/feedback/",
    "/desk/applications/APPLICANT/",
    "/desk/education/",
    "/desk/education/C-1004/",
]
STRANGERS = [
    "/plans/",
    "/offline/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/sign-in/company/",
    "/search/?q=lock",
    "/knowledge/",
    "/demo/mail/",
]
DOWNLOADS = [
    "/downloads/",
    "/downloads/?kind=regulatory&country=DK",
    "/downloads/regulatory/",
    "/downloads/LGF-13.0-0117/",
    "/downloads/LGF-13.0-SP2/",
]
RELEASES = ["", "new/", "FMP-10.0-0088/", "FMP-10.0-0088/edit/", "FMP-10.0-0088/publish/", "LGF-13.0-0117/"]
VISITS = [
    *[(None, page) for page in STRANGERS],
    *[(METTE, page) for page in PORTAL + ACCOUNT + ALERTS + ["/plans/"]],
    *[
        (MANAGER, page)
        for page in (
            "/",
            "/subscription/renewals/PERIOD/",
            "/alerts/",
            "/alerts/company/LGF/",
            "/notifications/addresses/",
            "/webhooks/",
            "/webhooks/new/",
            "/company/audit/",
            "/company/audit/?kind=looking",
            "/webhooks/HOOK/",
            "/webhooks/HOOK/edit/",
            "/webhooks/deliveries/DELIVERY/",
            "/people/",
            "/people/invite/",
            "/accounts/2fa/totp/activate/",
            "/accounts/2fa/webauthn/add/",
            "/account/data/",
        )
    ],
    *[
        (JONAS, page)
        for page in ("/", "/incidents/new/", "/subscription/", "/subscription/upgrade/?product=ORV")
    ],
    *[(EXPIRED, page) for page in ("/", "/incidents/", "/incidents/new/", "/subscription/")],
    *[(AGENT, page) for page in DESK + ACCOUNT],
    *[
        (LEAD, page)
        for page in ("/desk/queue/", "/desk/hand-over/", "/desk/saved-replies/new/", *ALERTS_AT_THE_DESK)
    ],
    *[(ADVISOR, page) for page in ("/desk/events/", "/desk/events/EVENT/")],
    *[(ADMIN, page) for page in ("/desk/audit/", "/desk/audit/?kind=settings&customer=C-1001")],
    *[(METTE, page) for page in ("/reviews/", "/reviews/REVIEWED/")],
    *[
        (ADVISOR, page)
        for page in ("/desk/reviews/", "/desk/reviews/OVERDUE/", "/desk/reviews/customers/C-1001/")
    ],
    (METTE, "/incidents/UNFINISHED/complete/"),
    *[(METTE, page) for page in BRIEFINGS],
    *[(METTE, page) for page in PROGRAMMES],
    *[(JONAS, page) for page in ("/programmes/", "/programmes/BETA/")],
    *[(LEAD, page) for page in PROGRAMMES_AT_THE_DESK],
    *[(METTE, page) for page in ("/upgrades/", "/upgrades/new/", "/upgrades/UPGRADE/")],
    *[
        (ADVISOR, page)
        for page in ("/desk/upgrade-plans/", "/desk/upgrade-plans/new/C-1001/", "/desk/upgrade-plans/MOVE/")
    ],
    *[(JONAS, page) for page in ("/briefings/sessions/", "/briefings/sessions/SITTING/")],
    *[(LEAD, page) for page in BRIEFINGS_AT_THE_DESK],
    *[(METTE, page) for page in OBJECTING_AND_ESCALATING],
    *[(LEAD, page) for page in HANDED_OVER_AND_ESCALATED],
    *[(LEAD, page) for page in SATISFACTION_AT_THE_DESK],
    *[(ADMIN, page) for page in ("/desk/data/kept/", "/desk/data/customers/C-1001/")],
    *[(METTE, page) for page in REMOTE_ACCESS],
    (MANAGER, "/remote/rules/"),
    *[(AGENT, page) for page in REMOTE_ACCESS_AT_THE_DESK],
    *[(METTE, page) for page in ADVISOR_IN_THE_PORTAL],
    *[(ADVISOR, page) for page in ADVISOR_AT_THE_DESK],
    *[(METTE, page) for page in DOWNLOADS],
    (MANAGER, "/subscription/promises/"),
    *[(MANAGER, f"/subscription/systems/{page}") for page in ("", "new/", "SYSTEM/")],
    *[(MANAGER, f"/downloads/{page}") for page in ("log/", "company/", "company/LGF/")],
    *[(EXPIRED, page) for page in ("/community/", "/community/profile/", "/community/questions/THREAD/")],
    (MANAGER, "/community/questions/OWN/edit/"),
    *[
        (LEAD, page)
        for page in (
            "/community/questions/THREAD/",
            "/desk/community/",
            "/desk/community/questions/JUDGED/",
            "/desk/community/groups/new/",
            "/desk/community/groups/PEERS/",
        )
    ],
    *[(ADMIN, f"/desk/downloads/{page}") for page in RELEASES],
    (METTE, "/no/such/page/"),
]


# Where the reader finds what a capital word stands for: the list, what its links are like, which part of the list.
FOUND = {
    "INCIDENT": ("/incidents/", "/incidents/[0-9]+/$"),
    "ANY": ("/desk/queue/", "/desk/incidents/[0-9]+/$"),
    "ALERT": ("/alerts/", "/alerts/[0-9]+/$"),
    "TOLD": ("/desk/alerts/", "/desk/alerts/[0-9]+/$", "[aria-labelledby=published]"),
    "DRAFT": ("/desk/alerts/", "/desk/alerts/[0-9]+/$", "[aria-labelledby=drafts]"),
    "WISH": ("/desk/renewals/", "/desk/upgrades/[0-9]+/$"),
    "EVENT": ("/desk/events/", "/desk/events/[0-9]+/$"),
    "SYSTEM": ("/subscription/systems/", "/subscription/systems/[0-9]+/$"),
    "PERIOD": ("/subscription/", "/subscription/renewals/[0-9]+/$"),
    "ENDING": ("/desk/renewals/", "/desk/renewals/[0-9]+/$"),
    "MEMBER": ("/desk/customers/C-1001/", "/desk/see-as/[0-9]+/$"),
    "HOOK": ("/webhooks/", "/webhooks/[0-9]+/$"),
    "DELIVERY": ("/webhooks/HOOK/", "/webhooks/deliveries/[0-9]+/$"),
    "LETTER": ("/desk/mail/", "/desk/mail/[0-9]+/$"),
    "UNFINISHED": ("/incidents/?q=pluklister", "/incidents/[0-9]+/$"),
    "REVIEWED": ("/reviews/", "/reviews/[0-9]+/$"),
    "OVERDUE": ("/desk/reviews/", "/desk/reviews/[0-9]+/$"),
    "FILM": ("/briefings/", "/briefings/[0-9]+/$"),
    "REEL": ("/briefings/FILM/", "/desk/briefings/recordings/[0-9]+/$"),
    "SITTING": ("/briefings/sessions/", "/briefings/sessions/[0-9]+/$"),
    "TOPIC": ("/briefings/requests/", "/briefings/requests/[0-9]+/$"),
    "MEETING": ("/desk/briefings/", "/desk/briefings/sessions/[0-9]+/$"),
    "FRESH": ("/desk/incidents/ANY/", "/desk/remote/new/[0-9]+/$"),
    "SCREENED": ("/desk/remote/", "/desk/remote/[0-9]+/$"),
    "SCREEN": ("/remote/", "/remote/[0-9]+/$"),
    "VOICES": ("/desk/briefings/", "/desk/briefings/requests/[0-9]+/$"),
    "HANDED": ("/desk/consulting/", "/desk/consulting/[0-9]+/$"),
    "RAISED": ("/desk/escalations/", "/desk/escalations/[0-9]+/$"),
    "TALK": ("/advisor/", "/advisor/meetings/[0-9]+/$"),
    "ARRANGED": ("/desk/advisor/customers/C-1001/", "/desk/advisor/meetings/[0-9]+/$"),
    "NAMED": ("/desk/advisor/customers/C-1001/", "/desk/advisor/resources/[0-9]+/$"),
    "ANSWERED": ("/desk/advisor/customers/C-1001/", "/desk/advisor/requests/[0-9]+/$"),
    "PLAN": ("/desk/advisor/customers/C-1008/", "/desk/action-plans/[0-9]+/$"),
    "UPGRADE": ("/upgrades/", "/upgrades/[0-9]+/$"),
    "MOVE": ("/desk/upgrade-plans/", "/desk/upgrade-plans/[0-9]+/$"),
    "BETA": ("/programmes/", "/programmes/[0-9]+/$"),
    "TRIAL": ("/desk/programmes/", "/desk/programmes/[0-9]+/$"),
    "APPLICANT": ("/desk/programmes/TRIAL/", "/desk/applications/[0-9]+/$"),
    "SENT": ("/desk/outbox/?show=all", "/desk/outbox/[0-9]+/$"),
    "THREAD": ("/community/", "/community/questions/[0-9]+/$"),
    "WHO": ("/community/questions/THREAD/", "/community/members/[0-9a-f-]+/$"),
    "OWN": ("/community/?show=mine", "/community/questions/[0-9]+/$"),
    "JUDGED": ("/desk/community/", "/desk/community/questions/[0-9]+/$"),
    "PEERS": ("/desk/community/", "/desk/community/groups/[0-9]+/$"),
    "ARTICLE": ("/knowledge/", "/knowledge/[0-9]+/$"),
    "TYPED": ("/desk/saved-replies/?whose=hers", "/desk/saved-replies/[0-9]+/$"),
    "WRITTEN": ("/desk/knowledge/", "/desk/knowledge/[0-9]+/$"),
}
PARTS = ("main", "[aria-labelledby=published]", "[aria-labelledby=drafts]")
LINKS = """parts => Object.fromEntries(parts.map(part =>
    [part, [...document.querySelectorAll(`${part} a[href]`)].map(a => a.pathname)]))"""
AT_ONCE = 12  # pages a test


class Visitor:
    """Goes from page to page as one person, and knows the links of the pages she has seen."""

    def __init__(self, page):
        self.page, self.seen = page, {}

    def visit(self, wanted):
        """Open this page, or the one that its capital word stands for."""
        self.page.goto(self.address(wanted))
        self.seen[wanted] = self.page.evaluate(LINKS, PARTS)

    def address(self, wanted):
        """The address with its placeholder filled from the list the reader sees, or from a part of it."""
        for word, (listing, pattern, *parts) in FOUND.items():
            if word in wanted:
                if listing not in self.seen:
                    self.visit(listing)
                links = self.seen[listing][parts[0] if parts else "main"]
                found = next((link for link in links if re.match(pattern, link)), None)
                assert found, f"no link like {pattern} on {listing}"
                return found + wanted.partition(f"{word}/")[2]
        return wanted


def rounds():
    """Each person's visits, a few pages a time: the tests of a person stand beside each other."""
    for person in sorted({person or "" for person, _page in VISITS}):
        hers = [page for visitor, page in VISITS if (visitor or "") == person]
        for number, pages in enumerate(batched(hers, AT_ONCE), 1):
            yield pytest.param(person or None, pages, id=f"{person or 'nobody'}-{number}")


@pytest.mark.parametrize(("person", "pages"), rounds())
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(as_person, person, pages):
    page = as_person(person, bypass_csp=True)  # axe brings its script in by hand
    visitor, wrong = Visitor(page), {}
    for wanted in pages:
        visitor.visit(wanted)
        if found := faults_in_every_look(page):
            wrong[wanted] = found
    assert not wrong


# Addresses that are no page of their own, by name: what answers a form, a fragment of a page, a file.
NO_PAGES = {
    "notifications": {
        "read",
        "read_one",
        "unread",
        "follow",
        "registrations",
        "unsubscribe",
        "unsubscribe_kind",
        "acknowledge",
        "change_registrations",
        "alert_mail",
        "publish",
        "remind",
        "ledger_export",
        "correct",
        "withdraw",
        "retry",
        "works",
        "add_device",
        "stop_device",
        "worker",
        "manifest",
    },
    "": {"set_language", "search_remove", "installed_end"},
    "audit": {"export", "company_export"},
    "phone": {"cancel", "export_refused", "step", "call_back"},  # a call-back: test_calls.py
    "looking": {"end"},
    "personal_data": {"person", "company", "fetch", "erase"},  # a person's: test_personal_data.py
    "downloads": {
        "manifest",
        "export",
        "by_link",
        "file",
        "signature",
        "withdraw",
        "add_file",
        "desk_file",
        "sign",
        "remove_file",
        "begin_upload",
        "piece",
        "finish",
    },
    "desk": {
        "home",
        "next",
        "next_of_mine",
        "step",
        "severity_preview",
        "follow",
        "mentions",
        "articles",
        "draft_article",
        "customers_offered",
        "duplicates",
        "duplicates_offered",
    },
    "knowledge": {"vote", "affects", "picture", "add_picture", "step"},
    "saved_replies": {"choose", "offered", "delete"},  # the first: test_saved_replies.py
    "mailbox": {"original", "decide"},
    "community": {
        "similar",
        "leave",
        "join",
        "step",
        "archive_group",
        "moderate",
        "edit_answer",  # as edit_question
    },
    "special_events": {"cancel", "name_contact", "step"},
    "consulting": {"step"},
    "escalations": {"step", "asker_step", "escalation"},  # the last: test_escalating.py
    "remote_access": {"step", "desk_step", "connection"},
    "dashboards": {"promises_csv", "company_csv"},
    "satisfaction": {"answer"},  # of who was asked: tests/satisfaction
    "advisory": {
        "plan",  # whose company has one has no account in the demo; its desk's page is visited
        "respond",
        "calendar",
        "desk_calendar",
        "tick",
        "desk_tick",
        "desk_task",
        "resource_step",
        "meeting_step",
        "request_step",
        "plan_step",
    },
    "reviews": {"pdf", "spreadsheet", "desk_pdf", "desk_spreadsheet", "step"},
    "briefings": {
        "video",
        "slides",
        "captions",
        "position",
        "sign_up",
        "seats",
        "withdraw",
        "join",
        "session_calendar",
        "questions",
        "vote",
        "join_request",
        "leave_request",
        "revoke_calendar",
        "feed",
        "recording_step",
        "begin_video",
        "video_piece",
        "finish_video",
        "session_step",
        "desk_questions",
        "answer_question",
        "request_step",
    },
    "upgrades": {"tick", "desk_tick", "step"},
    "programmes": {
        "withdraw",
        "interest",
        "agreement",
        "feedback",
        "new_programme",  # a product manager's: as edit_programme, in the tests of the room
        "edit_programme",
        "programme_step",
        "application_step",
        "education_step",
    },
    "sign_in": {
        "end_session",
        "second_factor",  # leads on where none is demanded, as in the demo
        "act_for",
        "demand",
        "leave",
        "role",
        "invitation_step",
        "invitation",  # tests/browser/test_sign_in.py
        "left",
        None,  # allauth's pages of identity providers
    },
    "webhooks": {"secret", "step", "again"},
    "tickets": {
        "expected",
        "answered",
        "suggestions",
        "similar",
        "follow",
        "reply",
        "accept",
        "reject",
        "ask_severity",
        "raise_again",
        "withdraw",
        "download",
        "confidential",  # no file of the demo is to be marked
        "download_by_link",
        "answer_fix",
        "link_fix",
        "unlink_fix",
    },
}
OTHERS = (
    "admin/",
    "api/",
    "accounts/",
    "health/",
    ".well-known/",
    "demo/look/",
    "demo/mail/<",
)  # tested elsewhere, or another package's


def patterns(resolver, prefix="", room=""):
    """Every address of our rooms as (room, name, address)."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield room, entry.name, path
        else:
            yield from patterns(entry, path, entry.namespace or room)


def test_no_page_is_left_out():
    """A new address is visited above, or named here as no page."""
    known = {visit.split("?")[0].strip("/") for _, visit in VISITS}
    for word, part in [
        ("education/C-1004", "education/<str:customer>"),
        ("upgrade-plans/new/C-1001", "upgrade-plans/new/<str:customer>"),
        ("C-1001", "<str:number>"),
        ("WHO", "<uuid:member>"),
        ("alerts/company/LGF", "alerts/company/<str:code>"),
        ("downloads/company/LGF", "downloads/company/<slug:product>"),
        ("groups/finance", "groups/<slug:code>"),
        ("SYSTEM", "<int:system>"),
        ("LGF-13.0-0117", "<release:code>"),
        ("FMP-10.0-0088", "<release:code>"),
    ]:
        known = {visit.replace(word, part) for visit in known}
    known = {re.sub(r"\b[A-Z]+(?=/|$)", "<int:number>", visit) for visit in known}  # what `address` looks up
    known |= {"policies/<slug:code>", "policies/<slug:code>/<int:number>"}  # support and its second version
    missing = [
        f"{room}:{name} {path}"
        for room, name, path in patterns(get_resolver())
        if not path.startswith(OTHERS) and path.strip("/") not in known and name not in NO_PAGES.get(room, ())
    ]
    assert missing == []
