"""What people are told of articles. The mail of each is templates/mail/<code>.md."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import Kind
from notifications.models.outbox import Pace

ARTICLE = ("article", "name")  # its number and its title
TO_STAFF = (*ARTICLE, "name_da")  # the Danish one, or empty

KINDS = (
    # `products` are names; `summary` may be empty.
    Kind(
        "article_published",
        _("New article in the knowledge base"),
        _("New in the knowledge base, {products}: {name}"),
        (*ARTICLE, "summary", "products"),
        pace=Pace.DAILY,
    ),
    Kind(
        "article_review",
        _("An article is to be looked at"),
        _("{by} asks for a look at article {article}: {name}"),
        (*TO_STAFF, "by"),
        staff=True,
    ),
    Kind(
        "article_sent_back",
        _("An article comes back"),
        _("{by} sent article {article} back: {name}"),
        (*TO_STAFF, "by", "reason"),
        staff=True,
    ),
    Kind(
        "article_not_published",
        _("An article could not be published"),
        _("Article {article} was not published when it was due: {name}"),
        (*TO_STAFF, "reason"),
        staff=True,
        optional=False,
    ),
    Kind(
        "article_aged",
        _("An article of mine has aged"),
        _("Nobody has looked through article {article} for {days} days: {name}"),
        (*TO_STAFF, "days"),
        staff=True,
        pace=Pace.WEEKLY,
    ),
    Kind(
        "article_failing",
        _("An article of mine does not help"),
        _("{percent} per cent of {votes} readers say that article {article} did not help: {name}"),
        (*TO_STAFF, "percent", "votes"),
        staff=True,
        pace=Pace.DAILY,
    ),
)
