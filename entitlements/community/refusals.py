"""What the community does not take, and why: a code and a sentence each."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.refusals import NotEntitled
from subscriptions.refusals import InvalidInput, Refusal

COMMUNITY = "/community/"


class ReadOnly(NotEntitled):
    """Who has no active subscription reads on."""

    code = "read_only"
    title = gettext_lazy("You can read, and not write")
    sentence = gettext_lazy("Only contacts with an active subscription can write. You can still read.")
    requirement = "R12.3"

    def next_steps(self) -> list[tuple[str, str]]:
        return [*super().next_steps(), (_("Read on in the community"), COMMUNITY)]


class NoProfile(Refusal):
    """Nobody writes under a name that she has not chosen."""

    code = "no_profile"
    title = gettext_lazy("Choose the name you show")
    sentence = gettext_lazy("Choose what the community sees of you before you write.")

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("Choose my name"), "/community/profile/")]


class NameRefused(InvalidInput):
    field = "name"


class NameNotAllowed(NameRefused):
    code = "name_not_allowed"
    sentence = gettext_lazy(
        "A name has 2 to 40 characters: letters and digits, spaces, full stops, hyphens, apostrophes."
    )


class NameOfFormer(NameRefused):
    code = "name_of_former"
    sentence = gettext_lazy("“Former member” stands for those who have left. Choose another name.")


class NameOfVendor(NameRefused):
    code = "name_of_vendor"
    sentence = gettext_lazy("This name looks as if it spoke for the vendor or its people. Choose another.")


class NameTaken(NameRefused):
    code = "name_taken"
    sentence = gettext_lazy("Another member has this name, or one that looks like it. Choose another.")


class TitleWrong(InvalidInput):
    code = "title_missing"
    field = "title"
    sentence = gettext_lazy("Write your question in one line of at most {limit} characters.")


class GroupMissing(InvalidInput):
    code = "group_missing"
    field = "group"
    sentence = gettext_lazy("Choose the group in which you ask.")


class VersionOfAnother(InvalidInput):
    code = "version_of_another"
    field = "version"
    sentence = gettext_lazy("That version is of another product.")


class NobodyMentioned(InvalidInput):
    code = "nobody_mentioned"
    field = "body"
    sentence = gettext_lazy(
        "No member is called {names}. Correct it, or set it between backticks where it is no name."
    )


class TooManyMentioned(InvalidInput):
    code = "too_many_mentioned"
    field = "body"
    sentence = gettext_lazy("A text mentions at most {most} members; this one mentions {number}.")


class QuestionLocked(Refusal):
    code = "question_locked"
    title = gettext_lazy("The question is locked")
    sentence = gettext_lazy("A moderator has locked this question. Nothing is added to it any more.")

    def next_steps(self) -> list[tuple[str, str]]:
        return [(_("Ask a question of your own"), "/community/ask/")]


class PostHidden(Refusal):
    code = "post_hidden"
    title = gettext_lazy("This has been hidden")
    sentence = gettext_lazy("A moderator has hidden this. It can be neither answered nor changed.")


class VotedAlready(Refusal):
    code = "voted_already"
    title = gettext_lazy("You have said so already")
    sentence = gettext_lazy("You have said “same here” to this question already. It counts once.")


class OwnQuestion(Refusal):
    code = "own_question"
    title = gettext_lazy("It is your own question")
    sentence = gettext_lazy("This is your own question: it counts without your vote.")


class NotItsAnswer(Refusal):
    code = "not_its_answer"
    title = gettext_lazy("That is an answer to another question")
    sentence = gettext_lazy("Only an answer to this question that can be read can be accepted.")


class NotYours(Refusal):
    code = "not_your_post"
    title = gettext_lazy("This is not yours")
    sentence = gettext_lazy("Only who wrote it may do that.")
    status = 403


class ReportedAlready(Refusal):
    code = "reported_already"
    title = gettext_lazy("You have reported this already")
    sentence = gettext_lazy("You have reported this already. A moderator looks at it.")


class GroupArchived(InvalidInput):
    code = "group_archived"
    field = "group"
    sentence = gettext_lazy("This group is archived: it can be read, and nothing is asked in it any more.")


class CodeTaken(InvalidInput):
    code = "group_code_taken"
    field = "code"
    sentence = gettext_lazy("Another group has this code.")


class MovedNowhere(InvalidInput):
    code = "moved_nowhere"
    field = "group"
    sentence = gettext_lazy("It is in that group already.")


class ArticleUnknown(InvalidInput):
    code = "article_unknown"
    field = "article"
    sentence = gettext_lazy(
        "No published article has the number {number}. Publish it first, then name it here."
    )


class DoneAlready(Refusal):
    """Two moderators at once: the second is told."""

    code = "moderated_already"
    title = gettext_lazy("That has been done already")
    sentence = gettext_lazy("Somebody else has done that already. Look at the page again.")


def words_of(names: list[str]) -> dict[str, Any]:
    """The names as they were typed."""
    return {"names": ", ".join(f"@{name}" for name in names)}
