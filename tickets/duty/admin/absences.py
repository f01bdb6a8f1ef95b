"""Who of the vendor's people is out of office on which days."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.administration.room import Room
from subscriptions.models import User
from tickets.duty.models import Absence

NOT_STAFF = gettext_lazy("Choose somebody of the vendor's staff who may sign in.")


class AbsenceForm(forms.ModelForm):
    class Meta:
        model = Absence
        fields = ("person", "first_day", "last_day")
        help_texts = {
            "last_day": gettext_lazy("Still out of office, until midnight where the person is."),
        }
        error_messages = {"person": {"invalid_choice": NOT_STAFF}}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        person, first, last = (cleaned.get(name) for name in ("person", "first_day", "last_day"))
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first day."))
        elif person and first and last:
            self._refuse_overlap(Absence.objects.filter(person=person), first, last)
        return cleaned

    def _refuse_overlap(self, known: Any, first: Any, last: Any) -> None:
        others = known.exclude(pk=self.instance.pk).filter(first_day__lte=last, last_day__gte=first)
        if other := others.first():
            days = {"first": date_format(other.first_day), "last": date_format(other.last_day)}
            sentence = _("%(first)s to %(last)s is known already: change that absence instead.")
            self.add_error("first_day", ValidationError(sentence, code="overlap", params=days))

    def _post_clean(self) -> None:
        if not self.errors:
            super()._post_clean()  # type: ignore[misc]


@admin.register(Absence)
class AbsenceAdmin(Room):
    """On these days nobody pages the person: the one who follows in the rotation is called."""

    form = AbsenceForm
    list_display = ("person", "first_day", "last_day")
    list_select_related = ("person",)
    search_fields = ("person__name", "person__email")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if field := form.base_fields.get("person"):
            field.queryset = User.objects.choosable(Q(pk=obj.person_id) if obj else Q())
        return form
