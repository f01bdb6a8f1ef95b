"""Who is told what about an article. Writing and sending is notifications'. Each is called inside the verb's
transaction; the event of the outbox names what happened, so that it is told once."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from entitlements.knowledge.models import Article, Revision, Visibility
from entitlements.knowledge.reading import published_texts
from entitlements.knowledge.writing import about_of
from notifications import alerts, drafts
from notifications.audience import Affected, Audience
from notifications.drafts import Draft, Origin
from notifications.outbox import tell, tell_each
from subscriptions import permissions
from subscriptions.models import Membership, User
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal

LABEL = 160  # characters of the origin of an alert


def published(article: Article, by: User, at: datetime, *, first: bool) -> None:
    """Its alert, where it is critical (R1.1): an article has one, so that publishing it again tells nobody. Any
    other is news, the first time."""
    if article.is_critical:
        _alert(article, by, at)
    elif first and article.visibility != Visibility.INTERNAL:
        _news(article, at)


def will_alert(article: Article) -> bool:
    """Whether publishing it now sends an alert."""
    return article.is_critical and not drafts.has_alert(article.get_absolute_url())


def withdrawn(article: Article, by: User, at: datetime) -> None:
    """Who got its alert is told that it is withdrawn, and why (R1.5)."""
    alerts.withdraw_from(article.get_absolute_url(), by, article.withdrawal, at)


def taken_up(article: Article) -> None:
    """Its alert was withdrawn with it: published again as a critical one it has another (R1.1)."""
    drafts.let_go(article.get_absolute_url())


def review_asked(article: Article, by: User, at: datetime) -> None:
    """Those who publish, but for who asks."""
    publishers = User.objects.staff_with(*permissions.staff_roles(Permission.PUBLISH_ARTICLES))
    _staff(
        "article_review", publishers.exclude(pk=by.pk), article, f"review:{article.edition}", at, by=by.name
    )


def sent_back(article: Article, by: User, reason: str, at: datetime) -> None:
    """Who changed it last, and its owner."""
    people = {article.changed_by, article.owner} - {by}
    _staff("article_sent_back", people, article, f"back:{article.edition}", at, by=by.name, reason=reason)


def not_published(article: Article, by: User, why: Refusal, at: datetime) -> None:
    people = {by, article.owner}
    _staff("article_not_published", people, article, f"failed:{at.isoformat()}", at, reason=str(why))


def aged(article: Article, days: int, at: datetime) -> None:
    _staff("article_aged", {article.owner}, article, f"aged:{_since(article)}", at, days=days)


def failing(article: Article, percent: int, votes: int, at: datetime) -> None:
    words: dict[str, Any] = {"percent": percent, "votes": votes}
    _staff("article_failing", {article.owner}, article, f"failing:{_since(article)}", at, **words)


def _alert(article: Article, by: User, at: datetime) -> None:
    """The alert is that of who changed the article last: rules of a second person hold for it, too."""
    texts = published_texts(article)
    text = texts.get("en") or next(iter(texts.values()))
    about = about_of(article)
    danish = texts.get("da") if text.language != "da" else None
    draft = Draft(
        title=text.title,
        title_da=danish.title if danish else "",
        symptom_da=danish.symptoms or danish.summary or danish.title if danish else "",
        alert_class=about.alert_class,
        affected=about.affected,
        symptom=text.symptoms or text.summary or text.title,
        action=about.action,
        action_kind=about.action_kind,
        required_by=about.required_by,
        language=text.language,
    )
    origin = Origin(article.get_absolute_url(), f"{article.number} {text.title}"[:LABEL])
    alerts.publish(drafts.draft_from(origin, draft, article.changed_by, at), by, at)


def _news(article: Article, at: datetime) -> None:
    """Contacts registered for one of its products, whose subscription covers it and who may read it, each in her
    own language (R1.10)."""
    texts = published_texts(article)
    by_language: dict[str, list[tuple[User, int | None]]] = defaultdict(list)
    for member in _registered(article, at):
        by_language[member.user.language].append((member.user, member.customer_id))
    for language, people in by_language.items():
        text = texts.get(language) or next(iter(texts.values()))
        tell_each(
            "article_published",
            people,
            f"article:{article.pk}:published",
            context=_words(article, text),
            link=article.get_absolute_url(),
            at=at,
        )


def _registered(article: Article, at: datetime) -> list[Membership]:
    rows = article.affected.in_full()
    affected = tuple(Affected(row.product, row.named(), everyone=False) for row in rows)
    told = Audience(affected, at).told().select_related("user")
    if article.visibility == Visibility.CUSTOMERS:
        told = told.filter(customer__in=article.customers.values("customer"))
    return list(told)


def _words(article: Article, text: Revision) -> dict[str, Any]:
    products = ", ".join(row.product.name for row in article.affected.in_full())
    return {"article": article.pk, "name": text.title, "summary": text.summary, "products": products}


def _staff(kind: str, people: Any, article: Article, step: str, at: datetime, **words: Any) -> None:
    tell(
        kind,
        list(people),
        f"article:{article.pk}:{step}",
        context={"article": article.pk} | _names(article) | words,
        link=f"/desk/knowledge/{article.pk}/",
        at=at,
    )


def _names(article: Article) -> dict[str, str]:
    """Its title as it reads now, and the Danish one where there is one, for who reads Danish."""
    titles = {text.language: text.current.title for text in article.texts.select_related("current")}
    return {"name": titles.get("en") or next(iter(titles.values()), ""), "name_da": titles.get("da", "")}


def _since(article: Article) -> str:
    return article.looked_through_at.isoformat() if article.looked_through_at else ""
