"""Synthetic articles: published, of every kind and for every kind of reader, about the things that incidents are
about, and found as publishing has them found."""

from random import Random

from django.db import connection

from entitlements.documents import IN_TITLE, TAKEN_APART, WORDS
from entitlements.knowledge.finding import VISIBLE
from entitlements.knowledge.models import Kind, Visibility
from entitlements.knowledge.reading import SERVICE
from entitlements.models import Document
from xtreme.demo.synthetic import words
from xtreme.demo.synthetic.companies import World
from xtreme.demo.synthetic.copying import Table, reserve

DAY = 86_400
OLDEST = 3 * 365 * DAY  # seconds before now
WRITTEN_BEFORE = 2 * DAY  # publishing
VISIBILITIES = (
    *[Visibility.PUBLIC] * 2,
    *[Visibility.SUBSCRIBERS] * 9,
    *[Visibility.COVERED] * 7,
    *[Visibility.INTERNAL] * 2,
)
KINDS = (*[Kind.KNOWN_ISSUE] * 5, *[Kind.HOW_TO] * 3, *[Kind.ARTICLE] * 2)
IN_DANISH_TOO = 0.15
OF_A_PRODUCT = 0.8

ARTICLES = Table(
    "knowledge_article",
    {
        "id": "int", "kind": "text", "visibility": "text", "owner_id": "int", "created_at": "instant",
        "changed_at": "instant", "changed_by_id": "int", "published_at": "instant", "renewed_at": "instant",
        "looked_through_at": "instant",
    },
    {
        "state": "published", "fix_code": "", "alert_class": "", "action_kind": "fix", "action": "",
        "edition": "1", "withdrawal": "",
    },
)  # fmt: skip
PRODUCTS = Table("knowledge_articleproduct", {"article_id": "int", "product_id": "int"})
REVISIONS = Table(
    "knowledge_revision",
    {
        "id": "int", "article_id": "int", "language": "text", "title": "text", "symptoms": "text",
        "cause": "text", "workaround": "text", "body": "text", "at": "instant", "by_id": "int",
    },
    {"number": "1", "summary": ""},
)  # fmt: skip
TEXTS = Table(
    "knowledge_articletext",
    {"article_id": "int", "language": "text", "current_id": "int", "published_id": "int"},
)
DOCUMENTS = Table(Document._meta.db_table, {})  # made of what the others hold
# The articles first: what belongs to them points to them.
TABLES = (ARTICLES, PRODUCTS, REVISIONS, TEXTS)

# What entitlements.knowledge.finding keeps of the articles from %s on.
KEEP = f"""
insert into {DOCUMENTS.name} (kind, key, code, language, title, body, address, visibility, service,
  products, customers, published_at, words, title_words)
select 'article', key, code, language, title, body, '/knowledge/' || key || '/',
  case visibility {" ".join(f"when '{ours}' then '{theirs}'" for ours, theirs in VISIBLE.items())} end, '{SERVICE}',
  array(select product_id from {PRODUCTS.name} where article_id = key order by product_id), '{{}}', renewed_at,
  {WORDS}, {IN_TITLE}
from (
  select article.id as key, article.id::text as code, article.visibility, article.renewed_at, said.language,
    said.title, concat_ws(e'\\n', said.symptoms, nullif(said.cause, ''), said.workaround, said.body, '') as body
  from {ARTICLES.name} article
  join {TEXTS.name} text on text.article_id = article.id
  join {REVISIONS.name} said on said.id = text.published_id
  where article.id >= %s
) as text, {TAKEN_APART}
"""  # noqa: S608  made of constants


def write(count: int, seed: int, world: World, now: int) -> int:
    """Have so many articles wait in TABLES, the oldest first; gives the key of the first."""
    random = Random(f"{seed} articles")
    first = reserve(ARTICLES.name, count) if count else 0
    revision = reserve(REVISIONS.name, 2 * count) if count else 0
    products = sorted({line.product for company in world.companies for line in company.lines})
    people = [agent.key for agents in world.agents.values() for agent in agents]
    instants = sorted(now - random.randrange(DAY, OLDEST) for _each in range(count))
    for key, at in enumerate(instants, first):
        _write(random, key, revision + 2 * (key - first), at, random.choice(people), products)
    return first


def _write(random: Random, key: int, revision: int, at: int, owner: int, products: list[int]) -> None:
    kind, visibility = random.choice(KINDS), random.choice(VISIBILITIES)
    written = at - WRITTEN_BEFORE
    ARTICLES.add(key, kind.value, visibility.value, owner, written, at, owner, at, at, at)
    if random.random() < OF_A_PRODUCT:
        PRODUCTS.add(key, random.choice(products))
    said = [("en", words.article(random, kind == Kind.HOW_TO))]
    if random.random() < IN_DANISH_TOO:
        said.append(("da", words.danish_article(random)))
    for place, (language, parts) in enumerate(said):
        REVISIONS.add(revision + place, key, language, *parts, written, owner)
        TEXTS.add(key, language, revision + place, revision + place)


def have_found(first: int) -> None:
    """Have those from `first` on found by the one search."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [first])
