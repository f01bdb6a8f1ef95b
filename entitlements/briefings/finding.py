"""Recordings as the one search over everything finds them (entitlements.documents): by their titles, by what stands
beside them, and by what is said in them, in each language in which it is."""

from entitlements import documents
from entitlements.briefings.access import RECORDED
from entitlements.briefings.models import Recording
from entitlements.documents import Text
from entitlements.models import Document

KIND = Document.Kind.BRIEFING


def keep(recording: Recording) -> None:
    """Have a published recording found by everybody with an active subscription: R13 is every tier's."""
    if recording.published_at is None:
        return
    documents.keep(
        KIND,
        recording.pk,
        recording.get_absolute_url(),
        _texts(recording),
        code=str(recording.pk),
        visibility=Document.Visibility.COVERED,
        service=RECORDED,
        products=recording.products.values_list("pk", flat=True),
        published_at=recording.published_at,
    )


def forget(recording: Recording) -> None:
    """Have it found by nobody any more."""
    documents.forget(KIND, recording.pk)


def _texts(recording: Recording) -> list[Text]:
    spoken = dict(recording.captions.values_list("language", "spoken"))
    own = spoken.pop(recording.language, recording.transcript)
    chapters = "\n".join(recording.chapters.values_list("title", flat=True))
    beside = "\n".join([recording.about, recording.speakers, chapters, own])
    return [
        Text(recording.language, recording.title, beside),
        *(Text(language, recording.title, text) for language, text in spoken.items()),
    ]
