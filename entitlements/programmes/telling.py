"""Who is told what about programmes and discount codes. Writing and sending is notifications'.

Each is called inside the verb's transaction; the event of the outbox names the step, so that it is told once.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from entitlements.programmes.models import Agreement, Application, Build, DiscountCode, Feedback
from entitlements.refusals import SUBSCRIPTION
from notifications.outbox import tell
from subscriptions import permissions
from subscriptions.models import Membership, User
from subscriptions.periods import first_day, last_day
from subscriptions.permissions import Permission


def applied(application: Application) -> None:
    """Who runs programmes."""
    _running("programme_applied", application, "applied", by=application.applied_by.name)


def withdrawn(application: Application) -> None:
    by = application.withdrawn_by.name if application.withdrawn_by else ""
    _running("programme_withdrawn", application, "withdrawn", by=by)


def decided(application: Application) -> None:
    """The customer: who applied, who is named, and her managers."""
    words = {"outcome": application.state, "reason": application.reason}
    _hers("programme_decided", application, "decided", people=_people(application), **words)


def agreement(made: Agreement) -> None:
    """The managers of participants, who accept it."""
    for application in _participants(made.programme_id):
        event = f"agreement:{made.number}"
        people = _managers(application)
        _hers("programme_agreement", application, event, people=people, version=made.number)


def build(made: Build) -> None:
    """The people of participants."""
    for application in _participants(made.programme_id):
        words = {"build": made.code, "note": made.note}
        _hers("programme_build", application, f"build:{made.pk}", people=_people(application), **words)


def feedback(made: Feedback) -> None:
    """Who runs programmes."""
    words = {"build": made.build.code, "severity": made.severity, "text": made.text}
    _running("programme_feedback", made.application, f"feedback:{made.pk}", **words)


def code_issued(code: DiscountCode) -> None:
    """The managers of the customer; again where it is valid again, or has other per cent."""
    _of_code("discount_issued", code, f"issued:{code.issued_at.isoformat()}")


def code_used(code: DiscountCode) -> None:
    _of_code("discount_used", code, "used")


def code_ended(code: DiscountCode) -> None:
    _of_code("discount_ended", code, f"ended:{code.ended_at}")


def _participants(programme: int) -> Iterable[Application]:
    rows = Application.objects.taking_part().filter(programme=programme)
    return rows.select_related("programme", "customer", "applied_by").prefetch_related("people__user")


def _people(application: Application) -> list[User]:
    named = [each.user for each in application.people.select_related("user")]
    people = [application.applied_by, *named, *_managers(application)]
    return list({person.pk: person for person in people}.values())


def _managers(application: Application) -> list[User]:
    managers = Membership.objects.managing(application.customer).select_related("user")
    return [member.user for member in managers]


def _hers(kind: str, application: Application, step: str, *, people: Iterable[User], **words: Any) -> None:
    tell(
        kind,
        people,
        f"programme_application:{application.pk}:{step}",
        customer=application.customer,
        context={"title": application.programme.title, **words},
        link=application.programme.get_absolute_url(),
    )


def _running(kind: str, application: Application, step: str, **words: Any) -> None:
    tell(
        kind,
        User.objects.staff_with(*permissions.staff_roles(Permission.RUN_PROGRAMMES)),
        f"programme_application:{application.pk}:{step}",
        customer=application.customer,
        context={"title": application.programme.title, "customer": application.customer.name, **words},
        link=application.get_absolute_url(),
    )


def _of_code(kind: str, code: DiscountCode, step: str) -> None:
    zone = code.customer.zone
    managers = Membership.objects.managing(code.customer).select_related("user")
    tell(
        kind,
        [member.user for member in managers],
        f"discount_code:{code.pk}:{step}",
        customer=code.customer,
        context={
            "code": code.code,
            "percent": code.percent,
            "from_on": first_day(code.subscription.starts_at, zone).isoformat(),
            "to_on": last_day(code.subscription.ends_at, zone).isoformat(),
        },
        link=reverse("programmes:education") if kind != "discount_ended" else SUBSCRIPTION,
    )
