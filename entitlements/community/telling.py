"""Who is told what of the community. Called inside the verb's transaction, in the vendor's role: a member of one
company tells those of others, whom she cannot know. What is said holds names shown and no other word of anybody."""

from collections.abc import Iterable
from typing import Any

from entitlements.community.models import Answer, Member, Moderation, Profile, Question, Report
from entitlements.plain_text import as_text
from notifications.outbox import tell, tell_each
from subscriptions import permissions, tenancy
from subscriptions.models import StaffMember, User
from subscriptions.permissions import Permission

EXCERPT = 1_000  # characters of a post in a mail


def asked(question: Question, mentioned: Iterable[Profile]) -> None:
    _mentions(question, mentioned, question.author, question.body, f"question:{question.pk}")


def answered(answer: Answer, question: Question, mentioned: Iterable[Profile]) -> None:
    """Each once: the asker, else as mentioned, else as a follower."""
    mentioned = list(mentioned)
    event = f"community:answer:{answer.pk}"
    words = _words(question, as_text(answer.body)) | {"who": str(answer.author)}
    link = answer.get_absolute_url()
    asker = {question.author_id} - {answer.author_id}
    _tell("answer", asker, event, words, link)
    named = {each.pk for each in mentioned} - {answer.author_id} - asker
    _tell("mention", named, event, words, link)
    with tenancy.as_staff():
        following = set(question.followings.values_list("member__profile", flat=True))
    _tell("followed", following - {answer.author_id} - asker - named, event, words, link)


def edited(question: Question, by: Profile, body: str, new: Iterable[Profile], event: str) -> None:
    """Those who are mentioned since an edit."""
    _mentions(question, new, by, body, event)


def accepted(question: Question, answer: Answer) -> None:
    whom = {answer.author_id} - {question.author_id}
    words = _words(question, as_text(answer.body))
    _tell("accepted", whom, f"community:accepted:{answer.pk}", words, answer.get_absolute_url())


def moderated(moderation: Moderation, question: Question, author: Profile) -> None:
    """The author, with the reason."""
    words = _words(question, moderation.reason) | {"done": moderation.act}
    _tell(
        "moderated", {author.pk}, f"community:moderated:{moderation.pk}", words, question.get_absolute_url()
    )


def reported(report: Report, question: Question) -> None:
    """The team leads, as of a mail that is held, where there is none all who moderate; not who reported."""
    leads = User.objects.staff_with(StaffMember.Role.LEAD)
    whom = leads if leads.exists() else User.objects.staff_with(*permissions.staff_roles(Permission.MODERATE))
    place = f"#answer-{report.answer_id}" if report.answer_id else ""
    with tenancy.as_staff():
        tell(
            "community_reported",
            whom,
            f"community:report:{report.pk}",
            context=_words(question, report.reason),
            link=f"/desk/community/questions/{question.pk}/{place}",
        )


def _mentions(question: Question, whom: Iterable[Profile], by: Profile, body: str, what: str) -> None:
    words = _words(question, as_text(body)) | {"who": str(by)}
    keys = {each.pk for each in whom} - {by.pk}
    _tell("mention", keys, f"community:mention:{what}", words, question.get_absolute_url())


def _words(question: Question, said: str) -> dict[str, Any]:
    return {"question": question.pk, "heading": question.title, "body": said[:EXCERPT]}


def _tell(kind: str, profiles: Iterable[Any], event: str, words: dict[str, Any], link: str) -> None:
    with tenancy.as_staff():
        found = Member.objects.filter(profile__in=list(profiles), profile__left_at=None).select_related(
            "user"
        )
        for staff in (False, True):
            theirs = [(each.user, each.customer_id) for each in found if each.user.is_staff == staff]
            if theirs:
                name = f"community_{kind}_staff" if staff else f"community_{kind}"
                tell_each(name, theirs, event, context=words, link=link)
