"""What is typed of a saved reply. Forms read and keep; what is accepted is writing.py's to say, and a refusal of it
stands beside the field it concerns."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from subscriptions.forms import Missable, RefusingForm
from subscriptions.models import Product, User
from tickets.desk.access import Act, may
from tickets.saved_replies import filling
from tickets.saved_replies.models import After, SavedReply
from tickets.saved_replies.writing import LONGEST_TITLE, Words

SHARED, HERS = "shared", "hers"
TYPED = ("title", "text_en", "text_da", "product", "after")


def _text(label: Any, **options: Any) -> Missable:
    return Missable(label=label, widget=forms.Textarea(attrs={"rows": 9}), **options)


class SavedReplyForm(RefusingForm):
    """A saved reply; who may not share has no choice of whose it is."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = Missable(
        label=_("Title"),
        help_text=_("Short, with the words it is looked for by."),
        widget=forms.TextInput(attrs={"maxlength": LONGEST_TITLE, "autocomplete": "off"}),
    )
    text_da = _text(_("Text in Danish"))
    text_en = _text(
        _("Text in English"),
        help_text=format_lazy(
            _("One language is enough. These words are filled in, in both: {known}."), known=filling.known()
        ),
    )
    product = forms.ModelChoiceField(
        Product.objects.all(), label=_("Product"), required=False, empty_label=_("Every product")
    )
    after = forms.ChoiceField(
        label=_("After the reply"),
        required=False,
        choices=[("", _("whoever replies chooses")), *After.choices],
    )
    whose = forms.ChoiceField(
        label=_("For whom"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(HERS, _("for me alone")), (SHARED, _("for everybody at the desk"))],
        initial=HERS,
    )

    field_order = ("edition", "title", "text_en", "text_da", "product", "after", "whose")

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may(by, Act.SHARE_REPLIES):
            del self.fields["whose"]

    def clean(self) -> dict[str, Any]:
        """All that the verb would refuse, each at its field."""
        data = super().clean() or {}
        self.refuse_all(*self.words().checks())
        return data

    def words(self) -> Words:
        """What was typed; what was no choice is left out."""
        typed = {"title": ""} | {name: self.cleaned_data[name] for name in TYPED if name in self.cleaned_data}
        return Words(**typed, shared=self.cleaned_data.get("whose") == SHARED)


def begun_with(reply: SavedReply) -> dict[str, Any]:
    """What the form of a saved reply begins with."""
    begun = {name: getattr(reply, name) for name in (*TYPED, "edition")}
    return begun | {"whose": SHARED if reply.is_shared else HERS}
