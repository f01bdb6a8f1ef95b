"""Articles beside incidents: which were sent with one, and a draft made of it."""

from subscriptions.permissions import Permission, staff_roles
from tickets.models import IncidentArticle
from xtreme.isolation.finding import Thing, newest
from xtreme.isolation.rows import INCIDENT, POSTS, Needs, Row

DRAFT = {"number": "article drafted from an incident"}
THINGS = {
    "article drafted from an incident": Thing(
        lambda between: newest(
            IncidentArticle.objects.filter(customer=between.other, how=IncidentArticle.How.DRAFTED), "article"
        )
    ),
}
PUBLISHED = THINGS

ROWS = (
    Row(
        "desk:articles",
        Needs.VENDOR,
        POSTS,
        INCIDENT,
        sends={"q": "{word}", "chosen": "{article}", "body": "-"},
        writing=staff_roles(Permission.WRITE),
    ),
    Row(
        "desk:draft_article",
        Needs.VENDOR,
        POSTS,
        INCIDENT,
        writing=staff_roles(Permission.WRITE_ARTICLES),
    ),
    Row("knowledge:article", Needs.READER, things=DRAFT),
    Row("knowledge:vote", Needs.CONTACT, POSTS, DRAFT, sends={"useful": "no"}),
    Row("article-detail", Needs.KEY, things=DRAFT),
)
