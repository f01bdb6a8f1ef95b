"""The knowledge base, in the portal, at the desk and in the API."""

from entitlements.knowledge.models import ArticleCustomer, Picture
from entitlements.knowledge.steps import STEPS
from subscriptions.permissions import Permission, staff_roles
from xtreme.isolation.finding import Thing, hers, newest
from xtreme.isolation.rows import FORM, POSTS, Needs, Row, Task

WRITING, PUBLISHING = staff_roles(Permission.WRITE_ARTICLES), staff_roles(Permission.PUBLISH_ARTICLES)
ARTICLE = {"number": "article"}
SEARCHES = (
    "q={word}",
    "q={article}",
    "product={product}&kind=known_issue",
    "order=useful",
    "before={article}",
)


def steps(needs: Permission) -> dict[str, str | tuple[str, ...]]:
    """The steps on an article that need this."""
    return ARTICLE | {"name": tuple(name for name, step in STEPS.items() if step.needs is needs)}


THINGS = {
    "article": hers(ArticleCustomer, "article"),
    "picture": Thing(
        lambda between: newest(Picture.objects.filter(article__customers__customer=between.other))
    ),
}
PUBLISHED = THINGS

ROWS = (
    Row("knowledge:index", Needs.NOTHING, asks=SEARCHES),
    Row("knowledge:article", Needs.READER, things=ARTICLE, asks=("language=da",)),
    Row("knowledge:picture", Needs.READER, things=ARTICLE | {"file": "picture"}),
    Row("knowledge:vote", Needs.CONTACT, POSTS, ARTICLE, sends={"useful": "no", "sentence": "-"}),
    Row("knowledge:affects", Needs.CONTACT, POSTS, ARTICLE, sends={"do": "no"}),
    Row("knowledge:articles", Needs.VENDOR, asks=(*SEARCHES, "state=draft", "show=unhelpful")),
    Row("knowledge:new", Needs.VENDOR, FORM, roles=WRITING, writing=WRITING),
    Row("knowledge:desk_article", Needs.VENDOR, things=ARTICLE, asks=("language=da",)),
    Row("knowledge:edit", Needs.VENDOR, FORM, ARTICLE, roles=WRITING, writing=WRITING),
    Row("knowledge:history", Needs.VENDOR, things=ARTICLE, asks=("language=da",)),
    Row("knowledge:add_picture", Needs.VENDOR, POSTS, ARTICLE, writing=WRITING),
    Row(
        "knowledge:step",
        Needs.VENDOR,
        POSTS,
        steps(Permission.WRITE_ARTICLES),
        writing=WRITING,
        on_page=True,
    ),
    Row(
        "knowledge:step",
        Needs.VENDOR,
        POSTS,
        steps(Permission.PUBLISH_ARTICLES),
        sends={"reason": "-", "publish_at": "2030-01-01T08:00"},
        writing=PUBLISHING,
        on_page=True,
    ),
    Row("article-list", Needs.KEY, asks=(*SEARCHES, "page_size=200")),
    Row("article-detail", Needs.KEY, things=ARTICLE, asks=("language=da",)),
)

TASKS = (
    Task("entitlements.knowledge.tasks.publish_due", "to contacts who may read the article"),
    Task("entitlements.knowledge.tasks.remind_owners", "to owners of articles, of the vendor"),
)
