"""Her advisor; identified people of both sides, a meeting, a request for senior resources, a plan with a task."""

from datetime import date, timedelta

from subscriptions.models import AdvisorAssignment
from tests import factories as make
from tests.isolation.moments import TEN, WEDNESDAY
from tickets.advisory import arranging, asking, identifying, planning
from tickets.advisory.arranging import Invitation
from tickets.advisory.asking import Wish
from tickets.advisory.identifying import Named
from tickets.advisory.planning import NewTask


def plant(company):
    customer, said = company.customer, company.said
    advisor = make.staff("advisor", "consultant", name="Line Kjær")
    AdvisorAssignment.objects.create(customer=customer, advisor=advisor, starts_on=date(2020, 1, 1))

    def named(**facts):
        return identifying.identify(customer, Named(**facts), advisor, WEDNESDAY)

    hers = named(person=company.contact, role=f"Finance manager{said}")
    named(name=f"Bo{said}", role="Night shift", phone="+45 20 00 00 09")
    ours = named(person=advisor, role="Advisor")
    arranging.arrange(
        customer,
        "coordination",
        Invitation(
            subject=f"The lock{said}",
            starts_at=TEN + timedelta(days=7),
            minutes=30,
            place="https://meet.example/lock",
            participants=[hers, ours],
            agenda=[f"What it is{said}"],
        ),
        advisor,
        WEDNESDAY,
    )
    wish = Wish(topic=f"Posting{said}", why=f"It stops{said}", kind="support", wished_times=said)
    asking.ask(customer, company.contact, wish, WEDNESDAY)
    task = NewTask(f"Install the fix{said}", hers, (TEN + timedelta(days=9)).date())
    planning.open_plan(customer, f"The lock{said}", advisor, [company.incident.pk], [task], WEDNESDAY)
