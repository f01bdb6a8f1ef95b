"""What of the community can be searched: what everybody in it reads, and nothing of who wrote it."""

from entitlements import documents, markdown
from entitlements.community.access import SERVICE
from entitlements.community.models import Question
from entitlements.documents import Text
from entitlements.models import Document
from subscriptions import mention_marks, tenancy

KIND = Document.Kind.QUESTION


def keep(number: int) -> None:
    """Have the question found as it reads now, with its answers; a hidden one by nobody."""
    with tenancy.as_staff():
        question = Question.objects.get(pk=number)
        if question.hidden_at:
            documents.forget(KIND, number)
            return
        shown = question.answers.filter(hidden_at=None).values_list("body", flat=True)
        said = "\n".join(markdown.plain(body, mention_marks.without) for body in (question.body, *shown))
        documents.keep(
            KIND,
            number,
            question.get_absolute_url(),
            [Text(question.language, question.title, said)],
            code=str(number),
            visibility=Document.Visibility.COVERED,
            service=SERVICE,
            products=[question.product_id] if question.product_id else [],
            published_at=question.asked_at,
        )
