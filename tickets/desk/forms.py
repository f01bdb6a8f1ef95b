"""What agents type on an incident. Forms read and keep; what is accepted is the verbs' to say, and a refusal of
theirs stands beside the field it concerns."""

from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entitlements.models import Severity
from subscriptions import coverage, paging
from subscriptions.models import Product, User
from subscriptions.permissions import WORKING
from subscriptions.refusals import EmptyText, ReasonMissing, Refusal
from tickets.closing import check_original
from tickets.desk.access import Act, may
from tickets.forms import (
    FilesField,
    PlainText,
    PortalForm,
    SeverityField,
    capitalised,
    long_text,
    say_why_not_covered,
)
from tickets.lifecycle import MOVES, ahead
from tickets.models import CloseReason, Incident, Kind, LifecycleRules, SolutionKind, Status, TimelineEntry
from tickets.narrowing import sees
from tickets.refusals import DayOutOfRange, DefectMissing, SameProduct, WrittenBeforeClosing, WrittenMeanwhile
from tickets.severity import lacking
from tickets.timeline import meanwhile, written_since
from tickets.unreachable import missing_words, tries

ASK, SOLUTION = "ask", "solution"
CLOSED_HERE = (CloseReason.DUPLICATE, CloseReason.NOT_COVERED)


WHY = {"reason": ReasonMissing}


class StepForm(PortalForm):
    """What one step on an incident asks for. It knows the incident and who presses."""

    text_field = "reason"
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, incident: Incident, agent: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.incident, self.agent = incident, agent
        self.fit()

    def fit(self) -> None:
        """Offer what this incident allows."""


def _reason(rows: int) -> PlainText:
    return long_text(_("Reason"), rows, help_text=_("The customer reads it."))


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


class MessageForm(StepForm):
    """A message to the contact. `seen`, the newest entry that her page shows, comes from the page (data-live) and
    not from the form: the message is held back once where others have written after it (R9)."""

    text_field = "body"
    held: type[WrittenMeanwhile] = WrittenMeanwhile

    @cached_property
    def newer(self) -> list[TimelineEntry]:
        """What others have written since the page was opened from which it was sent."""
        return written_since(self.incident, self._seen, self.agent)

    @property
    def meanwhile(self) -> str:
        """The sentence that says so, empty where nobody has."""
        return str(meanwhile(self.newer, self.held)) if self.newer else ""

    @property
    def _seen(self) -> int | None:
        return paging.key(str(self.data.get("seen", ""))) if self.is_bound else None

    def refuse(self, refusal: Refusal, field: str = "") -> None:
        """What is new is no error of hers: it is said beside her text."""
        if isinstance(refusal, WrittenMeanwhile):
            self.refused = refusal
        else:
            super().refuse(refusal, field)

    def clean(self) -> dict[str, Any]:
        return (super().clean() or {}) | {"seen": self._seen}


class ReplyForm(MessageForm):
    """A message to the contact, and what the incident does after it."""

    body = long_text(_("Reply"), 6)
    after = forms.ChoiceField(label=_("Then"), widget=forms.RadioSelect, required=False)
    solution = forms.ChoiceField(
        label=_("Kind of solution"), choices=capitalised(SolutionKind), required=False
    )
    files = FilesField(label=_("Attachments"), required=False)  # type: ignore[assignment]

    def fit(self) -> None:
        choice = self.fields["after"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("it goes on")), *self._moves()]
        choice.error_messages["invalid_choice"] = _(
            "The incident is {status} now: that is not possible any more. Your text is kept."
        ).format(status=self.incident.get_status_display())
        answers = self.incident.kind in (Kind.HOW_TO, Kind.EDUCATION)
        self.fields["solution"].initial = SolutionKind.ANSWER if answers else SolutionKind.FIX

    def _moves(self) -> list[tuple[str, Any]]:
        """The moves that a message can make now; to ask, a new incident is taken first (L3, L4)."""
        if not may(self.agent, Act.WORK):
            return []
        status, possible = self.incident.status, MOVES[self.incident.status]
        asks = status in (Status.NEW, Status.WAITING_CUSTOMER) or Status.WAITING_CUSTOMER in possible
        moves = [(ASK, _("it waits for the customer's answer"))] if asks else []
        if Status.SOLUTION_PROPOSED in possible:
            moves.append((SOLUTION, _("this is the solution")))
        return moves


class NoteForm(StepForm):
    """A note that only the vendor sees."""

    text_field = "body"
    body = long_text(_("Internal note"), 6)
    files = FilesField(label=_("Attachments"), required=False)  # type: ignore[assignment]


class CallForm(StepForm):
    """A call with the contact, or one that nobody answered."""

    text_field = "body"
    answered = forms.TypedChoiceField(
        label=_("Did you speak with the contact?"),
        choices=[
            ("yes", _("Yes: it counts as a response, and she sees the summary")),
            ("no", _("No, nobody answered")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    phone = PlainText(
        label=_("Number called"),
        widget=forms.TextInput(attrs={"type": "tel", "maxlength": 40, "autocomplete": "off"}),
        required=False,
    )
    body = long_text(
        _("What was said"),
        4,
        required=False,
        help_text=_("Seen by the customer. May be empty where nobody answered."),
    )

    def fit(self) -> None:
        self.fields["phone"].initial = self.incident.phone


class ReasonForm(StepForm):
    """Why; the customer reads it."""

    reason = _reason(3)


class SeverityForm(StepForm):
    """Another severity, and why; severity 1 also needs the impact and a phone (R10.6)."""

    missing = WHY

    severity = SeverityField(label=_("New severity"))
    impact = long_text(
        _("Business impact"),
        2,
        help_text=_("Severity 1 needs it: what stands still, and what it costs."),
    )
    phone = PlainText(
        label=_("Phone that is answered now"),
        help_text=_("Severity 1 needs it: the contact is reached there throughout."),
        widget=forms.TextInput(attrs={"type": "tel", "maxlength": 40, "autocomplete": "off"}),
    )
    reason = _reason(3)

    def clean(self) -> dict[str, Any]:
        """Both of what is missing at once, each at its field."""
        data = super().clean() or {}
        if data.get("severity") == Severity.CRITICAL:
            for refusal in lacking(self.incident, data.get("impact") or "", data.get("phone") or ""):
                self.refuse(refusal)
        return data

    def fit(self) -> None:
        choice = self.fields["severity"]
        assert isinstance(choice, SeverityField)
        choice.offer_another_than(self.incident.severity)
        choice.initial = self.incident.requested_severity
        self.fields["impact"].initial, self.fields["phone"].initial = (
            self.incident.impact,
            self.incident.phone,
        )


class ProductForm(StepForm):
    """Another product that a line of the customer covers, and why."""

    missing = WHY

    product = forms.ChoiceField(
        label=_("New product"),
        help_text=_("Those that the customer's subscription covers. Targets and place in the queue follow."),
        error_messages={"required": _("Choose the product it is about.")},
    )
    reason = _reason(3)

    def fit(self) -> None:
        choice = self.fields["product"]
        assert isinstance(choice, forms.ChoiceField)
        covered = coverage.covered_products(self.incident.customer, timezone.now())
        offered = [(each.code, each.name) for each in covered if each != self.incident.product]
        choice.choices = [("", gettext("Choose a product")), *offered]

    def clean_product(self) -> Product:
        return Product.objects.get(code=self.cleaned_data["product"])

    def clean(self) -> dict[str, Any]:
        """Why one that is not offered cannot be."""
        data = super().clean() or {}
        if self.data.get("product") == self.incident.product.code:
            self.errors.pop("product", None)
            self.refuse(SameProduct())
        else:
            say_why_not_covered(self, self.incident.customer)
        return data


class UnreachableForm(StepForm):
    """What the customer is told besides that nobody answered; how many tries there are stands with it (R10.6)."""

    reason = long_text(_("Anything to add"), 2, required=False)

    def fit(self) -> None:
        rules, recorded = LifecycleRules.current(), tries(self.incident)
        words = gettext("{recorded} of {needed} tries to phone are recorded.").format(
            recorded=len(recorded), needed=rules.phone_tries
        )
        missing = missing_words(recorded, rules, timezone.now()) if recorded else ""
        told = gettext(
            "The customer reads it; she is told that nobody answered, and may raise it again herself."
        )
        self.fields["reason"].help_text = " ".join(filter(None, (words, missing, told)))


class DevelopmentForm(StepForm):
    """Which defect is being corrected, and when its release is expected (L6)."""

    defect_link = forms.URLField(
        label=_("Link to the defect"), assume_scheme="https", max_length=200, error_messages={
            "required": DefectMissing.sentence
        }
    )  # fmt: skip
    release_expected_on = _day(
        _("Release expected on"), required=False, help_text=_("The customer is told this day.")
    )

    def clean_release_expected_on(self) -> date | None:
        return _ahead(self.cleaned_data["release_expected_on"], self.incident)


class ExpectedDateForm(StepForm):
    """Another day on which the release is expected, and why (L6)."""

    release_expected_on = _day(
        _("Release expected on"),
        help_text=_("The customer is told this day."),
        error_messages={"required": _("Choose a day.")},
    )
    reason = long_text(_("Reason"), 2, required=False, help_text=_("The customer reads it."))

    def fit(self) -> None:
        self.fields["release_expected_on"].initial = self.incident.release_expected_on


class CloseForm(MessageForm):
    """Closing without a solution: why, and the message that says so (L13). What is consulting's is handed over on a
    page of its own, with one of four reasons (R11.6)."""

    held = WrittenBeforeClosing
    missing = {"body": partial(EmptyText, "body")}

    close_reason = forms.ChoiceField(
        label=_("Why"),
        choices=[(each.value, capfirst(each.label)) for each in CLOSED_HERE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )
    duplicate_of = PlainText(
        label=_("The other incident"),
        help_text=_(
            "For a duplicate: the number of an open incident of this customer, or words of it to find it."
        ),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": 200, "autocomplete": "off", "data-offered-at-once": True}),
    )
    body = long_text(_("Message to the customer"), 4)

    def fit(self) -> None:
        address = reverse("desk:duplicates_offered", args=[self.incident.pk])
        self.fields["duplicate_of"].widget.attrs["data-offered"] = address

    def clean(self) -> dict[str, Any]:
        """A duplicate names the other incident of the same customer; nothing else names one."""
        data = super().clean() or {}
        typed, data["duplicate_of"] = (data.get("duplicate_of") or "").strip(), None
        if data.get("close_reason") == CloseReason.DUPLICATE:
            number = paging.key(typed)
            if number is None:
                self.add_error(
                    "duplicate_of", gettext("Type its number; find it by its words, or choose it.")
                )
            else:
                data["duplicate_of"] = Incident.objects.visible_to(self.agent).filter(pk=number).first()
                self.refuse_all(lambda: check_original(self.incident, data["duplicate_of"]))
        return data


class HoldForm(StepForm):
    """Until when silence does not close the incident, and why (LIFECYCLE.md, 3)."""

    missing = WHY

    until = _day(_("Hold open until"), error_messages={"required": _("Choose a day.")})
    reason = long_text(
        _("Reason"), 2, help_text=_("The customer reads it on the incident's page; no mail is sent.")
    )

    def clean_until(self) -> date | None:
        return _ahead(self.cleaned_data["until"], self.incident)


class AssignForm(StepForm):
    """Who is to work on it."""

    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("New owner"), error_messages={"required": _("Choose somebody.")}
    )

    def fit(self) -> None:
        choice = self.fields["owner"]
        assert isinstance(choice, forms.ModelChoiceField)
        working = User.objects.staff_with(*(str(role) for role in WORKING))
        blind = [each.pk for each in working if not sees(each, self.incident)]
        choice.queryset = working.exclude(pk__in=[*blind, self.incident.owner_id or 0])


class PressForm(StepForm):
    """Nothing to type: the button says it all."""


def _ahead(day: date | None, incident: Incident) -> date | None:
    """A day that is not past for the customer and within a year."""
    try:
        return day and ahead(incident, day, timezone.now())
    except DayOutOfRange as refusal:
        raise ValidationError(str(refusal), code=refusal.code) from refusal
