"""What a search finds of releases (entitlements.documents): those that are published, by who may see them."""

from entitlements import documents
from entitlements.documents import Text
from entitlements.downloads.models import Release
from entitlements.markdown import plain
from entitlements.models import Document

KIND = Document.Kind.RELEASE


def keep(release: Release) -> None:
    """Have the release found: by whose subscription covers its product, or by the customers it is for (R2.3)."""
    assert release.published_at
    seen = Document.Visibility
    documents.keep(
        KIND,
        release.pk,
        release.get_absolute_url(),
        _texts(release),
        code=release.code,
        visibility=seen.PRODUCTS if release.is_for_all else seen.NAMED,
        service=release.service,
        products=[release.product_id],
        customers=() if release.is_for_all else release.meant_for(),
        published_at=release.published_at,
    )


def forget(release: Release) -> None:
    """Have it found no more."""
    documents.forget(KIND, release.pk)


def _texts(release: Release) -> list[Text]:
    found = [Text("en", release.title_en, _plain(release.notes_en, release.rule_en))]
    if release.title_da or release.notes_da:
        body = _plain(release.notes_da or release.notes_en, release.rule_da or release.rule_en)
        found.append(Text("da", release.title_da or release.title_en, body))
    return found


def _plain(*texts: str) -> str:
    return "\n".join(plain(text) for text in texts if text)
