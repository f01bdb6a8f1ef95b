"""A question of the community becomes an incident: by its author, once, with a link both ways that only her company
and the vendor see (R12.4). With its answer it becomes the draft of an article."""

from datetime import datetime

from entitlements.community.access import Person
from entitlements.community.models import Question
from entitlements.community.parts import Part
from entitlements.knowledge.beginnings import Beginning
from entitlements.knowledge.models import Language
from entitlements.knowledge.writing import Words
from subscriptions import mention_marks, paging, tenancy
from subscriptions.models import Customer, User
from tickets import timeline
from tickets.models import Incident, OfCommunity, TimelineEntry


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
    rows = Question.objects.shown().select_related("product", "accepted")
    found = rows.filter(pk=number).first() if number else None
    if found is None:
        return None
    answers = [found.accepted] if found.accepted else found.answers.filter(hidden_at=None)
    words = Words(
        language=found.language if found.language in Language.values else Language.ENGLISH,
        title=found.title,
        symptoms=mention_marks.without(found.body),
        body="\n\n".join(mention_marks.without(each.body) for each in answers),
    )
    return Beginning(words, found.product)
