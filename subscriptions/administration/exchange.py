"""Plain tables in and out as spreadsheets. A row that is wrong is refused with its line and sentence, and then the
whole file: nothing is half imported. How a file is read is tables.py's."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import BooleanField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, resources, widgets
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV, JSON
from unfold.contrib.import_export.forms import ExportForm, ImportForm

from subscriptions.administration.room import may_administer
from subscriptions.administration.tables import NoTable, Table
from subscriptions.calendars import SupportCalendar
from subscriptions.models import CalendarVersion, Customer, Holiday, Membership, Product, SupportRegion, User
from subscriptions.models.regions import parse_weekly
from subscriptions.signals import table_exported
from subscriptions.spreadsheets import harmless, undone


class Exchange(ImportExportModelAdmin):
    """Adds the two buttons to a table of the admin."""

    import_form_class = ImportForm
    export_form_class = ExportForm
    import_formats: ClassVar[list[type]] = [Table, JSON]
    export_formats: ClassVar[list[type]] = [CSV, JSON]
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

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        """What the file is not, in a sentence."""
        other = _("This file cannot be read as what you chose. Choose the format that it has.")
        form.add_error("import_file", str(e) if isinstance(e, NoTable) else other)

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """What has changed since the preview may refuse the file after all: then nothing of it was taken."""
        if not (result.has_errors() or result.has_validation_errors()):
            return super().process_result(result, request)
        self.message_user(
            request, _("Nothing was imported: the file no longer fits. Try again."), messages.ERROR
        )
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")


class Known(widgets.ForeignKeyWidget):
    """A row that is known by `field`; that there is none of it is said in a sentence."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return super().clean(value, row, **kwargs)
        except (ObjectDoesNotExist, ValueError):
            words = {"thing": self.model._meta.verbose_name, "value": value}
            raise ValueError(_("There is no %(thing)s “%(value)s”.") % words) from None


class CalendarKnown(Known):
    """A calendar by its number, or by the code of a region whose next one it is."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        coming = CalendarVersion.objects.filter(in_force_from__gt=timezone.now()).order_by("in_force_from")
        return coming.filter(region__code=value).first() or super().clean(value, row, **kwargs)


class YesOrNo(widgets.BooleanWidget):
    """A yes or a no, as people write them; anything else is refused and not taken for a no."""

    YES, NO = ("1", "true", "yes", "ja", "x"), ("0", "false", "no", "nej")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        said = str(value).strip().lower()
        if said not in (*self.YES, *self.NO):
            raise ValueError(_("Write 1 for yes or 0 for no."))
        return said in self.YES


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

    @classmethod
    def widget_from_django_field(cls, f: Any, default: Any = widgets.Widget) -> Any:
        return YesOrNo if isinstance(f, BooleanField) else super().widget_from_django_field(f, default)

    def export_field(self, field: Any, instance: Any, **kwargs: Any) -> Any:
        """As text that is no formula where the table is opened as a spreadsheet."""
        value = super().export_field(field, instance, **kwargs)
        return harmless(value) if isinstance(value, str) else value

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Every column is one that is taken, and those by which a row is found are there."""
        self.found_by = [self.fields[name].column_name for name in self.get_import_id_fields()]
        self.seen: dict[tuple[Any, ...], int] = {}
        headings, known = list(dataset.headers or ()), self.get_diff_headers()
        if lacking := [name for name in self.found_by if name not in headings]:
            raise NoTable(
                _("The first line has no heading %(lacking)s. It names the columns: %(known)s.")
                % {"lacking": ", ".join(lacking), "known": ", ".join(known)}
            )
        if others := [name or "–" for name in headings if name not in known]:
            raise NoTable(
                _("Nothing is done with %(others)s. Take it out of the file; columns may be: %(known)s.")
                % {"others": ", ".join(others), "known": ", ".join(known)}
            )

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """What went out so comes in as it was. A row that another is as well is refused: which one counts?"""
        row.update({name: undone(value) for name, value in row.items()})
        self.put_right(row)
        key = tuple(str(row.get(name) or "") for name in self.found_by)
        first = self.seen.setdefault(key, kwargs["row_number"])
        if first != kwargs["row_number"] and all(key):
            raise ValidationError(
                {self.found_by[-1]: _("Row %(number)s says so already.") % {"number": first}}
            )

    def put_right(self, row: dict[str, Any]) -> None:
        """What is meant by a row, where that may be written in several ways."""

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Nothing: rows are found by their own codes, so no sequence of keys has to be put forward."""


class ProductRows(Rows):
    class Meta(Rows.Meta):
        model = Product
        import_id_fields = ("code",)
        fields = ("code", "name", "after_hours_supported")


class CustomerRows(Rows):
    region = fields.Field(attribute="region", column_name="region", widget=Known(SupportRegion, "code"))

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

    def put_right(self, row: dict[str, Any]) -> None:
        row["email"] = str(row.get("email") or "").strip().lower()

    def init_instance(self, row: Any = None) -> User:
        person: User = super().init_instance(row)
        person.set_unusable_password()
        return person


class OfPerson(fields.Field):
    """What a row says of the person herself."""

    def __init__(self, name: str) -> None:
        super().__init__(attribute=f"user__{name}", column_name=name, widget=widgets.CharWidget())


class ContactRows(Rows):
    """Contacts of customers. Who is not known yet is made, without a password: she chooses one. What a file leaves
    empty stays as it is; of who is new, language and zone are the customer's."""

    MAY_BE_EMPTY = ("language", "time_zone", "role", "approves_remote_access", "speaks_english")
    customer = fields.Field(attribute="customer", column_name="customer", widget=Known(Customer, "number"))
    email, name, phone = OfPerson("email"), OfPerson("name"), OfPerson("phone")
    language, time_zone = OfPerson("language"), OfPerson("time_zone")

    class Meta(Rows.Meta):
        model = Membership
        import_id_fields = ("customer", "email")
        fields = (
            "customer",
            "email",
            "name",
            "phone",
            "language",
            "time_zone",
            "role",
            "approves_remote_access",
            "speaks_english",
        )

    def put_right(self, row: dict[str, Any]) -> None:
        row["email"] = str(row.get("email") or "").strip().lower()
        for name in self.MAY_BE_EMPTY:
            if not row.get(name):
                row.pop(name, None)

    def get_instance(self, instance_loader: Any, row: Any) -> Membership | None:
        found = Membership.objects.filter(customer__number=row.get("customer"), user__email=row["email"])
        return found.select_related("customer", "user").first()

    def init_instance(self, row: Any = None) -> Membership:
        person = User.objects.filter(email=row["email"]).first()
        if person is None:
            person = User(email=row["email"])
            person.set_unusable_password()
            if company := Customer.objects.filter(number=row.get("customer")).first():
                person.language, person.time_zone = company.language, company.time_zone
        return Membership(user=person)

    def validate_instance(
        self, instance: Membership, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Of the contact and of the person."""
        errors = dict(import_validation_errors or {})
        if refused := self.refused(instance):
            errors["email"] = ValidationError(refused % {"name": instance.user.email})
        for row, beside in ((instance.user, set()), (instance, {"user"})):
            try:
                row.full_clean(exclude=errors.keys() | beside, validate_unique=validate_unique)
            except ValidationError as error:
                errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance: Membership, *args: Any, **kwargs: Any) -> bool:
        """Who is not to be a contact is refused, also where the file says nothing new of her."""
        return not self.refused(instance) and super().skip_row(instance, *args, **kwargs)

    def refused(self, contact: Membership) -> str:
        """Why the person is not to be a contact of the customer; empty where she may be."""
        if contact.user.is_staff:
            return _("%(name)s is on the vendor's staff and cannot be a contact of a customer.")
        if contact.ended_at:
            return _("%(name)s has left. Let her back on the customer's page, if she is to be.")
        return ""

    def before_save_instance(self, instance: Membership, row: Any, **kwargs: Any) -> None:
        instance.user.save()
        instance.user = instance.user


CLOSED_TOO_LONG = gettext_lazy(
    "From here on holidays leave no office hours for more than 400 days: nothing can be promised."
)


class HolidayRows(Rows):
    """Holidays by calendar, for those not yet in force: what was promised is never changed from behind (R27.3)."""

    version = fields.Field(attribute="version", column_name="calendar", widget=CalendarKnown(CalendarVersion))
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

    def after_save_instance(self, instance: Holiday, row: Any, **kwargs: Any) -> None:
        """Those that came before it are there by now."""
        version = instance.version
        holidays = version.holidays.values_list("date", flat=True)
        if SupportCalendar("UTC", parse_weekly(version.weekly), holidays).long_closures():
            raise ValidationError(CLOSED_TOO_LONG)
