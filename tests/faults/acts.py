"""What people do in an experiment: the verbs of the product, and its pages."""

from datetime import datetime, timedelta
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from notifications import alerts, outbox
from notifications.models import AffectedProduct, Alert, Notification, Registration
from notifications.models.outbox import Channel
from subscriptions import tenancy
from subscriptions.models import Membership, Product, User
from tests import factories as make
from tests.benchmarks.people import SECRET
from tests.benchmarks.visitors import Visitor, signed_in_at
from tests.faults import people
from tests.faults.people import PASSWORD, PUBLISHERS

INCIDENT = {"number": 1, "title": "Posting stops", "severity": 1, "customer": "Nordlys", "product": "Ledger"}
PAGE = INCIDENT | {"impact": "Nobody can post invoices.", "phone": "+45 70 00 00 01"}


def registered(code: str) -> list[str]:
    """The addresses registered for the product now."""
    with tenancy.as_staff():
        found = Registration.objects.filter(product__code=code).order_by("pk")
        return list(found.values_list("user__email", flat=True))


def written(code: str, **facts: str) -> Alert:
    """A draft about the product, ready to be published."""
    with tenancy.as_staff():
        alert = Alert.objects.create(
            **{
                "title": f"Postings of {code} may be lost",
                "alert_class": Alert.Class.DATA_LOSS,
                "symptom": "A posting of the last day is missing.",
                "action": "Install the fix before the next run.",
            }
            | facts
        )
        AffectedProduct.objects.create(alert=alert, product=Product.objects.get(code=code))
        return alert


def publish(code: str) -> Alert:
    """Publish an alert about the product by the verb that the page calls."""
    alert = written(code)
    publish_written(alert)
    return alert


def publish_written(alert: Alert) -> None:
    """Publish this draft."""
    with tenancy.as_staff():
        alerts.publish(alert, User.objects.get(email=PUBLISHERS[0]))


def correct(alert: Alert, text: str) -> None:
    """Tell those who got it what was wrong."""
    with tenancy.as_staff():
        alerts.correct(alert, User.objects.get(email=PUBLISHERS[0]), text)


def deregister(emails: list[str], code: str) -> None:
    """Each of them by herself, in the portal's verb."""
    with tenancy.as_staff():
        product = Product.objects.get(code=code)
        for membership in Membership.objects.active().filter(user__email__in=emails).select_related("user"):
            alerts.deregister(membership.user, membership.customer, product)


def leave(emails: list[str]) -> datetime:
    """They are contacts no longer, from this instant on, which it gives."""
    with tenancy.as_staff():
        Membership.objects.filter(user__email__in=emails).update(ended_at=timezone.now())
    return timezone.now()


def page(email: str, number: int = 1) -> datetime:
    """Page an agent for a severity 1: the most urgent mail there is. Gives when it was written."""
    at = timezone.now()
    with tenancy.as_staff():
        agent = User.objects.get(email=email)
        outbox.tell("page", [agent], f"page:{number}", context=PAGE, link="/desk/queue/", at=at)
    return at


def overdue(incidents: int, days: int) -> None:
    """Incidents logged so many days ago, of which nobody was reminded since: beat stood still."""
    at = timezone.now() - timedelta(days=days)
    with tenancy.as_staff(), outbox.silence():
        product = Product.objects.get(code=people.FEW)
        person = User.objects.get(email=people.CONTACT)
        company = Membership.objects.get(user=person).customer
        owners = [User.objects.get(email=email) for email in people.AGENTS]
        for number in range(incidents):
            logged = make.incident(company, product, at=at, contact=person, severity=2 + number % 2)
            type(logged).objects.filter(pk=logged.pk).update(owner=owners[number % len(owners)])


def for_digests() -> set[str]:
    """Who has something that is to be gathered; from a minute ago, so that it is gathered now."""
    with tenancy.as_staff():
        rows = Notification.objects.filter(
            channel=Channel.EMAIL, state="waiting", priority=Notification.Priority.DIGEST
        )
        rows.update(created_at=timezone.now() - timedelta(minutes=2))
        return set(rows.values_list("recipient__email", flat=True))


def visitor(port: int, email: str) -> Visitor:
    """Somebody signed in, of the vendor's people by a second factor. Raises NotMeasured."""
    return signed_in_at(port, email, PASSWORD, _recovery_code(email))


def _recovery_code(email: str) -> str:
    """One for the second step of her sign-in; empty for a contact, who needs none."""
    with tenancy.as_staff():
        person = User.objects.get(email=email)
        if not person.is_staff:
            return ""
        Authenticator.objects.filter(user=person).delete()
        TOTP.activate(person, SECRET)
        return str(RecoveryCodes.activate(person).generate_codes()[0])


def press_publish(person: Visitor, alert: Alert) -> int:
    """Press the button; gives the status. Raises NotMeasured where there is no answer."""
    return person.post(f"/desk/alerts/{alert.pk}/publish/", {}).status


def new_incident() -> dict[str, str]:
    """The form of an incident, filled in once; what says that it is this one comes with it."""
    return {
        "product": people.FEW,
        "severity": "3",
        "kind": "fault",
        "environment": "production",
        "title": "Posting stops",
        "description": "It stops with error 4711.",
        "submission": str(uuid4()),
    }
