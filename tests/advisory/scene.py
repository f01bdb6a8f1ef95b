"""An Elite customer with her people, her advisor and the deputy, and identified resources of both sides."""

from dataclasses import dataclass
from datetime import date, timedelta
from email import message_from_bytes

from notifications import mails
from notifications.models import Notification
from subscriptions.models import AdvisorAssignment, Customer, User
from tests import factories as make
from tests.tickets.moments import moment
from tickets.advisory import arranging, identifying, planning
from tickets.advisory.arranging import Invitation
from tickets.advisory.identifying import Named
from tickets.advisory.models import IdentifiedResource, Meeting
from tickets.advisory.planning import NewTask

AT = moment("2026-11-25 12:00 +01:00")
STARTS = moment("2026-12-02 10:00 +01:00")
LINK = "https://meet.example/nordlys"
DAY = timedelta(days=1)
DUE = date(2026, 12, 1)


@dataclass
class Scene:
    customer: Customer
    contact: User
    advisor: User
    deputy: User
    hers: IdentifiedResource
    ours: IdentifiedResource

    def wanted(self, **changes):
        words = {
            "subject": "Posting and the period lock",
            "starts_at": STARTS,
            "minutes": 60,
            "place": LINK,
            "participants": [self.hers, self.ours],
            "agenda": ["The lock", "What comes next"],
        }
        return Invitation(**words | changes)

    def meeting(self, kind="senior", at=AT, **changes):
        return arranging.arrange(self.customer, kind, self.wanted(**changes), self.advisor, at)

    def identify(self, by=None, at=AT, **named):
        words = {"role": "Finance manager", "phone": "+45 20 00 00 09"}
        return identifying.identify(self.customer, Named(**words | named), by or self.advisor, at)

    def plan(self, incidents=(), at=AT, owners=()):
        tasks = [NewTask(f"Task {number}", owner, DUE) for number, owner in enumerate(owners, 1)]
        return planning.open_plan(self.customer, "The lock", self.advisor, incidents, tasks, at)


def scene(tier="XTE", name="Nordlys", **of_customer):
    customer = make.customer(**{"name": name} | of_customer)
    make.line(customer, make.product("LGF", name="Ledgerkant Finance"), tier)
    contact = make.contact(customer, name="Mette", phone="+45 20 00 00 01", language="da")
    advisor, deputy = make.staff("advisor", name="Line"), make.staff("advisor", name="Tim")
    AdvisorAssignment.objects.create(
        customer=customer, advisor=advisor, deputy=deputy, starts_on=date(2020, 1, 1)
    )

    def named(person, role):
        return identifying.identify(customer, Named(person=person, role=role), advisor, AT)

    return Scene(
        customer,
        contact,
        advisor,
        deputy,
        named(contact, "Finance manager"),
        named(make.staff("head_of_development", name="Dorte"), "Head of development"),
    )


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def told(kind, person=None):
    """The mails of that kind, or those to her, oldest first."""
    rows = Notification.objects.filter(kind=kind, channel="email").order_by("pk")
    return list(rows.filter(recipient=person) if person else rows)


def mail_of(row):
    return message_from_bytes(mails.octets(row, mails.written(row)))


def away(person, first, last):
    from tickets.duty.models import Absence

    return Absence.objects.create(person=person, first_day=first, last_day=last)


def planned(meeting):
    return Meeting.objects.get(pk=meeting.pk).state == "planned"
