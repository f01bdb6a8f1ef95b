"""Briefings. Recordings, sessions and topics are every customer's to read; who watches, has a seat, asks or votes
is her company's alone."""

from entitlements.briefings.models import CalendarFeed, RequestJoin, SignUp, VideoUpload, Vote, WatchPosition
from entitlements.briefings.views.desk_requests import STEPS as ANSWERS
from entitlements.briefings.views.desk_sessions import STEPS
from subscriptions.permissions import Permission, staff_roles
from xtreme.isolation.finding import Thing, hers, newest, of_her_people
from xtreme.isolation.rows import FORM, POSTS, Needs, Row, Task

PLANNING = staff_roles(Permission.PLAN_BRIEFINGS)
NO_UPLOAD = "00000000-0000-4000-8000-000000000000"
RECORDING = {"number": "recording that she watched"}
SESSION = {"number": "session of her seat"}
REQUEST = {"number": "request that she joined"}
UPLOAD = RECORDING | {"key": "upload of a video"}
QUESTION = {"number": "question that she asked"}

THINGS = {
    "recording that she watched": of_her_people(WatchPosition, "recording"),
    "session of her seat": Thing(
        lambda between: newest(SignUp.objects.open().filter(customer=between.other), "session")
    ),
    "request that she joined": hers(RequestJoin, "request"),
    "question that she asked": Thing(
        lambda between: newest(Vote.objects.filter(customer=between.other, asked=True), "question")
    ),
    "upload of a video": Thing(lambda between: newest(VideoUpload.objects.all(), "key"), NO_UPLOAD),
    "digest of her calendar feed": of_her_people(CalendarFeed, "digest", "no-key"),
}
PUBLISHED = (
    "recording that she watched",
    "session of her seat",
    "request that she joined",
    "question that she asked",
    "upload of a video",
)

ROWS = (
    Row("briefings:library", Needs.CONTACT, asks=("q={word}", "product={product}", "language=da")),
    Row("briefings:recording", Needs.CONTACT, things=RECORDING, asks=("q={word}", "t=60"), shared=True),
    Row("briefings:video", Needs.CONTACT, things=RECORDING, shared=True),
    Row("briefings:slides", Needs.CONTACT, things=RECORDING, shared=True),
    Row("briefings:captions", Needs.CONTACT, things=RECORDING | {"language": ("en", "da")}, shared=True),
    Row("briefings:position", Needs.CONTACT, POSTS, RECORDING, sends={"second": "60"}, shared=True),
    Row("briefings:sessions", Needs.CONTACT),
    Row("briefings:session", Needs.CONTACT, things=SESSION, shared=True),
    Row("briefings:sign_up", Needs.CONTACT, POSTS, SESSION, sends={"seats": "1"}, shared=True),
    Row("briefings:seats", Needs.CONTACT, POSTS, SESSION, sends={"seats": "2"}, shared=True),
    Row("briefings:withdraw", Needs.CONTACT, POSTS, SESSION, shared=True),
    Row("briefings:join", Needs.CONTACT, things=SESSION, shared=True),
    Row("briefings:session_calendar", Needs.CONTACT, things=SESSION, shared=True),
    Row("briefings:questions", Needs.CONTACT, FORM, SESSION, sends={"text": "-"}, shared=True),
    Row("briefings:vote", Needs.CONTACT, POSTS, QUESTION, shared=True),
    Row("briefings:requests", Needs.CONTACT),
    Row("briefings:ask", Needs.CONTACT, FORM, sends={"topic": "-", "kind": "interactive", "why": "-"}),
    Row("briefings:request", Needs.CONTACT, things=REQUEST, shared=True),
    Row("briefings:join_request", Needs.CONTACT, POSTS, REQUEST, sends={"why": "-"}, shared=True),
    Row("briefings:leave_request", Needs.CONTACT, POSTS, REQUEST, shared=True),
    Row("briefings:calendar", Needs.CONTACT, FORM),
    Row("briefings:revoke_calendar", Needs.CONTACT, POSTS),
    Row("briefings:feed", Needs.LINK, asks=("key={digest of her calendar feed}",)),
    Row("briefings:desk", Needs.VENDOR),
    Row("briefings:new_recording", Needs.VENDOR, FORM, roles=PLANNING, writing=PLANNING),
    Row("briefings:edit_recording", Needs.VENDOR, FORM, RECORDING, roles=PLANNING, writing=PLANNING),
    Row(
        "briefings:recording_step",
        Needs.VENDOR,
        POSTS,
        RECORDING | {"step": ("publish", "withdraw")},
        writing=PLANNING,
    ),
    Row(
        "briefings:begin_video",
        Needs.VENDOR,
        POSTS,
        RECORDING,
        sends={"name": "-", "size": "1"},
        writing=PLANNING,
    ),
    Row("briefings:video_piece", Needs.VENDOR, POSTS, UPLOAD, writing=PLANNING),
    Row("briefings:finish_video", Needs.VENDOR, POSTS, UPLOAD, writing=PLANNING),
    Row("briefings:new_session", Needs.VENDOR, FORM, roles=PLANNING, writing=PLANNING),
    Row("briefings:desk_session", Needs.VENDOR, things=SESSION),
    Row("briefings:desk_questions", Needs.VENDOR, things=SESSION),
    Row(
        "briefings:session_step",
        Needs.VENDOR,
        POSTS,
        SESSION | {"step": tuple(STEPS)},
        sends={"reason": "-"},
        writing=PLANNING,
        on_page=True,
    ),
    Row("briefings:answer_question", Needs.VENDOR, POSTS, QUESTION, sends={"answer": "-"}, writing=PLANNING),
    Row("briefings:desk_request", Needs.VENDOR, things=REQUEST),
    Row(
        "briefings:request_step",
        Needs.VENDOR,
        POSTS,
        REQUEST | {"step": tuple(ANSWERS)},
        sends={"reason": "-"},
        writing=PLANNING,
        on_page=True,
    ),
    Row("briefing-list", Needs.KEY, asks=("page_size=200",)),
    Row("briefing-detail", Needs.KEY, things=RECORDING, shared=True),
    Row("briefing-session-list", Needs.KEY, asks=("page_size=200",)),
    Row("briefing-session-detail", Needs.KEY, things=SESSION, shared=True),
)

TASKS = (
    Task("entitlements.briefings.tasks.remind", "to whoever has a seat at the session, of whatever customer"),
    Task("entitlements.briefings.tasks.release_lost", "seats, each its own; to those who lose or get one"),
    Task("entitlements.briefings.tasks.sweep_uploads", "nothing: it forgets uploads"),
)
