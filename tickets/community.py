"""A question of the community becomes an incident: by its author, once, with a link both ways that only her company
and the vendor see (R12.4). With its answer it becomes the draft of an article, and each names the other."""

from datetime import datetime
from functools import partial
from typing import Any

from entitlements.community.access import Person
from entitlements.community.models import Question
from entitlements.community.parts import Part
from entitlements.knowledge import parts as article_parts
from entitlements.knowledge.beginnings import Beginning
from entitlements.knowledge.models import Article, Language
from entitlements.knowledge.writing import Words
from entitlements.markdown import outside_code
from entitlements.models import Document
from entitlements.plain_text import as_text
from subscriptions import mention_marks, paging, tenancy
from subscriptions.models import Customer, User
from tickets import timeline
from tickets.models import Incident, OfCommunity, TimelineEntry

SHOWN = 20  # questions on an article's page


def asked_by(user: User, customer: Customer, typed: str) -> Question | None:
    """The question with this number where it is hers and not hidden; None for any other."""
    number = paging.key(typed)
    if number is None:
        return None
    member = Person(user, customer).member()
    if member is None:
        return None
    hers = Question.objects.shown().filter(pk=number, author=member.profile, taken_at=None)
    return hers.select_related("product", "version").first()


def words_of(question: Question) -> dict[str, Any]:
    """What an incident of it begins with: its text as a description is shown, without marks."""
    return {
        "title": question.title,
        "description": as_text(question.body, mention_marks.without),
    }


def link(incident: Incident, question: Question, at: datetime) -> None:
    """Inside the transaction that logs the incident. A question that has one already stays with that."""
    _row, made = OfCommunity.objects.get_or_create(
        question=question, defaults={"incident": incident, "customer_id": incident.customer_id}
    )
    if not made:
        return
    timeline.write(incident, TimelineEntry.Kind.INFORMATION, at, code="of_community", question=question.pk)
    with tenancy.as_staff():
        Question.objects.filter(pk=question.pk).update(taken_at=at)


def part(question: Question, reader: User, own: bool) -> Part | None:
    """On the question's page: its incident, or the way to make one. To nobody but its author and the vendor."""
    if not own and not reader.is_staff:
        return None
    found = OfCommunity.objects.filter(question=question).first()
    if found is None and (not own or reader.is_staff or question.hidden_at):
        return None
    desk = "/desk" if reader.is_staff else ""
    number = found.incident_id if found else None
    address = f"{desk}/incidents/{number}/" if number else f"/incidents/new/?question={question.pk}"
    return Part("tickets/of_question.html", {"number": number, "address": address})


def beginning(typed: str) -> Beginning | None:
    """What an article of the question with this number begins with: what was asked, and the answer that was
    accepted, else each; nobody is named in it. None where there is no such question, or it is hidden."""
    number = paging.key(typed)
    rows = Question.objects.shown().select_related("product", "version", "accepted")
    found = rows.filter(pk=number).first() if number else None
    if found is None:
        return None
    answers = [found.accepted] if found.accepted else found.answers.filter(hidden_at=None)
    words = Words(
        language=found.language if found.language in Language.values else Language.ENGLISH,
        title=found.title,
        symptoms=outside_code(found.body, mention_marks.without),
        body="\n\n".join(outside_code(each.body, mention_marks.without) for each in answers),
    )
    return Beginning(words, found.product, found.version, partial(tie, found.pk))


def tie(number: int, article: Article) -> None:
    """The question with this number names the article as made of it, unless it names a published one. Its readers
    are led to it once it is published and they may read it (R12.1)."""
    with tenancy.as_staff():
        named = Question.objects.select_for_update().get(pk=number)
        if not Document.objects.filter(kind=Document.Kind.ARTICLE, code=named.article).exists():
            Question.objects.filter(pk=number).update(article=str(article.pk))


def of_article(article: Article, reader: User) -> article_parts.Part | None:
    """On the article's page at the desk: the questions that it was made of."""
    found = list(Question.objects.filter(article=str(article.pk)).select_related("group")[:SHOWN])
    if not found:
        return None
    return article_parts.Part("tickets/article_questions.html", {"rows": found, "more": False})
