"""What the vendor's people type about briefings. What is accepted is the verbs' to say."""

from functools import partial
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entitlements.briefings import access, attending, planning, timecodes
from entitlements.briefings.models import BriefingRequest, Recording, Session, SignUp
from entitlements.briefings.models.recordings import LANGUAGES
from entitlements.briefings.refusals import NoLength, NotAHost, NothingChosen
from subscriptions.forms import InstantField, LeftToTheVerb, RefusingForm
from subscriptions.models import Product, User

GIVE_REASON = gettext_lazy("Give a reason; the customers read it.")


class _Products(forms.ModelMultipleChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            Product.objects.order_by("name"),
            label=gettext_lazy("Products"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **options,
        )


class VideoField(LeftToTheVerb, forms.FileField):
    """It, or an address in its place, has to be there when it is published."""


class RecordingForm(RefusingForm):
    """All that is kept of a recording."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=160,
        error_messages={"required": gettext_lazy("Give it a title.")},
    )
    about = forms.CharField(
        label=gettext_lazy("What it is about"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    products = _Products()
    speakers = forms.CharField(
        label=gettext_lazy("Speakers"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say who speaks.")},
    )
    recorded_on = forms.DateField(
        label=gettext_lazy("Recorded on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Say on which day it was recorded.")},
    )
    length = forms.CharField(
        label=gettext_lazy("Length"),
        max_length=12,
        help_text=gettext_lazy("Minutes and seconds, such as 41:30."),
        error_messages={"required": NoLength.sentence},
    )
    video = VideoField(
        label=gettext_lazy("Video"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "WebM or MP4, up to 25 MB. A larger one is uploaded once the draft is kept, or lies elsewhere: give"
            " its address below."
        ),
    )
    link = forms.CharField(
        label=gettext_lazy("Address of the video"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("An https address, where the video is not kept here."),
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    slides = forms.FileField(
        label=gettext_lazy("Slides"), required=False, allow_empty_file=True, help_text=gettext_lazy("As PDF.")
    )
    chapters = forms.CharField(
        label=gettext_lazy("Chapters"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("A line each, its time first: 12:30 Closing the ledgers"),
    )
    captions_en = forms.CharField(
        label=gettext_lazy("Captions in English (WebVTT)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    captions_da = forms.CharField(
        label=gettext_lazy("Captions in Danish (WebVTT)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    transcript = forms.CharField(
        label=gettext_lazy("Transcript"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Only where there are no captions. A line may begin with its time."),
    )

    @classmethod
    def of(cls, recording: Recording) -> "RecordingForm":
        """The form as the recording stands."""
        captions = {f"captions_{each.language}": each.text for each in recording.captions.all()}
        chapters = "\n".join(f"{timecodes.written(c.second)} {c.title}" for c in recording.chapters.all())
        same = ("title", "about", "language", "speakers", "recorded_on", "link", "transcript")
        return cls(
            initial={name: getattr(recording, name) for name in same}
            | {
                "products": [product.pk for product in recording.products.all()],
                "length": recording.length,
                "chapters": chapters,
            }
            | captions,
        )

    def facts(self) -> dict[str, Any]:
        """What was typed, as recording.Draft takes it."""
        typed = dict(self.cleaned_data)
        captions = {language: typed.pop(f"captions_{language}") for language, _name in LANGUAGES}
        return typed | {
            "captions": captions,
            "products": list(typed["products"]),
            "video": typed["video"] or None,
            "slides": typed["slides"] or None,
        }


class SessionForm(RefusingForm):
    """When, for how many, who hosts it and where it is joined."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=160,
        error_messages={"required": gettext_lazy("Give it a title.")},
    )
    about = forms.CharField(
        label=gettext_lazy("What it is about"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    starts_at = InstantField(
        label=gettext_lazy("Begins"),
        help_text=gettext_lazy("In your own time zone; every reader sees it in hers."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": gettext_lazy("Say when it begins.")},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"),
        initial=60,
        error_messages={"required": gettext_lazy("Say how many minutes it takes.")},
    )
    host = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Host"),
        empty_label=gettext_lazy("Choose a person"),
        error_messages={"required": NotAHost.sentence},
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Seats"),
        initial=40,
        error_messages={"required": gettext_lazy("Say how many seats there are.")},
    )
    link = forms.CharField(
        label=gettext_lazy("Join link"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "Any https address of a meeting. Only those with a seat see it, shortly before the session."
        ),
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    products = _Products()
    needs_cover = forms.BooleanField(
        label=gettext_lazy("Only for customers whose subscription covers one of the products"), required=False
    )

    def __init__(self, *args: Any, session: Session | None = None, **options: Any) -> None:
        """`session`: which is changed."""
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["host"].queryset = access.hosts()
        self.session = session

    def clean(self) -> dict[str, Any]:
        """All that is wrong is said at once."""
        typed: dict[str, Any] = super().clean() or {}
        self.refuse_all(*planning.checks(planning.Plan(**typed), timezone.now(), self.session))
        return typed

    @classmethod
    def of(cls, session: Session, data: Any = None) -> "SessionForm":
        """The form as the session stands, or as it was sent."""
        same = ("title", "about", "language", "starts_at", "minutes", "capacity", "link", "needs_cover")
        products = [product.pk for product in session.products.all()]
        return cls(
            data,
            session=session,
            initial={name: getattr(session, name) for name in same}
            | {"host": session.host_id, "products": products},
        )

    def facts(self) -> dict[str, Any]:
        """What was typed, as planning.Plan takes it."""
        return dict(self.cleaned_data) | {"products": list(self.cleaned_data["products"])}


class ReasonForm(RefusingForm):
    """Why; the customers read it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody who asked or signed up reads it."),
        error_messages={"required": GIVE_REASON},
    )


class LinkForm(RefusingForm):
    """Where the session is joined."""

    link = forms.CharField(
        label=gettext_lazy("Join link"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Any https address."),
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )


class SessionRecordingForm(RefusingForm):
    """Which recording is that of the session."""

    recording = forms.ModelChoiceField(
        Recording.objects.order_by("-pk"),
        label=gettext_lazy("Recording"),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("Who had signed up is told as soon as it is in the library."),
    )


class AttendanceForm(RefusingForm):
    """How many came of each sign-up."""

    def __init__(self, *args: Any, sign_ups: list[SignUp], **options: Any) -> None:
        super().__init__(*args, **options)
        self.sign_ups = sign_ups
        for each in sign_ups:
            self.fields[f"came-{each.pk}"] = forms.IntegerField(
                label=f"{each.user.name}, {each.customer.name} ({each.seats})",
                required=False,
                min_value=0,
                initial=each.attended,
                widget=forms.NumberInput(attrs={"min": 0, "max": each.seats, "inputmode": "numeric"}),
            )

    def came(self) -> dict[int, int | None]:
        """How many, by the key of the sign-up."""
        return {int(name.partition("-")[2]): number for name, number in self.cleaned_data.items()}

    def clean(self) -> dict[str, Any]:
        """Of each sign-up by itself, so that all that is wrong is said at once."""
        typed: dict[str, Any] = super().clean() or {}
        self.refuse_all(
            *(partial(attending.check, each, typed.get(f"came-{each.pk}")) for each in self.sign_ups)
        )
        return typed


class AnswerQuestionForm(RefusingForm):
    """What was said to a question, where it is to be read."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class AcceptForm(RefusingForm):
    """It will be made; perhaps by a day."""

    expected_on = forms.DateField(
        label=gettext_lazy("Expected on"),
        required=False,
        help_text=gettext_lazy("Customers see a date only where you set one."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    answer = forms.CharField(
        label=gettext_lazy("What you want to say"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(RefusingForm):
    """A recording or a session answers it."""

    answer_with = forms.ChoiceField(
        label=gettext_lazy("Recording or session"), error_messages={"required": NothingChosen.sentence}
    )

    def __init__(
        self, *args: Any, recordings: list[Recording], sessions: list[Session], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.known: dict[str, Recording | Session] = {f"recording-{r.pk}": r for r in recordings}
        self.known |= {f"session-{s.pk}": s for s in sessions}
        fields: dict[str, Any] = self.fields
        fields["answer_with"].choices = [
            ("", gettext_lazy("Choose")),
            (gettext_lazy("Recordings"), [(f"recording-{r.pk}", r.title) for r in recordings]),
            (gettext_lazy("Sessions"), [(f"session-{s.pk}", s.title) for s in sessions]),
        ]

    def found(self) -> Recording | Session:
        return self.known[self.cleaned_data["answer_with"]]


class MergeForm(RefusingForm):
    """Into which request it goes."""

    into = forms.ModelChoiceField(
        BriefingRequest.objects.none(),
        label=gettext_lazy("Into"),
        empty_label=gettext_lazy("Choose"),
        help_text=gettext_lazy("Who asks for this one asks for that from now on."),
        error_messages={"required": gettext_lazy("Choose another request that is still open.")},
    )

    def __init__(self, *args: Any, request: BriefingRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["into"].queryset = BriefingRequest.objects.taking_in(request)
