"""What verbs and tasks keep beside the things that are planted: one row of each, as wide as its table asks for. The
tests of the walls see a leak of it; what it means is tested in its room."""

from datetime import date

from django.apps import apps
from django.db import models
from django.db.models.fields import NOT_PROVIDED

from tests.isolation.moments import WEDNESDAY

KEPT = (
    "advisory.TaskReminder",
    "downloads.RegulatoryNotice",
    "duty.Paging",
    "duty.Page",
    "entitlements.Participant",
    "programmes.Interest",
    "remote_access.SessionNotice",
    "renewal.RenewalNotice",
    "renewal.UpgradeJoin",
    "reviews.ReviewAlarm",
    "reviews.ReviewedIncident",
    "reviews.ReviewPicture",
    "special_events.EventStep",
    "subscriptions.PlannedTier",
    "tickets.EventMove",
    "tickets.Following",
    "tickets.Reminder",
    "tickets.Retargeting",
    "tickets.SilenceNotice",
    "webhooks.Attempt",
)
# That it is over, so that no task of a test works on it.
OVER = {"ended_at": WEDNESDAY, "finished_at": WEDNESDAY}


def plant(company):
    for label in KEPT:
        model = apps.get_model(label)
        model.objects.create(**{field.name: _value(field, company) for field in _asked(model)})


def _asked(model):
    """The fields that say whose it is, those without which there is no row (one customer's re-target is to a
    region), and those that say that it is over."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return [each for each in fields if each.name in {"customer", "region", *OVER} or _is_needed(each)]


def _is_needed(field):
    return (
        not field.null and field.default is NOT_PROVIDED and not (field.blank and field.empty_strings_allowed)
    )


def _value(field, company):
    if field.name in OVER:
        return OVER[field.name]
    if isinstance(field, models.ForeignKey):
        return _of(field.related_model, company)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.DateTimeField):
        return WEDNESDAY
    if isinstance(field, models.DateField):
        return date(2026, 12, 1)
    if isinstance(field, models.IntegerField):
        return 1
    return f"kept{company.said}"[: field.max_length]


def _of(model, company):
    """One of hers, or one that is everybody's."""
    match model._meta.label:
        case "subscriptions.Customer":
            return company.customer
        case "subscriptions.User":
            return company.contact
        case "subscriptions.Product":
            return company.product
    names = {field.name for field in model._meta.concrete_fields}
    return model.objects.filter(**({"customer": company.customer} if "customer" in names else {})).first()
