"""The incidents that an article has to do with, for its page at the desk."""

from entitlements.knowledge.models import Article
from entitlements.knowledge.parts import Part
from subscriptions.models import User
from tickets.models import IncidentArticle

SHOWN = 50


def of_article(article: Article, reader: User) -> Part | None:
    """The part of the article's page; None where no incident has to do with it."""
    rows = IncidentArticle.objects.visible_to(reader).filter(article=article)
    found = list(rows.select_related("incident__customer", "by")[: SHOWN + 1])
    if not found:
        return None
    return Part("tickets/article_incidents.html", {"rows": found[:SHOWN], "more": len(found) > SHOWN})
