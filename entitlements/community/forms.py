"""What is typed in the community. Forms read and keep; the verbs say what is accepted, and their refusals stand at
the field. Texts are looked at for secrets (R7.9): they would be read by other companies."""

from dataclasses import fields
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from entitlements.community import writing
from entitlements.community.models import Group, Way
from entitlements.community.models.posts import BODY, TITLE
from entitlements.community.names import LONGEST
from entitlements.community.refusals import GroupMissing, NameNotAllowed
from entitlements.community.writing import NewQuestion
from subscriptions.forms import RefusingForm
from subscriptions.models import InstalledSystem, Product, ProductVersion
from subscriptions.refusals import EmptyText, ReasonMissing
from subscriptions.secret_warning import WarningForm

MARKDOWN = _("Markdown: **bold**, `code`, lists, tables. @name mentions a member. No pictures.")


def _language(**options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES, **options)


def _body(label: Any, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=MARKDOWN,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": BODY}),
        strip=False,
        error_messages={"required": EmptyText.sentence},
    )


def _reason(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.TextInput(attrs={"maxlength": 500, "autocomplete": "off"}),
        error_messages={"required": ReasonMissing.sentence},
    )


class AskForm(WarningForm):
    """A question. `seen`: that the similar ones have been shown."""

    title = forms.CharField(
        label=_("Your question in one line"),
        widget=forms.TextInput(attrs={"maxlength": TITLE, "autocomplete": "off"}),
        error_messages={"required": _("Write your question in one line.")},
    )
    body = _body(_("What you want to know"), 9)
    group = forms.ModelChoiceField(
        Group.objects.none(),
        label=_("Group"),
        empty_label=_("Choose a group"),
        error_messages={"required": GroupMissing.sentence},
    )
    product = forms.ModelChoiceField(
        Product.objects.none(),
        to_field_name="code",
        label=_("Product"),
        required=False,
        empty_label=_("About none in particular"),
    )
    version = forms.ModelChoiceField(
        ProductVersion.objects.none(), label=_("Version"), required=False, empty_label=_("Any")
    )
    language = _language()
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, rows in (
            ("group", Group.objects.open()),
            ("product", Product.objects.order_by("name")),
            ("version", ProductVersion.objects.filter(generally_available=True).select_related("product")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def asked(self) -> NewQuestion:
        """What was typed."""
        named = (each.name for each in fields(NewQuestion))
        return NewQuestion(**{name: self.cleaned_data[name] for name in named if name in self.cleaned_data})

    def clean(self) -> dict[str, Any]:
        """All that is wrong is said at once."""
        typed: dict[str, Any] = super().clean() or {}
        self.refuse_all(*writing.checks(self.asked()))
        return typed


class EditQuestionForm(WarningForm):
    title = forms.CharField(
        label=_("Your question in one line"),
        widget=forms.TextInput(attrs={"maxlength": TITLE, "autocomplete": "off"}),
        error_messages={"required": _("Write your question in one line.")},
    )
    body = _body(_("What you want to know"), 9)


class EditAnswerForm(WarningForm):
    body = _body(_("Your answer"), 7)


class AnswerForm(WarningForm):
    body = _body(_("Your answer"), 6)
    language = _language()
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class ReportForm(RefusingForm):
    """`answer`: the key of the answer that is meant, empty for the question."""

    reason = _reason(_("What is wrong with it?"), _("Moderators read this, and nobody else."))
    answer = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ProfileForm(RefusingForm):
    """What the community sees of her."""

    name = forms.CharField(
        label=_("The name you show"),
        help_text=_("It need not be your own. Others mention you by it."),
        widget=forms.TextInput(attrs={"maxlength": LONGEST, "autocomplete": "off"}),
        error_messages={"required": NameNotAllowed.sentence},
    )
    company = forms.BooleanField(label=_("Show my company"), required=False)
    industry = forms.BooleanField(label=_("Show our industry"), required=False)
    environment = forms.BooleanField(label=_("Show what runs at our company"), required=False)


class ModerationForm(RefusingForm):
    """`answer` as in ReportForm."""

    reason = _reason(_("Reason"), _("The author reads it; it stays on record."))
    answer = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MoveForm(RefusingForm):
    group = forms.ModelChoiceField(
        Group.objects.none(),
        label=_("Group"),
        empty_label=None,
        error_messages={"required": _("Choose the group.")},
    )
    reason = _reason(_("Reason"), _("The author reads it; it stays on record."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Group.objects.open()


class ArticleForm(RefusingForm):
    article = forms.CharField(
        label=_("Number of the article"),
        widget=forms.TextInput(attrs={"maxlength": 20, "inputmode": "numeric", "autocomplete": "off"}),
        required=False,
    )


class GroupForm(RefusingForm):
    """A group, and to whom it is suggested."""

    code = forms.SlugField(
        label=_("Code"),
        help_text=_("Its part of the address."),
        max_length=40,
        error_messages={"required": _("Give the group a code, such as finance.")},
    )
    way = forms.ChoiceField(
        label=_("Way"), choices=lambda: [(value, capfirst(str(label))) for value, label in Way.choices]
    )
    name_en = forms.CharField(
        label=_("Name (English)"),
        max_length=60,
        error_messages={"required": _("Give the group a name in English.")},
    )
    name_da = forms.CharField(label=_("Name (Danish)"), max_length=60, required=False)
    about_en = forms.CharField(label=_("About (English)"), max_length=200, required=False)
    about_da = forms.CharField(label=_("About (Danish)"), max_length=200, required=False)
    product = forms.ModelChoiceField(
        Product.objects.none(),
        to_field_name="code",
        label=_("Product"),
        required=False,
        empty_label=_("Any"),
        help_text=_("It is suggested to customers whose record has all that is set here."),
    )
    version = forms.CharField(label=_("Version"), max_length=20, required=False)
    hosting = forms.ChoiceField(
        label=_("Hosting"),
        required=False,
        choices=lambda: [
            ("", _("Any")),
            *((value, capfirst(str(label))) for value, label in InstalledSystem.Hosting.choices),
        ],
    )
    database = forms.CharField(label=_("Database"), max_length=40, required=False)
    operating_system = forms.CharField(label=_("Operating system"), max_length=40, required=False)
    industries = forms.CharField(
        label=_("Words of industries"),
        max_length=400,
        required=False,
        help_text=_("A customer's industry that has one of these words, parted by commas."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["product"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Product.objects.order_by("name")

    def clean_industries(self) -> list[str]:
        """At most 20 words."""
        typed = (word.strip()[:40] for word in self.cleaned_data["industries"].split(","))
        return [word for word in typed if word][:20]
