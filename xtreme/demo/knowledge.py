"""The twelve articles of DEMO.md, 7, numbered as there where the installation is empty; their words are in
articles/, a file a language. Some have votes, and known issues companies that they affect.

Critical articles belong to alerts that the demo has already: publishing them alerts nobody anew (R1.1, R3.6).
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from inspect import cleandoc
from pathlib import Path

from entitlements.knowledge import feedback, publishing, writing
from entitlements.knowledge.models import Article, ArticleText, Kind, Visibility
from entitlements.knowledge.writing import About, Words
from notifications import outbox
from notifications.drafts import Affects
from notifications.models import Alert, AlertOrigin
from subscriptions.models import Membership, Product, ProductVersion, User
from tickets.models import Incident, IncidentArticle
from xtreme.demo import people
from xtreme.demo.contacts import (
    BIANCA,
    DAISUKE,
    DOROTHEA,
    EMI,
    JONAS,
    LACHLAN,
    MARISOL,
    MEI,
    METTE,
    PRIYA,
    SNEHA,
)
from xtreme.demo.moments import Now

TEXTS = Path(__file__).parent / "articles"
SECTION = re.compile(r"^## (Symptoms|Cause|Workaround|Text|Symptomer|Årsag|Omgåelse|Tekst)$", re.MULTILINE)
PARTS = {
    "Symptoms": "symptoms",
    "Symptomer": "symptoms",
    "Cause": "cause",
    "Årsag": "cause",
    "Workaround": "workaround",
    "Omgåelse": "workaround",
    "Text": "body",
    "Tekst": "body",
}
SOON = timedelta(minutes=20)  # after its alert
WRITTEN_BEFORE, LATER = timedelta(days=2), timedelta(days=1)  # publishing; and votes after it
LOCK_ALERT, PAY_ALERT = "LGF-13.0-0117", "LNT-2026.2-0012"  # what the titles of their alerts begin with
HOW_TO_INCIDENT = "How do I close one company's period while others stay open?"


@dataclass(frozen=True, kw_only=True)
class Story:
    """An article: published so many days before T, or soon after its alert, about products in versions, with votes
    (contact, useful, what she says) and contacts whose companies it affects."""

    number: int
    days: int
    owner: str
    languages: tuple[str, ...] = ("en",)
    kind: str = Kind.ARTICLE
    products: tuple[tuple[str, str], ...] = ()
    visibility: str = Visibility.SUBSCRIBERS
    fix_code: str = ""
    alert_class: str = ""
    action: str = ""
    alert: str = ""
    votes: tuple[tuple[str, bool, str], ...] = ()
    affected: tuple[str, ...] = ()


STORIES = (
    Story(
        number=1,
        days=12,
        owner=people.EMIL,
        kind=Kind.KNOWN_ISSUE,
        products=(("LGF", "13.0"),),
        fix_code="LGF-13.0-0117",
        alert_class=Alert.Class.PRODUCTION_STOP,
        action="Install LGF-13.0-0117. Until then release the lock as the article says.",
        alert=LOCK_ALERT,
        votes=(
            (METTE, True, ""),
            (SNEHA, True, "The table of what not to do saved us."),
            (DOROTHEA, True, ""),
        ),
        affected=(METTE, SNEHA, BIANCA),
    ),
    Story(
        number=2,
        days=11,
        owner=people.EMIL,
        languages=("da",),
        kind=Kind.KNOWN_ISSUE,
        products=(("LGF", "13.0"),),
        fix_code="LGF-13.0-0117",
        votes=((METTE, True, "Tak, det virkede i første forsøg."),),
    ),
    Story(
        number=3,
        days=9,
        owner=people.KATRIN,
        kind=Kind.KNOWN_ISSUE,
        products=(("FMP", "10.0"),),
        visibility=Visibility.COVERED,
        fix_code="FMP-10.0-0088",
        votes=((DOROTHEA, True, ""), (DAISUKE, False, "Where is Parameters in the Japanese menu?")),
        affected=(DOROTHEA, DAISUKE),
    ),
    Story(
        number=4,
        days=6,
        owner=people.RUBY,
        kind=Kind.KNOWN_ISSUE,
        products=(("LNT", "2026.2"),),
        fix_code="LNT-2026.2-0012",
        alert_class=Alert.Class.WRONG_FIGURES,
        action="Use “Continue run”. If it was started again, reverse the supplements as the article says.",
        alert=PAY_ALERT,
        votes=((MEI, True, ""),),
        affected=(MEI,),
    ),
    Story(
        number=5,
        days=70,
        owner=people.DANA,
        languages=("en", "da"),
        kind=Kind.HOW_TO,
        products=(("LGF", ""),),
        votes=((PRIYA, True, ""), (JONAS, True, ""), (BIANCA, True, ""), (SNEHA, True, "")),
    ),
    Story(
        number=6,
        days=31,
        owner=people.DANA,
        products=(("STH", ""),),
        votes=((MARISOL, True, ""), (LACHLAN, True, "")),
    ),
    Story(number=7, days=54, owner=people.KATRIN, products=(("KNB", ""),), votes=((EMI, True, ""),)),
    Story(number=8, days=45, owner=people.KATRIN, languages=("en", "da"), visibility=Visibility.PUBLIC),
    Story(number=9, days=230, owner=people.EMIL, visibility=Visibility.PUBLIC, votes=((LACHLAN, True, ""),)),
    Story(
        number=10,
        days=120,
        owner=people.EMIL,
        languages=("da",),
        visibility=Visibility.PUBLIC,
        votes=((JONAS, True, ""),),
    ),
    Story(number=11, days=88, owner=people.HARRIET),
    Story(
        number=12,
        days=25,
        owner=people.RUBY,
        kind=Kind.KNOWN_ISSUE,
        products=(("LGF", "13.0"),),
        votes=(
            (METTE, True, ""),
            (JONAS, False, "The points for public authorities are not in our version."),
        ),
        affected=(METTE,),
    ),
)


def fill(now: Now) -> None:
    """What is not there yet, each at its own instants. A critical article that has no alert of the demo's gets one
    on record."""
    publisher = User.objects.get(email=people.PRODUCT_MANAGER)
    for story in STORIES:
        words = [words_of(story.number, language) for language in story.languages]
        if not ArticleText.objects.filter(current__title=words[0].title).exists():
            _tell(story, words, publisher, now.at)


def words_of(number: int, language: str) -> Words:
    """The words of an article in one language, as its file has them."""
    text = (TEXTS / f"{number:02}.{language}.md").read_text(encoding="utf-8")
    head, *sections = SECTION.split(text)
    title, _line, summary = head.strip().partition("\n")
    parts = {PARTS[name]: cleandoc(part) for name, part in zip(sections[::2], sections[1::2], strict=True)}
    return Words(language=language, title=title.removeprefix("# "), summary=summary.strip(), **parts)


def _tell(story: Story, words: list[Words], publisher: User, at: datetime) -> None:
    alert = Alert.objects.filter(title__startswith=story.alert, origin=None).first() if story.alert else None
    known = alert.published_at if alert else None
    published = known + SOON if known else at - timedelta(days=story.days)
    owner = User.objects.get(email=story.owner)
    article = writing.write(_about(story, owner), words[0], owner, published - WRITTEN_BEFORE)
    for other in words[1:]:
        writing.edit(article, writing.about_of(article), other, owner, at=published - LATER)
    if alert:
        label = f"{article.number} {words[0].title}"
        AlertOrigin.objects.create(alert=alert, link=article.get_absolute_url(), label=label)
    with outbox.on_record() if story.alert and alert is None else outbox.silence():
        publishing.publish(article, publisher, at=published)
    _answers(story, article, min(published + LATER, at))


def _about(story: Story, owner: User) -> About:
    return About(
        owner=owner,
        kind=story.kind,
        visibility=story.visibility,
        affected=[_affects(code, name) for code, name in story.products],
        fix_code=story.fix_code,
        alert_class=story.alert_class,
        action=story.action,
    )


def _affects(code: str, name: str) -> Affects:
    product = Product.objects.get(code=code)
    since = ProductVersion.objects.get(product=product, name=name) if name else None
    return Affects(product=product, since=since)


def _answers(story: Story, article: Article, at: datetime) -> None:
    """Votes, companies that it affects, and the incident that article 5 solved."""
    places = {each.user.email: each for each in Membership.objects.select_related("user", "customer")}
    for email, useful, sentence in story.votes:
        place = places[email]
        feedback.vote(article, place.user, place.customer, useful=useful, sentence=sentence, at=at)
    for email in story.affected:
        feedback.affects_us(article, places[email].user, places[email].customer, at)
    incident = Incident.objects.filter(title=HOW_TO_INCIDENT).first() if story.number == 5 else None
    if incident:
        IncidentArticle.objects.create(
            incident=incident,
            customer_id=incident.customer_id,
            article=article,
            how=IncidentArticle.How.SOLVED,
            at=incident.closed_at or incident.changed_at,
            by=incident.owner or article.owner,
        )
