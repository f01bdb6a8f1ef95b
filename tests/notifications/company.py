"""Companies with people, lines, versions and registrations, for the tests of alerts."""

from datetime import UTC, datetime, timedelta

from notifications import alerts
from notifications.models import Notification, RegistrationRule
from subscriptions.models import InstalledSystem
from tests import factories as make

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def person(*products, role="contact", customer=None, **line):
    """A contact of a company that is covered for these products."""
    customer = customer or make.customer()
    for product in products:
        make.line(customer, product, **line)
    return make.contact(customer, role)


def of(contact):
    return contact.memberships.get().customer


def registered(contact, *products, at=NOW):
    for product in products:
        alerts.register(contact, of(contact), product, at=at)
    return contact


def install(contact, version):
    InstalledSystem.objects.create(customer=of(contact), product=version.product, version=version)


def rule(alert_class, told, product=None):
    RegistrationRule.objects.update_or_create(
        alert_class=alert_class, product=product, defaults={"told": told}
    )


def publisher():
    return make.staff("publisher")


def publish(alert, by=None, at=NOW):
    alerts.publish(alert, by or publisher(), at)
    return alert


def told(alert, kind="alert"):
    """Who was told of it, as (person, channel)."""
    rows = Notification.objects.filter(alert=alert, kind=kind)
    return sorted(rows.values_list("recipient", "channel"))


def both(*people):
    return sorted((person.pk, channel) for person in people for channel in ("email", "in_app"))


def in_app(*people):
    return sorted((person.pk, "in_app") for person in people)
