"""What writers, publishers and readers type about articles. Forms read and keep; what is accepted is the verbs' to
say, and a refusal of theirs stands beside the field it concerns."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from entitlements.knowledge.models import Article, Kind, Language, Revision, State, Visibility
from entitlements.knowledge.models.texts import PARTS
from entitlements.knowledge.writing import About, Words
from notifications.drafts import Affects
from notifications.models import Alert
from subscriptions import permissions
from subscriptions.forms import InstantField, Missable, RefusingForm
from subscriptions.models import Customer, Product, User
from subscriptions.permissions import Permission

ABOUT = ("kind", "visibility", "owner", "fix_code", "alert_class", "action_kind", "action", "required_by")


def _choices(of: Any, *first: tuple[str, Any]) -> Any:
    return lambda: [*first, *((value, capfirst(str(label))) for value, label in of.choices)]


def _text(label: Any, rows: int, **options: Any) -> forms.CharField:
    """Its length is the verb's to say."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, strip=False, widget=area, **options)


def _missable(label: Any, rows: int, **options: Any) -> Missable:
    return Missable(label=label, strip=False, widget=forms.Textarea(attrs={"rows": rows}), **options)


class ArticleForm(RefusingForm):
    """An article in one language, and what it is about. Its products are a formset of their own. `edition`: that
    which she began with."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=Language.choices,
        error_messages={"required": gettext_lazy("Choose the language.")},
    )
    title = Missable(label=gettext_lazy("Title"), max_length=160)
    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("One or two sentences; lists and the search show them."),
    )
    symptoms = _text(
        gettext_lazy("Symptoms"), 4, help_text=gettext_lazy("How one notices it, with the exact messages.")
    )
    cause = _text(gettext_lazy("Cause"), 3)
    workaround = _text(
        gettext_lazy("Workaround"), 4, help_text=gettext_lazy("What helps until it is corrected.")
    )
    body = _missable(
        gettext_lazy("Text"),
        16,
        help_text=gettext_lazy(
            "Markdown: ## heading, **bold**, lists, tables, `code`. A picture of the article: ![what it"
            " shows](its name)."
        ),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=_choices(Kind))
    visibility = forms.ChoiceField(label=gettext_lazy("Who may read it"), choices=_choices(Visibility))
    customers = forms.ModelMultipleChoiceField(
        Customer.objects.all(),
        label=gettext_lazy("Named customers"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=gettext_lazy("Only where it is for named customers."),
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Owner of the article"),
        empty_label=None,
        help_text=gettext_lazy("Is reminded where it ages or does not help."),
    )
    fix_code = forms.CharField(
        label=gettext_lazy("Fix"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("The code of the fix that corrects a known issue, such as LGF-13.0-0117."),
    )
    alert_class = forms.ChoiceField(
        label=gettext_lazy("Critical"),
        required=False,
        choices=_choices(Alert.Class, ("", gettext_lazy("No: nobody is alerted"))),
        help_text=gettext_lazy("Publishing a critical article sends an alert to the registered contacts."),
    )
    action_kind = forms.ChoiceField(
        label=gettext_lazy("Action of the alert"), choices=_choices(Alert.Action), required=False
    )
    action = _text(gettext_lazy("What to do, in the alert"), 3)
    required_by = forms.DateField(
        label=gettext_lazy("Required action by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    WORDS = ("title", "summary", "symptoms", "cause", "workaround", "body")
    FOR_WHOM = ("kind", "visibility", "customers", "owner", "fix_code")
    CRITICAL = ("alert_class", "action_kind", "action", "required_by")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["owner"].queryset = writers()

    def words(self) -> Words:
        """What was typed in that language."""
        typed = self.cleaned_data
        return Words(language=typed["language"], **{name: typed[name] for name in PARTS})

    def about(self, affected: list[Affects]) -> About:
        """What was chosen."""
        typed = self.cleaned_data
        chosen = {name: typed[name] for name in ABOUT}
        chosen["action_kind"] = chosen["action_kind"] or Alert.Action.FIX
        return About(affected=affected, customers=list(typed["customers"]), **chosen)

    def group(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def words_fields(self) -> list[forms.BoundField]:
        return self.group(self.WORDS)

    @property
    def about_fields(self) -> list[forms.BoundField]:
        return self.group(self.FOR_WHOM)

    @property
    def critical_fields(self) -> list[forms.BoundField]:
        return self.group(self.CRITICAL)


def writers() -> Any:
    """Who writes articles, by name."""
    return User.objects.staff_with(*permissions.staff_roles(Permission.WRITE_ARTICLES))


def begun_with(article: Article, revision: Revision | None, language: str) -> dict[str, Any]:
    """What the form of an article begins with; without a revision in the language, empty words."""
    chosen: dict[str, Any] = {name: getattr(article, name) for name in ABOUT}
    chosen |= {"owner": article.owner_id, "edition": article.edition, "language": language}
    chosen["customers"] = list(article.customers.values_list("customer", flat=True))
    return chosen | (revision.parts if revision else {})


class PictureForm(RefusingForm):
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a picture.")},
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/gif,image/webp"}),
    )


class PublishForm(RefusingForm):
    """Nothing to fill in; `preface` says who is told."""

    preface = ""


class ReasonForm(RefusingForm):
    """Why it goes back, or is withdrawn."""

    reason = _missable(gettext_lazy("Reason"), 3)


class WithdrawForm(ReasonForm):
    reason = _missable(
        gettext_lazy("Reason"),
        3,
        help_text=gettext_lazy("Who follows a link to it, or got its alert, reads this."),
    )


class ScheduleForm(RefusingForm):
    publish_at = InstantField(
        label=gettext_lazy("Publish at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help_text=gettext_lazy("In your own time zone. It is published as it reads then."),
        error_messages={
            "required": gettext_lazy("Choose when."),
            "invalid": gettext_lazy("This is no date and time."),
        },
    )


class VoteForm(RefusingForm):
    """Yes or no, and a sentence where she likes."""

    useful = forms.ChoiceField(
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        error_messages={"required": gettext_lazy("Say yes or no.")},
    )
    sentence = forms.CharField(required=False, max_length=500)


class ListForm(forms.Form):
    """What readers look for. What cannot be is left out rather than refused."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    product = forms.ModelChoiceField(
        Product.objects.all(), to_field_name="code", required=False, label=gettext_lazy("Product")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=_choices(Kind, ("", gettext_lazy("All")))
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[("", gettext_lazy("Newest first")), ("useful", gettext_lazy("Most useful first"))],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        product: Any = self.fields["product"]
        product.empty_label = gettext_lazy("All")

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class DeskListForm(ListForm):
    """The same at the desk, with where an article stands and whose it is."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=_choices(State, ("", gettext_lazy("All")))
    )
    owner = forms.ModelChoiceField(User.objects.none(), required=False, label=gettext_lazy("Owner"))
    show = forms.ChoiceField(
        label=gettext_lazy("To look at"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("aged", gettext_lazy("Aged")),
            ("unhelpful", gettext_lazy("With “no” votes")),
            ("changed", gettext_lazy("With changes not published")),
            ("due", gettext_lazy("To be published")),
        ],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        owner: Any = self.fields["owner"]
        owner.queryset, owner.empty_label = writers(), gettext_lazy("All")
