"""What is refused of saved replies, each with its sentence."""

from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import InvalidInput, Refusal, WrongText


class TitleMissing(InvalidInput):
    code = "saved_reply_title_missing"
    field = "title"
    sentence = _("Give it a title: it is found by it.")


class TextMissing(InvalidInput):
    code = "saved_reply_text_missing"
    field = "text_en"
    sentence = _("Write the text, in English, in Danish or in both.")


class NoSuchWord(WrongText):
    """A word in braces that nothing is filled in for: the customer would read it as it stands."""

    code = "saved_reply_no_such_word"
    sentence = _(
        "Nothing is filled in for {word}. These words are: {known}. Braces around anything but one word stay as"
        " they are typed."
    )


class SavedReplyChangedMeanwhile(Refusal):
    """What is saved over is what she has seen."""

    code = "saved_reply_changed_meanwhile"
    title = _("The saved reply was changed meanwhile")
    sentence = _(
        "{name} has changed the saved reply since you opened it. What you typed is still here and not saved; saving"
        " again keeps yours in place of hers."
    )


class ChangedBeforeDeletion(Refusal):
    """What is deleted is what she has seen."""

    code = "saved_reply_changed_before_deletion"
    title = _("The saved reply was changed meanwhile")
    sentence = _(
        "{name} has changed the saved reply since you opened it, so it is not deleted. Read it again first."
    )


class DeletedMeanwhile(Refusal):
    """What was typed is kept as a new one, if she says so."""

    code = "saved_reply_deleted_meanwhile"
    title = _("The saved reply was deleted meanwhile")
    sentence = _(
        "The saved reply was deleted since you opened it. What you typed is still here; saving again keeps it as a"
        " new one."
    )
