"""Plain tables in and out as spreadsheets. A row that is wrong is refused with its line and sentence, and then the
whole file: nothing is half imported."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets
from import_export.admin import ImportExportModelAdmin
from import_export.exceptions import FieldError
from import_export.formats.base_formats import CSV, JSON
from unfold.contrib.import_export.forms import ExportForm, ImportForm

from subscriptions.administration.room import may_administer
from subscriptions.models import CalendarVersion, Customer, Holiday, Product, SupportRegion, User
from subscriptions.signals import table_exported
from subscriptions.spreadsheets import harmless, undone


class Exchange(ImportExportModelAdmin):
    """Adds the two buttons to a table of the admin."""

    import_form_class = ImportForm
    export_form_class = ExportForm
    formats: ClassVar[list[type]] = [CSV, JSON]
    import_formats = formats
    export_formats = formats
    skip_admin_log = True

    def has_import_permission(self, request: HttpRequest) -> bool:
        return may_administer(request.user)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return may_administer(request.user)

    def get_export_data(self, file_format: Any, request: HttpRequest, queryset: Any, **kwargs: Any) -> Any:
        """The file; that it went out is announced."""
        data = super().get_export_data(file_format, request, queryset, **kwargs)
        table_exported.send(self.model, model=self.model._meta.label, rows=queryset.count())
        return data

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_import_data_kwargs(**kwargs) | {"rollback_on_validation_errors": True}

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """What has changed since the preview may refuse the file after all: then nothing of it was taken."""
        if not (result.has_errors() or result.has_validation_errors()):
            return super().process_result(result, request)
        self.message_user(
            request, _("Nothing was imported: the file no longer fits. Try again."), messages.ERROR
        )
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")


class RowOf(widgets.ForeignKeyWidget):
    """A row of another table, by its code or number; that there is none is said in the reader's language."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return super().clean(value, row, **kwargs)
        except (ObjectDoesNotExist, ValueError) as error:
            words = {"what": capfirst(self.model._meta.verbose_name), "value": value}
            raise ValueError(_("%(what)s “%(value)s” does not exist.") % words) from error


class Day(widgets.DateWidget):
    """A day; what is none is said in the reader's language."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return super().clean(value, row, **kwargs)
        except ValueError as error:
            raise ValueError(_("“%(value)s” is no day. Write 2031-05-05.") % {"value": value}) from error


class Rows(resources.ModelResource):
    """Every row goes through the model's own checks."""

    class Meta:
        clean_model_instances = True
        use_transactions = True
        skip_unchanged = True
        report_skipped = True

    def export_field(self, field: Any, instance: Any, **kwargs: Any) -> Any:
        """As text that is no formula where the table is opened as a spreadsheet."""
        value = super().export_field(field, instance, **kwargs)
        return harmless(value) if isinstance(value, str) else value

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """By what rows are found must stand in the first line."""
        names = [self.fields[name].column_name for name in self.get_import_id_fields()]
        if missing := [name for name in names if name not in (dataset.headers or ())]:
            words = _("The first line of the file must name the columns. It lacks: %(columns)s.")
            raise FieldError(words % {"columns": ", ".join(missing)})

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """What went out so comes in as it was."""
        row.update({name: undone(value) for name, value in row.items()})

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Nothing: rows are found by their own codes, so no sequence of keys has to be put forward."""


class ProductRows(Rows):
    class Meta(Rows.Meta):
        model = Product
        import_id_fields = ("code",)
        fields = ("code", "name", "after_hours_supported")


class CustomerRows(Rows):
    region = fields.Field(attribute="region", column_name="region", widget=RowOf(SupportRegion, "code"))

    class Meta(Rows.Meta):
        model = Customer
        import_id_fields = ("number",)
        fields = ("number", "name", "city", "country", "time_zone", "language", "industry", "region")


class PeopleRows(Rows):
    """People without anything that lets them in or up: passwords and roles are given elsewhere."""

    class Meta(Rows.Meta):
        model = User
        import_id_fields = ("email",)
        fields = ("email", "name", "phone", "language", "time_zone")

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        super().before_import_row(row, **kwargs)
        row["email"] = str(row.get("email") or "").strip().lower()

    def init_instance(self, row: Any = None) -> User:
        person: User = super().init_instance(row)
        person.set_unusable_password()
        return person


class HolidayRows(Rows):
    """Holidays by calendar, for those not yet in force: what was promised is never changed from behind (R27.3)."""

    version = fields.Field(attribute="version", column_name="calendar", widget=RowOf(CalendarVersion))
    date = fields.Field(attribute="date", column_name="date", widget=Day("%Y-%m-%d"))

    class Meta(Rows.Meta):
        model = Holiday
        import_id_fields = ("version", "date")
        fields = ("version", "date", "name", "estimated")

    def before_save_instance(self, instance: Holiday, row: Any, **kwargs: Any) -> None:
        if instance.version.in_force_from <= timezone.now():
            raise ValidationError(
                _("Calendar %(calendar)s is in force. Make a new version and import into that.")
                % {"calendar": instance.version_id}
            )
