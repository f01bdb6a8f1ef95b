"""What becomes of an article: draft, in review, published, withdrawn; and published by itself at an instant. Each
verb is one transaction, and stays as an act on the article. Who is told is telling.py's."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from entitlements.knowledge import finding, telling
from entitlements.knowledge.models import (
    Act,
    Article,
    ArticleAct,
    ArticleText,
    KnowledgeRules,
    Revision,
    State,
)
from entitlements.knowledge.refusals import (
    ArticleElsewhere,
    ArticleNeedsSecondPerson,
    NothingToReview,
    PublishInPast,
)
from entitlements.knowledge.writing import about_of, locked_for, touched
from subscriptions import permissions, texts
from subscriptions.models import User
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal


def ask_review(article: Article, by: User, edition: int | None = None, at: datetime | None = None) -> None:
    """Have a publisher look at it. Raises ArticleElsewhere, NothingToReview, ArticleChangedMeanwhile, Forbidden."""
    permissions.require(by, Permission.WRITE_ARTICLES)
    at = at or timezone.now()
    with transaction.atomic():
        locked = _in(article, edition, State.DRAFT, State.PUBLISHED)
        if locked.state == State.PUBLISHED and not has_changes(locked):
            raise NothingToReview
        if locked.state == State.DRAFT:
            locked.state = State.IN_REVIEW
        locked.edition += 1
        locked.save()
        _done(locked, Act.REVIEW_ASKED, by, at)
        telling.review_asked(locked, by, at)
    article.refresh_from_db()


def send_back(article: Article, by: User, reason: str, at: datetime | None = None) -> None:
    """Back to the writer, who is told why; it is not published by itself any more. Raises ReasonMissing,
    ArticleElsewhere, Forbidden."""
    permissions.require(by, Permission.PUBLISH_ARTICLES)
    at = at or timezone.now()
    why = texts.reason(reason, 2000)
    with transaction.atomic():
        locked = _in(article, None, State.IN_REVIEW)
        locked.state = State.DRAFT
        locked.publish_at = locked.publish_by = None
        locked.edition += 1
        locked.save()
        _done(locked, Act.SENT_BACK, by, at, why)
        telling.sent_back(locked, by, why, at)
    article.refresh_from_db()


def publish(article: Article, by: User, edition: int | None = None, at: datetime | None = None) -> None:
    """Readers see it as it is worked on now. The first time, who registered for its products is told: of a critical
    one by an alert at once (R1.1), else by her digest. Publishing again tells nobody, but where the article was not
    critical before, or its alert was withdrawn with it.

    Raises ArticleNeedsSecondPerson, ArticleElsewhere, ArticleChangedMeanwhile, Forbidden, what `About.check`
    raises, and for a critical one what alerts.publish raises.
    """
    permissions.require(by, Permission.PUBLISH_ARTICLES)
    at = at or timezone.now()
    with transaction.atomic():
        locked = _in(article, edition, State.DRAFT, State.IN_REVIEW, State.PUBLISHED)
        if not may_publish(locked, by):
            raise ArticleNeedsSecondPerson
        about_of(locked).check()
        first = locked.published_at is None
        _renew(locked, at)
        locked.edition += 1
        locked.save()
        finding.keep(locked)
        _done(locked, Act.PUBLISHED, by, at)
        telling.published(locked, by, at, first=first)
    article.refresh_from_db()


def schedule(
    article: Article, by: User, when: datetime, edition: int | None = None, at: datetime | None = None
) -> None:
    """Have it published by itself at `when`, as by this person: what it says then. Raises PublishInPast, and what
    `publish` raises of what is known now."""
    permissions.require(by, Permission.PUBLISH_ARTICLES)
    at = at or timezone.now()
    if when <= at:
        raise PublishInPast
    with transaction.atomic():
        locked = _in(article, edition, State.DRAFT, State.IN_REVIEW, State.PUBLISHED)
        if not may_publish(locked, by):
            raise ArticleNeedsSecondPerson
        about_of(locked).check()
        locked.publish_at, locked.publish_by = when, by
        locked.edition += 1
        locked.save()
        _done(locked, Act.SCHEDULED, by, at, planned_at=when)
    article.refresh_from_db()


def unschedule(article: Article, by: User, at: datetime | None = None) -> None:
    """It is not published by itself any more. Raises Forbidden."""
    permissions.require(by, Permission.PUBLISH_ARTICLES)
    with transaction.atomic():
        due = Article.objects.filter(pk=article.pk).exclude(publish_at=None)
        if due.update(publish_at=None, publish_by=None, edition=F("edition") + 1):
            _done(article, Act.UNSCHEDULED, by, at or timezone.now())
    article.refresh_from_db()


def withdraw(article: Article, by: User, reason: str, at: datetime | None = None) -> None:
    """Nobody reads it any more; who follows a link to it reads why, and so does who got its alert, which is
    withdrawn (R1.5). Raises ReasonMissing, ArticleElsewhere, Forbidden."""
    permissions.require(by, Permission.PUBLISH_ARTICLES)
    at = at or timezone.now()
    why = texts.reason(reason, 2000)
    with transaction.atomic():
        locked = _in(article, None, State.PUBLISHED)
        locked.state, locked.withdrawn_at, locked.withdrawal = State.WITHDRAWN, at, why
        locked.publish_at = locked.publish_by = None
        touched(locked, by, at)
        locked.save()
        finding.keep(locked)
        _done(locked, Act.WITHDRAWN, by, at, why)
        telling.withdrawn(locked, by, at)
    article.refresh_from_db()


def take_up_again(article: Article, by: User, at: datetime | None = None) -> None:
    """A withdrawn article is a draft again. Raises ArticleElsewhere, Forbidden."""
    permissions.require(by, Permission.WRITE_ARTICLES)
    at = at or timezone.now()
    with transaction.atomic():
        locked = _in(article, None, State.WITHDRAWN)
        locked.state, locked.withdrawn_at, locked.withdrawal = State.DRAFT, None, ""
        touched(locked, by, at)
        locked.save()
        _done(locked, Act.TAKEN_UP, by, at)
        telling.taken_up(locked)
    article.refresh_from_db()


def look_through(article: Article, by: User, at: datetime | None = None) -> None:
    """That somebody has read it again and it still holds: it is as young as when it was published, and votes count
    anew. Raises ArticleElsewhere, Forbidden."""
    permissions.require(by, Permission.WRITE_ARTICLES)
    at = at or timezone.now()
    with transaction.atomic():
        locked = _in(article, None, State.PUBLISHED)
        locked.looked_through_at = at
        locked.aged_told_at = locked.failing_told_at = None
        locked.save()
        _done(locked, Act.LOOKED_THROUGH, by, at)
    article.refresh_from_db()


def publish_when_due(number: int, at: datetime) -> bool:
    """Publish what is due by then; whether it was. Where it cannot be published any more its owner and who had it
    scheduled are told why, and it stays as it is."""
    with transaction.atomic():
        due = Article.objects.due(at).select_for_update(skip_locked=True)
        article = due.filter(pk=number).first()
        if article is None:
            return False
        by = article.publish_by
        assert by is not None, "a constraint holds it"
        try:
            with transaction.atomic():
                publish(article, by, at=at)
        except Refusal as refusal:
            Article.objects.filter(pk=number).update(publish_at=None, publish_by=None)
            _done(article, Act.NOT_PUBLISHED, by, at)
            telling.not_published(article, by, refusal, at)
            return False
    return True


def may_publish(article: Article, person: User) -> bool:
    """Whether the rules leave it to her, or want another one than who wrote last what is not published yet."""
    if not KnowledgeRules.current().second_person:
        return True
    writers = Revision.objects.filter(pk__in=_unpublished(article).values("current"), by=person)
    return article.changed_by_id != person.pk and not writers.exists()


def has_changes(article: Article) -> bool:
    """Whether its words are other than those that are published."""
    return _unpublished(article).exists()


def _unpublished(article: Article) -> QuerySet[ArticleText]:
    return ArticleText.objects.filter(article=article).filter(Q(published=None) | ~Q(published=F("current")))


def _in(article: Article, edition: int | None, *states: State) -> Article:
    locked = locked_for(article, edition)
    if locked.state not in states:
        raise ArticleElsewhere(state=locked.get_state_display())
    return locked


def _done(
    article: Article, act: Act, by: User, at: datetime, reason: str = "", planned_at: datetime | None = None
) -> None:
    ArticleAct.objects.create(article=article, act=act, by=by, at=at, reason=reason, planned_at=planned_at)


def _renew(article: Article, at: datetime) -> None:
    for text in article.texts.select_related("current"):
        text.published = text.current
        text.save(update_fields=["published"])
    article.state = State.PUBLISHED
    article.published_at = article.published_at or at
    article.renewed_at = article.looked_through_at = at
    article.aged_told_at = article.failing_told_at = None
    article.publish_at = article.publish_by = None
    article.withdrawn_at, article.withdrawal = None, ""
