"""What every table of the admin has in common: administrators only, a history that names who changed what, and
no deletion of what is in use. The site itself, its navigation and its safety are xtreme.admin's."""

import json
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.helpers import InlineAdminFormSet
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import ModelAdmin, TabularInline
from unfold.paginator import InfinitePaginator

from subscriptions import permissions
from subscriptions.administration.fields import DayField, DayInput, RowSelect
from subscriptions.administration.history import changes_of, edition_of
from subscriptions.permissions import Permission

MANY = 1000
CHANGED_SINCE = gettext_lazy(
    "This has changed since you opened this page. What you typed is still here and not saved. Open the page again"
    " and type it there."
)


def may_administer(user: Any) -> bool:
    """Whether the person may change settings: the vendor's administrators and superusers."""
    return bool(user.is_authenticated and user.is_active and permissions.may(user, Permission.ADMINISTER))


def may_read(user: Any) -> bool:
    """Whether she may look at the settings: auditors, too."""
    return bool(user.is_authenticated and user.is_active and permissions.may(user, Permission.READ_SETTINGS))


class ForAdministrators:
    """Every permission is the administrator's; an auditor reads."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_read(request.user)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return may_read(request.user)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return may_administer(request.user)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return may_administer(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return may_administer(request.user)


class OnlyToRead:
    """What the product's verbs write is shown here and nothing else."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class FindsRows:
    """Rows that its `autocomplete_fields` refer to are found by typing."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        room: Any = self
        if db_field.name in room.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RowSelect(db_field, room.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class RowsOfARow(InlineAdminFormSet):
    """Rows within the form of another; what adds one says what it is as the middle of a sentence does."""

    def inline_formset_data(self) -> str:
        data = json.loads(super().inline_formset_data())
        data["options"]["addText"] = _("Add another %(row)s") % {"row": self.opts.verbose_name}
        return json.dumps(data)


class UnlessChanged:
    """A form of a row as a page showed it: what somebody has changed since is not saved over."""

    @staticmethod
    def changed_since() -> bool:
        raise NotImplementedError

    def clean(self) -> Any:
        form: Any = self
        if self.changed_since():
            form.add_error(None, ValidationError(CHANGED_SINCE, code="changed_since"))
        return super().clean()  # type: ignore[misc]


def unless_changed(form: Any, changed_since: Callable[[], bool]) -> Any:
    """The form class, for a page since which something may have changed."""
    return type(form)(form.__name__, (UnlessChanged, form), {"changed_since": staticmethod(changed_since)})


class Room(ForAdministrators, FindsRows, ModelAdmin):
    """A table an administrator edits. `fixed` names the fields that cannot be changed once saved.

    A page of a row brings along which edition of it, and of the rows edited with it, it shows."""

    fixed: ClassVar[tuple[str, ...]] = ()
    actions: Sequence[str] | None = None
    compressed_fields = True
    warn_unsaved_form = True
    object_history_template = "admin/changes_of_object.html"
    change_form_before_template = "admin/edition.html"
    formfield_overrides = {models.DateField: {"form_class": DayField, "widget": DayInput}}

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Those that the table names itself; rows are deleted one by one."""
        return {
            name: each for name, each in super().get_actions(request).items() if name in (self.actions or ())
        }

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        """None for who only reads: each changes something."""
        return super().get_actions_detail(request, object_id) if may_administer(request.user) else []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        shown = list(super().get_readonly_fields(request, obj))
        return shown + [name for name in self.fixed if obj and name not in shown]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        seen = request.POST.get("edition")
        if not (change and seen):
            return form
        return unless_changed(form, lambda: self._edition_held(request, obj) != seen)

    def held(self, obj: Any) -> models.Model:
        """The row that whoever changes `obj`, here or elsewhere, holds meanwhile."""
        return obj  # type: ignore[no-any-return]

    def _edition_held(self, request: HttpRequest, obj: Any) -> str:
        held = self.held(obj)
        type(held)._base_manager.select_for_update(no_key=True, of=("self",)).get(pk=held.pk)
        return self._edition(request, obj)

    def _edition(self, request: HttpRequest, obj: Any) -> str:
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        inlines = self.get_inline_instances(request, obj)
        changed = [each.model for each in inlines if each.has_change_permission(request, obj)]
        return edition_of(obj, names, changed)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj and self.has_change_permission(request, obj):
            context["edition"] = request.POST.get("edition") or self._edition(request, obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_inline_formsets(self, *args: Any, **options: Any) -> list[InlineAdminFormSet]:
        found: list[InlineAdminFormSet] = super().get_inline_formsets(*args, **options)
        for each in found:
            each.__class__ = RowsOfARow
        return found

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return _without_buttons(field, "delete")

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        """A new row of a table in an order of its own comes last."""
        given = super().get_changeform_initial_data(request)
        if not self.ordering_field:
            return given
        last = self.model._default_manager.aggregate(last=models.Max(self.ordering_field))["last"]
        return {self.ordering_field: (last or 0) + 1, **given}

    def kept_because(self, obj: Any) -> str:
        """Why the row cannot be deleted, as a sentence; empty where it can."""
        used_by = ", ".join(_uses(obj))
        if not used_by:
            return ""
        return _("“%(name)s” stays: it is used by %(users)s.") % {"name": obj, "users": used_by}

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        allowed = obj is not None and self.has_delete_permission(request, obj)
        if allowed and (reason := self.kept_because(obj)):
            self.message_user(request, reason, messages.ERROR)
            return redirect(self.address_of(obj))
        return super().delete_view(request, object_id, extra_context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of “%(name)s”") % {"name": obj},
            "changes": changes_of(obj, [inline.model for inline in self.inlines]),
            "object": obj,
            "original": obj,
            "opts": self.opts,
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def address_of(self, obj: Any, page: str = "change") -> str:
        """The page of a row in the admin."""
        return reverse(
            f"{self.admin_site.name}:{obj._meta.app_label}_{obj._meta.model_name}_{page}", args=[obj.pk]
        )


class OneRowRoom(Room):
    """Rules of which there is one row (subscriptions.models.one_row), so the list leads straight to it."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        rules, _made = self.model._default_manager.get_or_create(pk=1)
        return redirect(self.address_of(rules))

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """There are always rules; they are changed instead."""
        return False


class ReadingRoom(OnlyToRead, Room):
    """A table that is only shown. Its pages go on without counting, however long it is. `hidden` names what only
    programs need."""

    hidden: ClassVar[tuple[str, ...]] = ()
    paginator = InfinitePaginator
    show_full_result_count = False
    warn_unsaved_form = False
    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = [field for field in self.opts.fields if not field.hidden and not field.generated]
        return [field.name for field in fields if field.name not in self.hidden]

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.hidden


class Rows(ForAdministrators, FindsRows, TabularInline):
    """Rows edited on the page of what they belong to. `addable`: fields whose target may be made on the way."""

    addable: ClassVar[tuple[str, ...]] = ()
    extra = 0
    show_title = False
    show_change_link = False
    formfield_overrides = {
        **TabularInline.formfield_overrides,
        models.DateField: {"form_class": DayField, "widget": DayInput},
    }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        more = () if db_field.name in self.addable else ("add",)
        return _without_buttons(field, "change", "delete", "view", *more)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Every field of a row carries its name: the heading of its column is far away for who hears the page."""
        formset = super().get_formset(request, obj, **kwargs)
        for field in formset.form.base_fields.values():
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", str(capfirst(field.label or "")))
        return formset


class ReadingRows(OnlyToRead, Rows):
    """Rows that are only shown there."""

    can_delete = False


def _without_buttons(field: Any, *buttons: str) -> Any:
    """The field without these buttons beside it, which lead to what it refers to."""
    if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
        for button in buttons:
            setattr(field.widget, f"can_{button}_related", False)
    return field


def _uses(obj: models.Model) -> list[str]:
    """What refers to a row so that it cannot be deleted, as "5 product lines"."""
    found = []
    relations: list[Any] = obj._meta.get_fields(include_hidden=True)
    for relation in relations:
        if not (relation.auto_created and not relation.concrete and hasattr(relation, "on_delete")):
            continue
        if relation.on_delete is not models.PROTECT:
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: obj})
        if number := rows[: MANY + 1].count():
            found.append(_counted(number, relation.related_model._meta))
    return found


def _counted(number: int, options: Any) -> str:
    name = options.verbose_name if number == 1 else options.verbose_name_plural
    if number > MANY:
        return _("more than %(number)s %(things)s") % {"number": MANY, "things": name}
    return ngettext("%(number)s %(things)s", "%(number)s %(things)s", number) % {
        "number": number,
        "things": name,
    }
