"""What targets and calendars share: they are versions with a date in force. One in force is never edited; a new
version is made from it, tried out as often as wanted, and saved for today or a later day (R27.3)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display

from subscriptions.administration.drafts import DraftForm, DraftRoom
from subscriptions.administration.fields import DayField
from subscriptions.administration.room import Rows, unless_changed
from subscriptions.periods import first_day, midnight


class VersionForm(DraftForm):
    """Asks for the day from which the version holds."""

    from_day = DayField(
        label=gettext_lazy("In force from"),
        required=False,
        help_text=gettext_lazy("Empty or today: at once, when you save. A later day begins at midnight."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.draft and "name" in self.fields:
            self.fields["name"].required = False
        if self.has_begun:
            del self.fields["from_day"]
        elif self.instance.pk:
            self.initial["from_day"] = first_day(self.instance.in_force_from, self.zone())

    @property
    def has_begun(self) -> bool:
        """Whether the version is or was in force."""
        return bool(self.instance.pk) and self.instance.in_force_from <= timezone.now()

    def zone(self) -> ZoneInfo:
        """Where the day begins."""
        return timezone.get_current_timezone()  # type: ignore[return-value]

    def others(self) -> Any:
        """The versions that this one stands beside."""
        return type(self.instance)._default_manager.exclude(pk=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "from_day" in cleaned and "time_zone" not in self.errors:
            try:
                self.instance.in_force_from = self._in_force_from(cleaned["from_day"])
            except ValidationError as error:
                self.add_error("from_day", error)
        return cleaned

    def _in_force_from(self, day: Any) -> datetime:
        now = timezone.now().replace(microsecond=0)
        today = first_day(now, self.zone())
        if day and day < today:
            raise ValidationError(
                _(
                    "This day has passed. What was promised then stays as it was: choose today or a later day."
                ),
                code="past",
            )
        begins = midnight(day, self.zone()) if day and day > today else now
        if self.others().filter(in_force_from=begins).exists():
            raise ValidationError(_("Another version begins on this day. Choose another day."), code="taken")
        return begins


class VersionRoom(DraftRoom):
    """The admin of versions."""

    actions_detail = ["new_version"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self._has_begun(obj)

    def kept_because(self, obj: Any) -> str:
        if self._has_begun(obj):
            return _("“%(name)s” is or was in force, so it stays: what was promised refers to it.") % {
                "name": obj
            }
        return super().kept_because(obj)

    @display(
        description=gettext_lazy("state"),
        label={"in force": "success", "coming": "info", "past": "default"},
    )
    def state(self, obj: Any) -> tuple[str, str]:
        if not self._has_begun(obj):
            return "coming", _("coming")
        return ("in force", _("in force")) if self.in_force(obj) else ("past", _("past"))

    def in_force(self, obj: Any) -> bool:
        """Whether this version, which has begun, is the last that has."""
        raise NotImplementedError

    @action(description=gettext_lazy("New version from this one"), icon="content_copy")
    def new_version(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return redirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add") + f"?from={object_id}"
        )

    def source(self, request: HttpRequest) -> Any:
        """The version that a new one is made from, or None."""
        number = request.GET.get("from", "")
        return self.model._default_manager.filter(pk=number).first() if number.isdecimal() else None

    def beside(self, source: Any) -> "QuerySet[Any]":
        """The versions of which one made from `source` takes its turn."""
        return self.model._default_manager.all()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A new version would undo what another one, saved since its page was opened, has new: it is not saved."""
        form = super().get_form(request, obj, change, **kwargs)
        source, seen = self.source(request), request.POST.get("edition")
        if change or not (source and seen):
            return form
        return unless_changed(form, lambda: self._newest_held(source) != seen)

    def _newest_held(self, source: Any) -> str:
        """As `_newest`; whoever else makes one from `source` waits."""
        self.model._default_manager.select_for_update(no_key=True, of=("self",)).get(pk=source.pk)
        return self._newest(source)

    def _newest(self, source: Any) -> str:
        """The number of the version that was made last."""
        return str(self.beside(source).order_by("pk").values_list("pk", flat=True).last())

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if self.is_draft(request):
            request.POST = self.filled_in(request, request.POST.copy())  # type: ignore[misc,assignment]
        source = self.source(request) if request.method == "GET" and object_id is None else None
        request.copied_rows = self.copied_rows(source) if source else []  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def copied_rows(self, source: Any) -> list[dict[str, Any]]:
        """What the inline rows of a new version start with."""
        return []

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if copied := request.copied_rows:  # type: ignore[attr-defined]
            kwargs["initial"] = copied
        return kwargs

    def filled_in(self, request: HttpRequest, data: QueryDict) -> QueryDict:
        """What was typed, with what a draft button adds to it."""
        return data

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        context["examples"] = self.examples(request, form)
        context["show_save_and_add_another"] = False
        context["show_delete"] = not form.has_begun
        if not kwargs.get("obj") and (source := self.source(request)):
            context["edition"] = request.POST.get("edition") or self._newest(source)
        return super().render_change_form(request, context, *args, **kwargs)

    def examples(self, request: HttpRequest, form: Any) -> Any:
        """What the page shows of what the typed version would mean."""
        raise NotImplementedError

    @staticmethod
    def _has_begun(obj: Any) -> bool:
        return obj is not None and obj.in_force_from <= timezone.now()


class CopiedRows(Rows):
    """Inline rows of a version; those of a new one start as the rows of the version it is made from."""

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(getattr(request, "copied_rows", ()))
