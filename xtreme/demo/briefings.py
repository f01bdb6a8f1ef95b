"""The briefings of the demo (DEMO.md, 8): four recordings with chapters and transcripts, three requests, three
sessions.

The films are slides without sound, made here. The demo has fewer contacts than seats are taken, so each who
signed up takes seats for colleagues, too, as the product lets her.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from entitlements.briefings import answering, asking, attending, planning, recording, requesting, seats
from entitlements.briefings.models import BriefingRequest, Question, Recording, Session, SignUp, Vote
from entitlements.briefings.planning import Plan
from entitlements.briefings.recording import Draft
from entitlements.briefings.requesting import Wish
from entitlements.briefings.timecodes import written
from subscriptions.models import Customer, Membership, Product, User
from xtreme.demo import contacts, people
from xtreme.demo.briefing_texts import MRP_LOG, QUESTIONS, TALKS, Talk
from xtreme.demo.moments import Now
from xtreme.demo.moving_slides import film

ZONE = ZoneInfo("Europe/Copenhagen")
PUBLISHED_AFTER = timedelta(days=2)
CUE_SECONDS = 6
PAYDAY, BRAZIL, KUBERNETES = (
    "Payday Super step by step",
    "Brazil IBS/CBS test invoices",
    "Installing on Kubernetes",
)
PAYROLL, PERFORMANCE = "Ask the payroll team before the new tax year", "Performance clinic: planning"
CONSULTING = "Installation is the consulting service's: consulting@fjordkant.example plans it with you."

ABOUT = {
    PAYROLL: "What changes in payroll with the new tax year, and what to check before the first pay run. Bring your"
    " own questions; those with the most votes come first.",
    PERFORMANCE: "Bring a log of a slow planning run. We read some of them together and show what to change.",
    MRP_LOG: "The planning team reads logs of planning runs with you.",
}

# Who took seats, and for how many.
PAYROLL_SEATS = (
    (contacts.GWEN, 8),
    (contacts.MARISOL, 8),
    (contacts.PRIYA, 6),
    (contacts.MEI, 4),
    (contacts.KIRSTEN, 4),
    (contacts.SNEHA, 4),
    (contacts.EMI, 2),
    (contacts.JANA, 2),
)
PERFORMANCE_SEATS = (
    (contacts.DOROTHEA, 6),
    (contacts.DAISUKE, 5),
    (contacts.VIKRAM, 5),
    (contacts.ANDERS, 4),
    # the waiting list
    (contacts.JANA, 1),
    (contacts.EMI, 1),
    (contacts.ARJUN, 1),
    (contacts.KIRSTEN, 1),
    (contacts.TRENT, 1),
)
MRP_SEATS = (
    (contacts.DOROTHEA, 4),
    (contacts.DAISUKE, 3),
    (contacts.VIKRAM, 3),
    (contacts.METTE, 2),
    (contacts.ANDERS, 2),
    (contacts.SNEHA, 2),
    (contacts.JANA, 1),
    (contacts.EMI, 1),
    (contacts.ARJUN, 1),
)
JOINED = (
    contacts.MARISOL,
    contacts.ANDERS,
    contacts.DOROTHEA,
    contacts.EMI,
    contacts.BIANCA,
    contacts.SNEHA,
)


def fill(now: Now) -> None:
    """What is not there yet, each at its own instants."""
    with timezone.override(ZONE):
        _fill(now)


def _fill(now: Now) -> None:
    publisher = User.objects.get(email=people.PRODUCT_MANAGER)
    known = set(Recording.objects.values_list("title", flat=True))
    for talk in sorted(TALKS, key=lambda each: -each.days_ago):
        if talk.title not in known:
            _record(talk, publisher, now.at)
    if not BriefingRequest.objects.exists():
        _ask(publisher, now.at)
    if not Session.objects.exists():
        _plan(publisher, now.at)


def _record(talk: Talk, publisher: User, at: datetime) -> None:
    recorded_at = at - timedelta(days=talk.days_ago)
    draft = Draft(
        title=talk.title,
        speakers=User.objects.get(email=talk.speaker).name,
        recorded_on=recorded_at.astimezone(ZONE).date(),
        length=written(talk.seconds),
        language=talk.language,
        about=talk.about,
        products=[Product.objects.get(code=talk.product)],
        video=SimpleUploadedFile("briefing.webm", film(talk.chapters, talk.title, talk.seconds)),
        chapters="\n".join(f"{written(second)} {title}" for second, title in talk.chapters),
        captions={talk.language: _captions(talk)},
    )
    made = recording.keep(draft, publisher, at=recorded_at)
    recording.publish(made, publisher, min(recorded_at + PUBLISHED_AFTER, at))


def _captions(talk: Talk) -> str:
    """What is said as WebVTT, each sentence until the next."""
    ends = [*(second for second, _text in talk.said[1:]), talk.seconds]
    cues = (
        f"{_stamp(second)} --> {_stamp(min(second + CUE_SECONDS, end))}\n{text}\n"
        for (second, text), end in zip(talk.said, ends, strict=True)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def _stamp(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000"


def _ask(publisher: User, at: datetime) -> None:
    """Asked for with six others, accepted, declined."""
    payday = _wish(contacts.GWEN, PAYDAY, "LNT", "Our first pay run under the new rule is in July.", at, 12)
    for days, email in enumerate(JOINED):
        requesting.join(payday, _company(email), _person(email), at=at - timedelta(days=10 - days))
    brazil = _wish(contacts.ROGERIO, BRAZIL, "LGF", "We must show test invoices to our auditor.", at, 30)
    answering.accept(brazil, publisher, at=at - timedelta(days=26))
    kubernetes = _wish(contacts.ARJUN, KUBERNETES, "KNB", "We move our servers next year.", at, 44)
    answering.decline(kubernetes, publisher, CONSULTING, at - timedelta(days=41))


def _wish(email: str, topic: str, product: str, why: str, at: datetime, days_ago: int) -> BriefingRequest:
    wish = Wish(
        customer=_company(email),
        contact=_person(email),
        topic=topic,
        why=why,
        product=Product.objects.get(code=product),
    )
    return requesting.ask(wish, at - timedelta(days=days_ago))


def _plan(publisher: User, at: datetime) -> None:
    """Two that come, one with two seats left and one full, and one that took place."""
    payroll = _session(PAYROLL, 10, 40, people.EMIL, "LNT", publisher, at, planned=20)
    _sign_up(payroll, PAYROLL_SEATS, at, days_ago=14)
    asking.ask(
        payroll, _person(contacts.GWEN), "Does the new rule hold for casual staff?", at - timedelta(days=3)
    )
    clinic = _session(PERFORMANCE, 17, 20, people.KATRIN, "FMP", publisher, at, planned=18)
    _sign_up(clinic, PERFORMANCE_SEATS, at, days_ago=15)
    past = _session(MRP_LOG, -21, 25, people.KATRIN, "FMP", publisher, at, planned=45)
    _sign_up(past, MRP_SEATS, at, days_ago=40)
    _take_place(past)


def _session(
    title: str, days: int, capacity: int, host: str, product: str, publisher: User, at: datetime, planned: int
) -> Session:
    """At 14:00 of the host's clock, so many days from T."""
    day = (at + timedelta(days=days)).astimezone(ZONE).date()
    wanted = Plan(
        title=title,
        about=ABOUT[title],
        starts_at=datetime.combine(day, time(14), ZONE),
        minutes=60,
        host=User.objects.get(email=host),
        capacity=capacity,
        products=[Product.objects.get(code=product)],
        link="https://meet.fjordkant.example/briefing",
    )
    return planning.plan(wanted, publisher, at - timedelta(days=planned))


def _sign_up(session: Session, wanted: tuple[tuple[str, int], ...], at: datetime, days_ago: int) -> None:
    for number, (email, taken) in enumerate(wanted):
        moment = at - timedelta(days=days_ago) + timedelta(hours=5 * number)
        seats.sign_up(session, _company(email), _person(email), taken, moment)


def _take_place(session: Session) -> None:
    """Questions before and during it, each answered; who came; the recording in the library."""
    rows = list(SignUp.objects.seated().filter(session=session).select_related("user", "customer"))
    for number, (text, answer, votes) in enumerate(QUESTIONS):
        moment = session.starts_at + timedelta(minutes=3 * (number - 2))
        asked_by = rows[number % len(rows)]
        question = asking.ask(session, asked_by.user, text, moment)
        others = [row for row in rows if row != asked_by][: votes - 1]
        Vote.objects.bulk_create(
            Vote(question=question, customer=row.customer, user=row.user, at=moment) for row in others
        )
        Question.objects.filter(pk=question.pk).update(votes=1 + len(others))
        asking.answer(question, session.host, answer, max(moment, session.starts_at) + timedelta(minutes=2))
    came = {row.pk: max(row.seats - (number == 1), 0) for number, row in enumerate(rows)}
    attending.note(session, session.host, came, session.ends_at)
    planning.link_recording(session, session.host, Recording.objects.get(title=MRP_LOG))


def _person(email: str) -> User:
    return User.objects.get(email=email)


def _company(email: str) -> Customer:
    return Membership.objects.select_related("customer__region").get(user__email=email).customer
