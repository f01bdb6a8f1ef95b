"""What the one search over everything finds of an article: what is published of it, by who may read it."""

from entitlements import documents
from entitlements.documents import Text
from entitlements.knowledge.models import Article, Revision, Visibility
from entitlements.knowledge.reading import SERVICE, published_texts
from entitlements.markdown import plain
from entitlements.models import Document

VISIBLE = {
    Visibility.PUBLIC: Document.Visibility.PUBLIC,
    Visibility.SUBSCRIBERS: Document.Visibility.COVERED,
    Visibility.COVERED: Document.Visibility.PRODUCTS,
    Visibility.CUSTOMERS: Document.Visibility.NAMED,
    Visibility.INTERNAL: Document.Visibility.INTERNAL,
}


def keep(article: Article) -> None:
    """Have it found as it is published now; an article that is not published is found by nobody."""
    if not article.is_published:
        documents.forget(Document.Kind.ARTICLE, article.pk)
        return
    assert article.renewed_at is not None, "a constraint holds it"
    documents.keep(
        Document.Kind.ARTICLE,
        article.pk,
        article.get_absolute_url(),
        [
            Text(each.language, each.title, _plain(article, each))
            for each in published_texts(article).values()
        ],
        code=str(article.pk),
        visibility=VISIBLE[Visibility(article.visibility)],
        service=SERVICE,
        products=article.affected.values_list("product", flat=True),
        customers=article.customers.values_list("customer", flat=True),
        published_at=article.renewed_at,
    )


def _plain(article: Article, revision: Revision) -> str:
    """Its words without marks of Markdown, with the code of its fix."""
    parts = (revision.summary, revision.symptoms, revision.cause, revision.workaround, revision.body)
    return "\n".join([*(plain(part) for part in parts if part), article.fix_code])
