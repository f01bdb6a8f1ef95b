"""The community of the demo (DEMO.md, 9): its groups, and seven threads as people would have written them. Nobody
is told of them; the texts are in community_threads.py."""

import re
from datetime import datetime, timedelta

from entitlements.community import groups, moderating, profiles, voting, writing
from entitlements.community.access import Person
from entitlements.community.models import Answer, Group, Question
from entitlements.community.profiles import Shown
from entitlements.knowledge.models import Article
from subscriptions.models import InstalledSystem, Membership, Product, ProductVersion, User
from tickets import community
from tickets.models import Incident
from xtreme.demo import people
from xtreme.demo.community_threads import GROUPS, HOSTED, JOINED, MEMBERS, THREADS, Thread
from xtreme.demo.moments import Now

JOINED_BEFORE = timedelta(days=70)
LINES = re.compile(r"^(?:\||- |\d\. )", re.MULTILINE)  # of a table or list


def fill(now: Now) -> None:
    """Once."""
    if Group.objects.exists():
        return
    at = now.at - JOINED_BEFORE
    for number, (hosting, database, system) in HOSTED.items():
        InstalledSystem.objects.filter(customer__number=number).update(
            hosting=hosting, database=database, operating_system=system
        )
    moderator = User.objects.get(email=people.LEAD)
    for new in GROUPS:
        product = Product.objects.get(code=new.product) if new.product else None
        words = {**vars(new), "product": product, "industries": list(new.industries)}
        groups.save(moderator, groups.NewGroup(**words))
    known = {email: _person(email) for email in MEMBERS}
    for email, shown in MEMBERS.items():
        profiles.choose(known[email], shown, at)
    for code, members in JOINED.items():
        for email in members:
            groups.join(known[email], Group.objects.get(code=code), at)
    for thread in sorted(THREADS, key=lambda each: each.before, reverse=True):
        _thread(thread, known, now.at)


def _thread(thread: Thread, known: dict[str, Person], at: datetime) -> None:
    """A question with all that came of it."""
    asked_at = at - thread.before
    version = ProductVersion.objects.filter(product__code=thread.product, name=thread.version).first()
    question = writing.ask(
        _once(known, thread.by),
        writing.NewQuestion(
            group=Group.objects.get(code=thread.group),
            title=thread.title,
            body=_flowed(thread.body),
            language=thread.language,
            product=Product.objects.filter(code=thread.product).first(),
            version=version,
        ),
        asked_at,
    )
    given = [
        writing.answer(
            _once(known, each.by), question, _flowed(each.body), each.language, at=asked_at + each.after
        )
        for each in thread.answers
    ]
    for email in thread.same_here:
        voting.same_here(known[email], question, asked_at)
    if thread.accepted is not None:
        last = asked_at + thread.answers[-1].after
        writing.accept(known[thread.by], question, given[thread.accepted].pk, last + timedelta(hours=2))
    _afterwards(thread, question, given, known, asked_at)


def _afterwards(
    thread: Thread, question: Question, given: list[Answer], known: dict[str, Person], asked_at: datetime
) -> None:
    """Taken to support, made into an article, reported and hidden."""
    moderator = User.objects.get(email=people.LEAD)
    if thread.incident:
        incident = Incident.objects.get(title=thread.incident)
        community.link(incident, question, incident.logged_at)
    if thread.article:
        made = Article.objects.order_by("pk")[thread.article - 1]
        moderating.name_article(moderator, question, str(made.pk))
    if thread.hidden is not None:
        answer, at = given[thread.hidden], asked_at + thread.answers[thread.hidden].after
        moderating.report(known[thread.by], question, answer, thread.reported, at + timedelta(hours=1))
        moderating.hide(moderator, question, answer, thread.reason, at + timedelta(hours=3))


def _flowed(text: str) -> str:
    """Without the breaks within paragraphs, which a page would keep."""
    parts = text.split("\n\n")
    return "\n\n".join(part if LINES.search(part) else " ".join(part.split("\n")) for part in parts)


def _person(email: str) -> Person:
    user = User.objects.get(email=email)
    place = Membership.objects.filter(user=user).select_related("customer").first()
    return Person(user, place.customer if place else None)


def _once(known: dict[str, Person], email: str) -> Person:
    """Who writes; the vendor's people are members from when they first do."""
    if email not in known:
        known[email] = _person(email)
        profiles.choose(known[email], Shown(known[email].user.name))
    return known[email]
