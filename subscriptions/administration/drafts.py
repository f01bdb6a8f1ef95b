"""Pages that show what something typed would mean, before it is saved: a button shows the page again and saves
nothing. What it means to rows of a room above is that room's to say."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from subscriptions.administration.room import Room


class Consequences(NamedTuple):
    """A part of a page: a template, and what it shows of what the row means for rows of a room."""

    template: str
    shown: Mapping[str, Any]


# By the label of the row's model. A room above adds a function when its admin is loaded; it is asked with the row,
# and with what was typed where the page is a preview (DraftRoom.as_typed), else None.
consequences: dict[str, list[Callable[[Any, Any], Consequences]]] = defaultdict(list)


class DraftForm(forms.ModelForm):
    """`draft` tries out what was typed: nothing is ever saved then."""

    draft: ClassVar[bool] = False

    def is_valid(self) -> bool:
        return super().is_valid() and not self.draft


class DraftRoom(Room):
    """The admin of what is tried out first. `draft_buttons` name the buttons that show the page again."""

    draft_buttons: ClassVar[tuple[str, ...]] = ("_preview",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"draft": True}) if self.is_draft(request) else form

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        typed = self._typed(context) if self.is_draft(request) else None
        context["consequences"] = [of(form.instance, typed) for of in consequences[self.opts.label]]
        if self.is_draft(request) and not form.errors:
            messages.info(request, _("This is a preview. Nothing has been saved."))
        return super().render_change_form(request, context, *args, **kwargs)

    def as_typed(self, form: Any, rows: list[Any]) -> Any:
        """What was typed, for those who ask what it would do; `rows` are the inline rows, not saved."""
        raise NotImplementedError

    def is_draft(self, request: HttpRequest) -> bool:
        """Whether a button was pressed that saves nothing."""
        return request.method == "POST" and any(button in request.POST for button in self.draft_buttons)

    def _typed(self, context: dict[str, Any]) -> Any:
        """None where something typed is wrong."""
        form = context["adminform"].form
        formsets = [each.formset for each in context["inline_admin_formsets"]]
        if form.errors or not all(formset.is_valid() for formset in formsets):
            return None
        return self.as_typed(form, [row.instance for formset in formsets for row in _kept(formset)])


def _kept(formset: Any) -> list[Any]:
    """The rows that saving would leave."""
    return [row for row in formset.forms if row.cleaned_data and row not in formset.deleted_forms]
