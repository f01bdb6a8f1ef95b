"""What contacts type in the portal. Forms read and keep; what is accepted is the verbs' to say, and a refusal
of theirs stands beside the field it concerns."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from operator import attrgetter
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entitlements import answers
from entitlements.models import Document, Severity
from subscriptions import directory, texts
from subscriptions.directory import Named
from subscriptions.forms import Missable, left_aside
from subscriptions.models import Customer, InstalledSystem, Product, ProductLine, ProductVersion
from subscriptions.refusals import EmptyText, Refusal
from subscriptions.secret_warning import WarningForm
from tickets.models import Incident, Kind, Status
from tickets.refusals import SeverityOutOfRange, TitleMissing
from tickets.severities import unless_said
from tickets.wording import severity_words, status_words


class PlainText(Missable):
    """A text of any length: control characters are dropped, not refused. Whether it may be empty or how long it
    may be is the verbs' to say; `required` only says how it is shown."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(texts.without_controls(value) if isinstance(value, str) else value)


def long_text(label: Any, rows: int, **options: Any) -> PlainText:
    """A text of several lines, as it is typed."""
    return PlainText(label=label, widget=forms.Textarea(attrs={"rows": rows}), strip=False, **options)


def capitalised(choices: type[TextChoices]) -> Callable[[], list[tuple[str, str]]]:
    """The choices as they stand in a list, in the reader's language."""
    return lambda: [(value, capfirst(str(label))) for value, label in choices.choices]


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; attachments.py says which are taken."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # type: ignore[override]
        return [file for file in (data if isinstance(data, list | tuple) else [data]) if file]


class WithDefault(forms.ChoiceField):
    """A choice that counts as its initial one where nothing was sent."""

    def clean(self, value: Any) -> Any:
        return super().clean(value or self.initial)


class ProductField(forms.TypedChoiceField):
    """One of some products that have been read, by its code."""

    def offer(self, products: Iterable[Product]) -> None:
        """Have these to choose from."""
        by_code = {product.code: product for product in products}
        self.choices = [("", _("Choose a product")), *((code, str(each)) for code, each in by_code.items())]
        self.coerce = by_code.__getitem__


class SeverityField(forms.TypedChoiceField):
    """1 to 4; None where nothing was chosen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=lambda: [(value, severity_words(value)) for value in Severity.values],
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(("invalid_choice", "required"), SeverityOutOfRange.sentence),
            **{"label": _("Severity")} | options,
        )

    def offer_another_than(self, severity: int) -> None:
        """Of an incident that has this one; that it has it by now is the verb's to say."""
        others = [(value, severity_words(value)) for value in Severity.values if value != severity]
        self.widget.choices = others


def impact_field(**options: Any) -> PlainText:
    """What severity 1 asks for first."""
    return PlainText(
        label=_("Business impact"),
        help_text=_("What stands still, and what it costs: money, users, deadlines."),
        widget=forms.Textarea(attrs={"rows": 3}),
        **options,
    )


def phone_field(**options: Any) -> PlainText:
    """By which a contact is reached while her incident is severity 1 (R10.6)."""
    return PlainText(
        label=_("Phone that is answered now"),
        help_text=_("Reachable throughout, also at night."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "maxlength": 40}),
        **options,
    )


class PortalForm(WarningForm):
    """A form of an incident. `text_field` is where refusals of a text belong. Its texts are looked at for secrets
    (R7.9)."""

    text_field = "body"
    # What says that a text is missing: a form says all of it at once, a verb the first.
    missing: Mapping[str, Callable[[], Refusal]] = {}

    def clean(self) -> dict[str, Any]:
        """Every text that is missing, each at its field."""
        data = super().clean() or {}
        for name, refusal in self.missing.items():
            if name not in self.errors and not (data.get(name) or "").strip():
                self.refuse(refusal(), name)
        return data

    def is_watched(self, field: forms.Field) -> bool:
        """Texts of any length; phones and choices are none."""
        return isinstance(field, PlainText)

    def refuse(self, refusal: Refusal, field: str = "") -> None:
        """As RefusingForm; `body` stands for the text, whatever it is called here."""
        field = field or getattr(refusal, "field", "")
        super().refuse(refusal, self.text_field if field == "body" else field)


def say_why_not_covered(form: PortalForm, customer: Customer) -> None:
    """A product that is not offered is one that the subscription does not cover: say so, and whom to ask."""
    if "product" not in form.errors:
        return
    if product := Product.objects.filter(code=form.data.get("product", "")).first():
        del form.errors["product"]
        form.refuse(answers.may(customer, "unlimited_incidents", product).refusal(), "product")


class NewIncidentForm(PortalForm):
    """Logging an incident. Offers what the customer's subscription covers, and names why another is refused."""

    text_field = "description"
    missing = {"title": TitleMissing, "description": partial(EmptyText, "description")}
    offers_severity_2 = False

    product = ProductField(
        label=_("Product"), error_messages={"required": _("Choose the product it is about.")}
    )
    version = forms.ModelChoiceField(
        ProductVersion.objects.none(), label=_("Version"), required=False, empty_label=_("I do not know")
    )
    environment = WithDefault(
        choices=capitalised(InstalledSystem.Environment),
        label=_("Environment"),
        initial=InstalledSystem.Environment.PRODUCTION,
    )
    kind = WithDefault(
        choices=capitalised(Kind), label=_("Kind"), widget=forms.RadioSelect, initial=Kind.FAULT
    )
    title = PlainText(
        label=_("Title"),
        help_text=_("One line, as you would say it to a colleague."),
        widget=forms.TextInput(attrs={"maxlength": 200, "autocomplete": "off"}),
    )
    description = PlainText(
        label=_("Description"),
        help_text=_(
            "What you did, what you expected, what came instead; for a fault the steps to repeat it."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=False,
    )
    files = FilesField(  # type: ignore[assignment]  # of the form, not of what was sent
        label=_("Attachments"),
        help_text=_("At most 10 files of 25 MB each: a log, a screenshot."),
        required=False,
    )
    severity = SeverityField(required=False)
    impact = impact_field()
    users_affected = PlainText(
        label=_("Users affected"), widget=forms.TextInput(attrs={"maxlength": 80}), required=False
    )
    phone = phone_field()
    english_contact = PlainText(
        label=_("English-speaking contact"),
        help_text=_("Name and phone of somebody at your company who speaks English."),
        widget=forms.TextInput(attrs={"maxlength": 120}),
        required=False,
    )
    go_live_on = forms.DateField(
        label=_("Go-live date"),
        help_text=_("Only for a system that is not in production yet."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, customer: Customer, products: Iterable[Product], **options: Any) -> None:
        super().__init__(*args, **options)
        self.customer = customer
        offered = list(products)
        choice = self.fields["product"]
        assert isinstance(choice, ProductField)
        choice.offer(offered)
        versions = ProductVersion.objects.filter(product__in=offered, generally_available=True)
        version = self.fields["version"]
        assert isinstance(version, forms.ModelChoiceField)
        version.queryset = versions.select_related("product").newest_first()

    def begin_anew(self) -> None:
        """What is sent next is another incident."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["submission"] = str(uuid4())
        self.data = typed

    def clean(self) -> dict[str, Any]:
        """What nothing was said about: 3, for a how-to question 4 (R11.3)."""
        data = super().clean()
        say_why_not_covered(self, self.customer)
        if data.get("severity") is None and "severity" not in self.errors:
            data["severity"] = unless_said(data.get("kind", ""))
        version, product = data.get("version"), data.get("product")
        if version and product and version.product_id != product.pk:
            self.add_error("version", _("That version is of another product."))
        return data


class ReplyForm(PortalForm):
    """A message of the contact, with files."""

    body = PlainText(
        label=_("Your reply"),
        widget=forms.Textarea(attrs={"rows": 5}),
        strip=False,
    )
    files = FilesField(  # type: ignore[assignment]  # of the form, not of what was sent
        label=_("Attachments"), required=False
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class RejectForm(PortalForm):
    """Why the proposed solution does not solve it."""

    text_field = "reason"
    reason = PlainText(label=_("What is still wrong?"), widget=forms.Textarea(attrs={"rows": 3}), strip=False)


class AskSeverityForm(PortalForm):
    """Another severity, and why. `of`: the incident."""

    text_field = "reason"

    def __init__(self, *args: Any, of: Incident, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["severity"]
        assert isinstance(field, SeverityField)
        field.offer_another_than(of.severity)

    severity = SeverityField(label=_("Severity you ask for"))
    reason = PlainText(
        label=_("Why?"),
        help_text=_("What changed for your business. A person decides."),
        widget=forms.Textarea(attrs={"rows": 3}),
        strip=False,
    )


class RaiseAgainForm(PortalForm):
    """The phone by which the contact is reached now (R10.6)."""

    text_field = "phone"
    phone = phone_field()


class WithdrawForm(PortalForm):
    """Why the incident is no longer needed; may be empty."""

    text_field = "reason"
    reason = PlainText(label=_("Why?"), widget=forms.Textarea(attrs={"rows": 2}), required=False, strip=False)


def _products(customer: Customer | None) -> list[Named]:
    """Those that a customer has lines of, or all, by name."""
    products = directory.current().products
    if customer:
        own = ProductLine.objects.filter(customer=customer).order_by().values_list("product", flat=True)
        products = {key: products[key] for key in own}
    return sorted(products.values(), key=attrgetter("name"))


class FilterForm(forms.Form):
    """A list of incidents: what to look for, of one customer or, for staff, of all. What is not understood is left
    out and said, never refused."""

    q = PlainText(label=_("Search"), required=False)
    product = forms.TypedChoiceField(label=_("Product"), required=False)
    severity = forms.TypedChoiceField(label=_("Severity"), coerce=int, required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: Any, customer: Customer | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer(_products(customer))
        severity = self.fields["severity"]
        assert isinstance(severity, forms.TypedChoiceField)
        severity.choices = [("", _("All")), *((value, severity_words(value)) for value in Severity.values)]
        status = self.fields["status"]
        assert isinstance(status, forms.ChoiceField)
        words = (
            (value, capfirst(status_words(value, contact=customer is not None))) for value in Status.values
        )
        status.choices = [("", _("All")), *words]

    def _offer(self, products: list[Named]) -> None:
        """By their codes; what is chosen is understood as the key."""
        product = self.fields["product"]
        assert isinstance(product, forms.TypedChoiceField)
        product.choices = [("", _("All")), *((each.code, each.name) for each in products)]
        product.coerce = {each.code: each.pk for each in products}.__getitem__

    def found(self) -> dict[str, Any]:
        """The filters that were understood, things by their keys."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    @property
    def unmet(self) -> list[str]:
        """What of the filters cannot be met, in sentences."""
        return left_aside(self)


class SearchForm(FilterForm):
    """What is looked for, and where: in everything, in incidents alone or in texts of one kind."""

    INCIDENTS = "incident"
    OF_INCIDENTS = ("severity", "status")

    where = forms.ChoiceField(label=_("Look in"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All")), *settings.LANGUAGES]
    )
    field_order = ("q", "where", "product", "severity", "status", "language")

    def __init__(self, *args: Any, with_incidents: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        where = self.fields["where"]
        assert isinstance(where, forms.ChoiceField)
        incidents = [(self.INCIDENTS, _("Incidents"))] if with_incidents else []
        kinds = [(kind.value, capfirst(kind.plural)) for kind in Document.Kind]
        where.choices = [("", _("Everything")), *incidents, *kinds]
        if not with_incidents:
            del self.fields["severity"], self.fields["status"]

    def narrowing(self) -> tuple[str, dict[str, Any]]:
        """Where is looked, and the filters that can be met there: texts have neither severity nor status."""
        chosen = self.found()
        where = chosen.pop("where", "")
        if self._in_texts(where):
            chosen = {name: value for name, value in chosen.items() if name not in self.OF_INCIDENTS}
        return where, chosen

    @property
    def unmet(self) -> list[str]:
        """What of the filters cannot be met, and for what, in sentences."""
        chosen = self.found()
        where = chosen.get("where", "")
        said = super().unmet
        if chosen.keys() & set(self.OF_INCIDENTS):
            if self._in_texts(where):
                said.append(
                    gettext(
                        "{kind} have neither severity nor status; what is chosen there is left aside."
                    ).format(kind=Document.Kind(where).plural)
                )
            elif not where:
                said.append(gettext("Only incidents have a severity and a status; nothing else is shown."))
        if "language" in chosen and not self._in_texts(where) and "severity" in self.fields:
            said.append(
                gettext("Incidents are shown in every language; the language narrows what there is to read.")
            )
        return said

    @property
    def is_narrowed(self) -> bool:
        return bool(self.found().keys() - {"q"} or self.errors)

    def _in_texts(self, where: str) -> bool:
        return where not in ("", self.INCIDENTS)
