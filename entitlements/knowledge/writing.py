"""Writing an article: its words in one language, and what it is about. Each verb is one transaction; each change of
words is a revision that stays. What is published is publishing.py's."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from entitlements.knowledge import finding
from entitlements.knowledge.models import (
    Article,
    ArticleCustomer,
    ArticleText,
    Kind,
    Language,
    Revision,
    State,
    Visibility,
)
from entitlements.knowledge.models.texts import PARTS
from entitlements.knowledge.refusals import (
    ArticleChangedMeanwhile,
    CriticalForNobody,
    CriticalIncomplete,
    CriticalProductMissing,
    CustomersMissing,
    LanguageMissing,
    MarkdownBomb,
    NothingWritten,
    ProductsMissing,
    TitleMissing,
)
from entitlements.markdown import is_bomb
from notifications import drafts
from notifications.drafts import Affects
from notifications.models import Alert
from subscriptions import permissions, texts
from subscriptions.models import Customer, User
from subscriptions.permissions import Permission
from subscriptions.refusals import TextTooLong

LONGEST = 100_000  # characters of a text
LONGEST_PART = 20_000  # of symptoms, cause and workaround each
LINES = {"title": 160, "summary": 400}


@dataclass(frozen=True, kw_only=True)
class Words:
    """An article in one language: a line that names it, one or two that say what it is about, and Markdown."""

    language: str
    title: str
    summary: str = ""
    symptoms: str = ""
    cause: str = ""
    workaround: str = ""
    body: str = ""

    def cleaned(self) -> "Words":
        """As they are kept. Raises LanguageMissing, TitleMissing, NothingWritten, TextTooLong, MarkdownBomb."""
        if self.language not in Language.values:
            raise LanguageMissing
        kept = {name: texts.line(getattr(self, name)) for name in LINES}
        for name, limit in LINES.items():
            if len(kept[name]) > limit:
                raise TextTooLong(name, length=len(kept[name]), limit=limit)
        if not kept["title"]:
            raise TitleMissing
        long = [name for name in PARTS if name not in LINES]
        for name in long:
            limit = LONGEST if name == "body" else LONGEST_PART
            kept[name] = texts.optional(getattr(self, name), limit, field=name)
            if is_bomb(kept[name]):
                raise MarkdownBomb(name)
        if not any(kept[name] for name in long):
            raise NothingWritten
        return replace(self, **kept)


@dataclass(frozen=True, kw_only=True)
class About:
    """What an article is about, and for whom. No product: every one. `alert_class` makes it critical: it is told as
    an alert with `action` when it is published (R1.1)."""

    owner: User
    kind: str = Kind.ARTICLE
    visibility: str = Visibility.SUBSCRIBERS
    affected: Sequence[Affects] = ()
    customers: Sequence[Customer] = field(default=())
    fix_code: str = ""
    alert_class: str = ""
    action_kind: str = Alert.Action.FIX
    action: str = ""
    required_by: date | None = None

    def check(self) -> None:
        """Raises ProductsMissing, CustomersMissing, CriticalForNobody, CriticalProductMissing, CriticalIncomplete,
        and of its products what drafts.check_affected raises."""
        drafts.check_affected(self.affected)
        if self.visibility == Visibility.COVERED and not self.affected:
            raise ProductsMissing
        if self.visibility == Visibility.CUSTOMERS and not self.customers:
            raise CustomersMissing
        if self.alert_class:
            self._check_alert()

    def _check_alert(self) -> None:
        if self.visibility == Visibility.INTERNAL:
            raise CriticalForNobody
        if not self.affected:
            raise CriticalProductMissing
        if not self.action.strip():
            raise CriticalIncomplete

    def facts(self) -> dict[str, Any]:
        """The fields of the article itself."""
        apart = ("affected", "customers")
        facts = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in apart}
        return facts | {"fix_code": texts.line(self.fix_code)[:60], "action": texts.optional(self.action)}


def write(about: About, words: Words, by: User, at: datetime | None = None) -> Article:
    """A new draft. Raises Forbidden, and what `Words.cleaned` and `About.check` raise."""
    permissions.require(by, Permission.WRITE_ARTICLES)
    at = at or timezone.now()
    kept = words.cleaned()
    about.check()
    with transaction.atomic():
        article = Article.objects.create(**about.facts(), created_at=at, changed_at=at, changed_by=by)
        _belong(article, about)
        _revise(article, kept, by, at)
    return article


def edit(
    article: Article,
    about: About,
    words: Words,
    by: User,
    edition: int | None = None,
    at: datetime | None = None,
) -> None:
    """Keep a change; readers see it when it is published. `edition`: that which she has seen, None for any.

    Who reads a published article is changed at once, so only a publisher changes that. Raises
    ArticleChangedMeanwhile, Forbidden, and what `Words.cleaned` and `About.check` raise.
    """
    permissions.require(by, Permission.WRITE_ARTICLES)
    at = at or timezone.now()
    kept = words.cleaned()
    about.check()
    with transaction.atomic():
        locked = locked_for(article, edition)
        if locked.state == State.PUBLISHED and _reaches_others(locked, about):
            permissions.require(by, Permission.PUBLISH_ARTICLES)
        for name, value in about.facts().items():
            setattr(locked, name, value)
        _belong(locked, about)
        _revise(locked, kept, by, at)
        touched(locked, by, at)
        locked.save()
        finding.keep(locked)
    article.refresh_from_db()


def locked_for(article: Article, edition: int | None) -> Article:
    """The article, locked and fresh. Raises ArticleChangedMeanwhile where another edition was seen.

    Its row alone: joined with a person whom a change that is waited for replaces, it would not be found.
    """
    locked = Article.objects.select_for_update().get(pk=article.pk)
    if edition is not None and edition != locked.edition:
        raise ArticleChangedMeanwhile(name=locked.changed_by.name)
    return locked


def touched(article: Article, by: User, at: datetime) -> None:
    """A change of a locked article: who saw it before has seen an older edition."""
    article.edition += 1
    article.changed_by, article.changed_at = by, at


def about_of(article: Article) -> About:
    """What the article is about now."""
    return About(
        owner=article.owner,
        affected=[
            Affects(
                product=row.product,
                listed=list(row.versions.all()),
                since=row.from_version,
                until=row.to_version,
            )
            for row in article.affected.in_full()
        ],
        customers=[row.customer for row in article.customers.select_related("customer")],
        **{
            name: getattr(article, name)
            for name in (
                "kind",
                "visibility",
                "fix_code",
                "alert_class",
                "action_kind",
                "action",
                "required_by",
            )
        },
    )


def _reaches_others(article: Article, about: About) -> bool:
    """Whether other people would read it than do now."""
    before = about_of(article)
    return (
        before.visibility != about.visibility
        or {each.product for each in before.affected} != {each.product for each in about.affected}
        or set(before.customers) != set(about.customers)
    )


def _belong(article: Article, about: About) -> None:
    article.affected.all().delete()
    drafts.affect(article.affected, about.affected)
    article.customers.all().delete()
    if about.visibility == Visibility.CUSTOMERS:
        ArticleCustomer.objects.bulk_create(
            ArticleCustomer(article=article, customer=customer) for customer in about.customers
        )


def _revise(article: Article, words: Words, by: User, at: datetime) -> None:
    """A revision, where the words are other than the last ones of that language."""
    text = (
        ArticleText.objects.filter(article=article, language=words.language).select_related("current").first()
    )
    parts = {name: getattr(words, name) for name in PARTS}
    if text and text.current.parts == parts:
        return
    revision = Revision.objects.create(
        article=article,
        language=words.language,
        number=text.current.number + 1 if text else 1,
        at=at,
        by=by,
        **parts,
    )
    ArticleText.objects.update_or_create(
        article=article, language=words.language, defaults={"current": revision}
    )
