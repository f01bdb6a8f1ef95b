"""An article: what kind it is, what it is about, who may read it, where it stands. Its words are texts.py's; who
may read what is asked of `readable`."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entitlements.readers import Reader
from notifications.models import Alert
from notifications.models.affected import Affected
from subscriptions import versions
from subscriptions.models import Customer, ProductVersion
from subscriptions.tenancy import TenantQuerySet


class Kind(models.TextChoices):
    ARTICLE = "article", _("article")
    HOW_TO = "how_to", _("how-to")
    KNOWN_ISSUE = "known_issue", _("known issue")


class State(models.TextChoices):
    """Where an article stands. One that is published and changed stays published as it was until the change is."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Visibility(models.TextChoices):
    """Who reads an article once it is published (R5.5). An article of no product counts as one of every product."""

    PUBLIC = "public", _("everybody, without signing in")
    SUBSCRIBERS = "subscribers", _("every active subscription")
    COVERED = "covered", _("subscriptions that cover its products")
    CUSTOMERS = "customers", _("named customers")
    INTERNAL = "internal", _("the vendor's people only")


class ArticleQuerySet(models.QuerySet["Article"]):
    def readable(self, reader: Reader) -> Self:
        """The published articles that this reader may read (R5.5)."""
        published = self.filter(state=State.PUBLISHED)
        if reader.is_staff:
            return published
        mine = Q(visibility=Visibility.PUBLIC)
        if reader.is_subscribed:
            rows = ArticleProduct.objects.filter(article=OuterRef("pk"))
            covered = Exists(rows.filter(product__in=reader.products)) | ~Exists(rows)
            named = Exists(ArticleCustomer.objects.filter(article=OuterRef("pk"), customer=reader.customer))
            mine |= Q(visibility=Visibility.SUBSCRIBERS)
            mine |= Q(visibility=Visibility.COVERED) & Q(covered)
            mine |= Q(visibility=Visibility.CUSTOMERS) & Q(named)
        return published.filter(mine)

    def whole(self) -> Self:
        """With what a line of a list says: products and published titles. Two statements more."""
        from entitlements.knowledge.models.texts import ArticleText

        texts = ArticleText.objects.select_related("current", "published")
        affected = ArticleProduct.objects.select_related("product", "from_version", "to_version")
        return self.select_related("owner").prefetch_related(
            Prefetch("texts", texts), Prefetch("affected", affected.prefetch_related("versions"))
        )

    def about(self, *codes: str) -> Self:
        """Those of the products of these codes, and those of every product."""
        rows = ArticleProduct.objects.filter(article=OuterRef("pk"))
        return self.filter(Exists(rows.filter(product__code__in=codes)) | ~Exists(rows))

    def known_issues(self) -> Self:
        return self.filter(state=State.PUBLISHED, kind=Kind.KNOWN_ISSUE)

    def between(self, since: ProductVersion, until: ProductVersion) -> Self:
        """Those that a move from the version `since` to the version `until` of the product meets: they hold in a
        version after the first, up to the second (R22.1). Raises ValueError for versions of two products."""
        if since.product_id != until.product_id:
            raise ValueError("Two versions of one product are compared")
        named = list(ProductVersion.objects.filter(product=since.product_id))
        first, last = versions.place(since.name), versions.place(until.name)
        later = [each.pk for each in named if versions.place(each.name) > first]
        reached = [each.pk for each in named if versions.place(each.name) <= last]
        rows = ArticleProduct.objects.filter(article=OuterRef("pk"), product=since.product_id)
        begins = Q(from_version=None) | Q(from_version__in=reached)
        ends = Q(to_version=None) | Q(to_version__in=later)
        spans = rows.filter(begins, ends, versions=None)
        listed = rows.filter(versions__in=set(later) & set(reached))
        return self.filter(Exists(spans) | Exists(listed))

    def aged(self, before: datetime) -> Self:
        """Published ones that nobody has looked through since."""
        return self.filter(state=State.PUBLISHED, looked_through_at__lt=before)

    def due(self, at: datetime) -> Self:
        """Those that are to be published by themselves by then."""
        return self.filter(publish_at__lte=at)

    def with_votes(self) -> Self:
        """With `helped` and `failed`: how many said so since it was looked through last."""
        since = Q(votes__at__gte=Coalesce(F("looked_through_at"), F("created_at")))
        return self.annotate(
            helped=models.Count("votes", filter=since & Q(votes__useful=True)),
            failed=models.Count("votes", filter=since & Q(votes__useful=False)),
        )


class Article(models.Model):
    """What the vendor knows about something. Its number is its key.

    `edition` grows with every change: who saves says which she has seen. `useful`, `not_useful` and
    `affected_companies` are kept by triggers, since a contact sees no other company's answers.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.ARTICLE)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    visibility = models.CharField(
        _("who may read it"), max_length=12, choices=Visibility.choices, default=Visibility.SUBSCRIBERS
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("owner of the article")
    )
    fix_code = models.CharField(_("fix"), max_length=60, blank=True)
    # Critical: what its alert says (R1.1, R1.8). No class: not critical.
    alert_class = models.CharField(
        _("critical because of"), max_length=20, blank=True, choices=Alert.Class.choices
    )
    action_kind = models.CharField(
        _("action"), max_length=12, choices=Alert.Action.choices, default=Alert.Action.FIX
    )
    action = models.TextField(_("what to do"), blank=True)
    required_by = models.DateField(_("required action by"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    publish_at = models.DateTimeField(_("to be published"), null=True, blank=True, editable=False)
    publish_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    published_at = models.DateTimeField(_("first published"), null=True, editable=False)
    renewed_at = models.DateTimeField(_("last published"), null=True, editable=False)
    looked_through_at = models.DateTimeField(_("looked through"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawal = models.TextField(_("why it is withdrawn"), blank=True, editable=False)
    aged_told_at = models.DateTimeField(null=True, editable=False)
    failing_told_at = models.DateTimeField(null=True, editable=False)
    useful = models.IntegerField(_("useful"), default=0, db_default=0, editable=False)
    not_useful = models.IntegerField(_("not useful"), default=0, db_default=0, editable=False)
    score = models.GeneratedField(
        expression=F("useful") - F("not_useful"), output_field=models.IntegerField(), db_persist=True
    )
    affected_companies = models.IntegerField(_("affected companies"), default=0, db_default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["-renewed_at", "-id"], name="newest_articles", condition=Q(state="published")
            ),
            models.Index(
                fields=["-score", "-id"], name="most_useful_articles", condition=Q(state="published")
            ),
            models.Index(fields=["publish_at"], name="articles_to_publish", condition=~Q(publish_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False, renewed_at__isnull=False),
                name="published_article_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(publish_at=None) | Q(publish_by__isnull=False),
                name="somebody_has_an_article_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    def get_absolute_url(self) -> str:
        return f"/knowledge/{self.pk}/"

    @property
    def number(self) -> int:
        return self.pk

    @property
    def is_critical(self) -> bool:
        return bool(self.alert_class)

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    def age(self, at: datetime) -> timedelta | None:
        """How long nobody has looked through it; None while it is not published."""
        return at - self.looked_through_at if self.looked_through_at else None


class ArticleProduct(Affected):
    """A product that an article is about, in which versions."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="affected", verbose_name=_("article"))

    class Meta:
        verbose_name = _("product of an article")
        verbose_name_plural = _("products of articles")
        constraints = [
            models.UniqueConstraint(fields=["article", "product"], name="each_product_once_an_article")
        ]


class ArticleCustomer(models.Model):
    """A customer for whom an article is, where it is for named ones."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+", verbose_name=_("customer"))
    article = models.ForeignKey(Article, models.CASCADE, related_name="customers", verbose_name=_("article"))

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer of an article")
        verbose_name_plural = _("customers of articles")
        constraints = [
            models.UniqueConstraint(fields=["article", "customer"], name="each_customer_once_an_article")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.customer_id}"
