"""The rows of a roster as they are typed: places in the rotation, shifts of the week, who stands in for whom.

What is wrong with one, alone or beside the others, is said at its field."""

from datetime import datetime
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import BaseInlineFormSet
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from subscriptions.administration.fields import is_in_reach
from subscriptions.calendar_errors import CalendarError
from subscriptions.calendars import instant_of
from subscriptions.models import User
from subscriptions.permissions import Permission, staff_roles
from subscriptions.wording import moment_words
from tickets.duty.models import DutyShift, Place, Replacement, Roster
from tickets.duty.models.rosters import Weekday
from tickets.duty.rota import overlapping

WALL = "%Y-%m-%dT%H:%M"
NOT_WORKING = gettext_lazy("Choose somebody who works the queue and may sign in.")


class WallTime(forms.CharField):
    """A day and a time on the wall clock, without zone: what instant that is, the roster's zone says."""

    widget = UnfoldAdminTextInputWidget(attrs={"type": "datetime-local"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            moment = datetime.fromisoformat(text).replace(tzinfo=None) if text else None
        except ValueError as error:
            raise ValidationError(_("Write a day and a time, e.g. 2026-12-24T08:00."), code="time") from error
        if moment:
            is_in_reach(moment)
        return moment


class SeeingTheRegion(forms.ModelForm):
    """Names an agent who is called for the incidents of the roster's region, and sees them."""

    def clean_agent(self) -> User:
        agent: User = self.cleaned_data["agent"]
        roster = getattr(self.instance, "roster", None)  # none yet with a roster that is new
        hidden = roster and agent.scope.regions and roster.region_id not in agent.scope.regions
        if hidden and "agent" in self.changed_data:
            words = _(
                "{name} does not see the customers of this region. Choose somebody else, or change the limits at"
                " “Staff and roles”."
            )
            raise ValidationError(words.format(name=agent), code="outside_scope")
        return agent


class PlaceForm(SeeingTheRegion):
    class Meta:
        model = Place
        fields = ("rotation", "position", "agent")
        error_messages = {"agent": {"invalid_choice": NOT_WORKING}}


class ShiftForm(forms.ModelForm):
    class Meta:
        model = DutyShift
        fields = ("start_day", "start_time", "end_day", "end_time", "rotation", "place")


class ReplacementForm(SeeingTheRegion):
    """Times that are not touched keep their exact instants."""

    begins = WallTime(label=gettext_lazy("From"))
    ends = WallTime(label=gettext_lazy("Until"))

    class Meta:
        model = Replacement
        fields = ("agent", "instead_of")
        error_messages = {
            "agent": {"invalid_choice": NOT_WORKING},
            "instead_of": {"invalid_choice": NOT_WORKING},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            zone = ZoneInfo(self.instance.roster.time_zone)
            self.initial["begins"] = self.instance.starts_at.astimezone(zone).strftime(WALL)
            self.initial["ends"] = self.instance.ends_at.astimezone(zone).strftime(WALL)

    def set_times(self, time_zone: str) -> None:
        """Turn the typed times into instants of the row; what the clock skips, or an end before the start, is
        marked."""
        for name, field in (("begins", "starts_at"), ("ends", "ends_at")):
            if name not in self.cleaned_data or (self.instance.pk and name not in self.changed_data):
                continue
            try:
                setattr(self.instance, field, instant_of(self.cleaned_data[name], time_zone))
            except CalendarError as error:
                self.add_error(name, _(error.sentence).format(**error.words))
        if not self.errors.keys() & {"begins", "ends"} and self.instance.ends_at <= self.instance.starts_at:
            self.add_error("ends", _("It ends before it begins."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("agent") and cleaned["agent"] == cleaned.get("instead_of"):
            self.add_error("instead_of", _("Nobody stands in for herself: choose another agent."))
        return cleaned


class _RowSet(BaseInlineFormSet):
    """Rows that are looked at together, each that is right in itself in what is compared."""

    instance: Roster

    def kept(self) -> list[Any]:
        rows = [form for form in self.forms if form.instance.pk or form.has_changed()]
        return [form for form in rows if not self._should_delete_form(form)]  # type: ignore[attr-defined]

    def sound(self, *fields: str) -> list[Any]:
        """Those kept that have no error in any of `fields`."""
        return [form for form in self.kept() if not form.errors.keys() & set(fields)]


class PlaceSet(_RowSet):
    def clean(self) -> None:
        super().clean()
        taken = set()
        for form in self.sound("rotation", "position"):
            place = form.instance.rotation, form.instance.position
            if place in taken:
                form.add_error("position", _("Two agents have this place: give each a place of her own."))
            taken.add(place)


class ShiftSet(_RowSet):
    def clean(self) -> None:
        super().clean()
        if not self.instance.handover_time:
            return
        forms = self.sound("start_day", "start_time", "end_day", "end_time")
        typed = [(form.instance.in_week_of(self.instance), form) for form in forms]
        for shift, form in typed:
            if shift.ends <= shift.starts:
                form.add_error("end_day", self._over_the_handover())
        whole = [(shift, form) for shift, form in typed if shift.ends > shift.starts]
        for (one, first), (other, second) in combinations(whole, 2):
            if overlapping([one, other]):
                second.add_error("start_day", self._overlaps(first.instance))

    def _over_the_handover(self) -> ValidationError:
        return ValidationError(
            _(
                "A shift ends before it begins, or runs over the hand-over on %(day)s %(time)s: part it there."
            ),
            code="handover",
            params={
                "day": Weekday(self.instance.handover_day).label,
                "time": time_format(self.instance.handover_time),
            },
        )

    def _overlaps(self, other: DutyShift) -> ValidationError:
        return ValidationError(
            _("This shift and %(other)s overlap: end one where the other begins."),
            code="overlap",
            params={"other": other},
        )


class ReplacementSet(_RowSet):
    def clean(self) -> None:
        super().clean()
        if not is_zone(self.instance.time_zone):
            return
        for form in self.kept():
            form.set_times(self.instance.time_zone)
        for first, second in combinations(self.sound("instead_of", "begins", "ends"), 2):
            if _clash(first.instance, second.instance):
                second.add_error("begins", self._taken(first))

    def _taken(self, form: Any) -> ValidationError:
        """`form` is right in what clashes; whom it names may be wrong."""
        zone, other = ZoneInfo(self.instance.time_zone), form.instance
        return ValidationError(
            _("%(agent)s stands in from %(start)s to %(end)s already: two for one agent never overlap."),
            code="overlap",
            params={
                "agent": form.cleaned_data.get("agent") or _("Another agent"),
                "start": moment_words(other.starts_at, None, zone),
                "end": moment_words(other.ends_at, None, zone),
            },
        )


def is_zone(name: str) -> bool:
    """Whether the zone that was typed exists; its own field says so where it does not."""
    try:
        return bool(name) and bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return False


def choosable(roster: Roster | None) -> Any:
    """Who works the queue and may be put on a roster, and those who are on it, whatever they are by now."""
    there = Q()
    if roster and roster.pk:
        there |= Q(pk__in=roster.places.values("agent"))
        there |= Q(pk__in=roster.replacements.values("agent"))
        there |= Q(pk__in=roster.replacements.exclude(instead_of=None).values("instead_of"))
    return User.objects.choosable(there, *staff_roles(Permission.WORK))


def _clash(one: Replacement, other: Replacement) -> bool:
    return (
        one.instead_of_id == other.instead_of_id
        and one.starts_at < other.ends_at
        and other.starts_at < one.ends_at
    )
