"""The community, where customers meet: what is shown is read by all, what is hidden by its author alone."""

from entitlements.community.models import Answer, Group, Profile, Question
from entitlements.community.views.desk import STEPS as OF_MODERATORS
from entitlements.community.views.writing import STEPS
from subscriptions.permissions import Permission, staff_roles
from xtreme.isolation.finding import Between, Thing, newest
from xtreme.isolation.rows import FORM, POSTS, Needs, Row

WRITING, MODERATING = staff_roles(Permission.WRITE), staff_roles(Permission.MODERATE)
NOBODY_ID = "00000000-0000-0000-0000-000000000000"
QUESTION, HIDDEN = {"number": "question"}, {"number": "hidden question"}
GROUP, FORMER, MEMBER = {"code": "code of a group"}, {"member": "former member"}, {"member": "member"}
ANSWERED = {"body": "-", "language": "en", "answer": "{answer}", "reason": "-"}
OF_HIDDEN = {"reason": "-", "answer": "{hidden answer}"}
NEW_GROUP = {"code": "new", "way": "system", "name_en": "-"}


def _question(*, hidden: bool) -> Thing:
    return Thing(
        lambda between: newest(
            Question.objects.filter(author__member__customer=between.other, hidden_at__isnull=not hidden)
        )
    )


def _answer(*, hidden: bool) -> Thing:
    """Of a question that is shown."""
    return Thing(
        lambda between: newest(
            Answer.objects.filter(
                author__member__customer=between.other,
                hidden_at__isnull=not hidden,
                question__hidden_at=None,
            )
        )
    )


def _profile(*, left: bool) -> Thing:
    """One that shows no company where there is one."""

    def find(between: Between) -> str | None:
        hers = Profile.objects.filter(member__customer=between.other, left_at__isnull=not left)
        found = hers.order_by("company", "pk").values_list("pk", flat=True).first()
        return str(found) if found else None

    return Thing(find, NOBODY_ID)


THINGS = {
    "question": _question(hidden=False),
    "hidden question": _question(hidden=True),
    "answer": _answer(hidden=False),
    "hidden answer": _answer(hidden=True),
    "member": _profile(left=False),
    "former member": _profile(left=True),
    "group": Thing(lambda between: newest(Group.objects.all())),
    "code of a group": Thing(lambda between: newest(Group.objects.all(), "code"), "no-such-group"),
}
PUBLISHED = THINGS

ROWS = (
    Row(
        "community:index",
        Needs.CONTACT_OR_VENDOR,
        asks=("show=mine", "show=unanswered", "before={hidden question}"),
        shared=True,
    ),
    Row(
        "community:ask",
        Needs.CONTACT_OR_VENDOR,
        FORM,
        asks=("title={word}",),
        sends={"title": "-", "body": "-", "language": "en", "group": "{group}"},
        roles=WRITING,
        writing=WRITING,
        on_page=True,
        shared=True,
    ),
    Row("community:similar", Needs.CONTACT_OR_VENDOR, asks=("title={word}",), shared=True),
    Row("community:profile", Needs.CONTACT, FORM, sends={"name": "-"}),
    Row("community:leave", Needs.PERSON, POSTS),
    Row("community:member", Needs.CONTACT_OR_VENDOR, things=FORMER),
    Row("community:member", Needs.CONTACT_OR_VENDOR, things=MEMBER, shared=True),
    Row("community:group", Needs.CONTACT_OR_VENDOR, things=GROUP, asks=("show=mine",), shared=True),
    Row("community:join", Needs.CONTACT_OR_VENDOR, POSTS, GROUP, writing=WRITING, shared=True),
    Row("community:question", Needs.CONTACT_OR_VENDOR, things=HIDDEN),
    Row("community:question", Needs.CONTACT_OR_VENDOR, things=QUESTION, shared=True),
    Row("community:edit_question", Needs.PERSON, FORM, HIDDEN, sends={"title": "-", "body": "-"}),
    Row(
        "community:step",
        Needs.CONTACT_OR_VENDOR,
        POSTS,
        HIDDEN | {"name": tuple(STEPS)},
        sends={"body": "-", "language": "en", "reason": "-"},
        writing=WRITING,
        on_page=True,
    ),
    Row(
        "community:step",
        Needs.CONTACT_OR_VENDOR,
        POSTS,
        QUESTION | {"name": tuple(STEPS)},
        sends=ANSWERED,
        writing=WRITING,
        on_page=True,
        shared=True,
    ),
    Row(
        "community:step", Needs.CONTACT, POSTS, QUESTION | {"name": ("report",)}, sends=OF_HIDDEN, shared=True
    ),
    Row("community:edit_answer", Needs.PERSON, FORM, {"number": "hidden answer"}, sends={"body": "-"}),
    Row("community:moderations", Needs.VENDOR),
    Row("community:new_group", Needs.VENDOR, FORM, sends=NEW_GROUP, writing=MODERATING, on_page=True),
    Row(
        "community:edit_group",
        Needs.VENDOR,
        FORM,
        {"number": "group"},
        sends=NEW_GROUP,
        writing=MODERATING,
        on_page=True,
    ),
    Row("community:archive_group", Needs.VENDOR, POSTS, {"number": "group"}, writing=MODERATING),
    Row("community:moderation", Needs.VENDOR, things=HIDDEN),
    Row(
        "community:moderate",
        Needs.VENDOR,
        POSTS,
        HIDDEN | {"name": tuple(OF_MODERATORS)},
        sends={"reason": "-", "group": "{group}"},
        writing=MODERATING,
        on_page=True,
    ),
    Row("community-question-list", Needs.KEY, shared=True),
    Row("community-question-detail", Needs.KEY, things=HIDDEN),
    Row("community-question-detail", Needs.KEY, things=QUESTION, shared=True),
)
