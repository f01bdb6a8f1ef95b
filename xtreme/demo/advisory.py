"""What the demo's advisors coordinate (DEMO.md, 10): the action plan for Wattlebird's pay run with 5 tasks, 2
of them Wattlebird's own; the meeting with senior development that Nordlys asked for; and Wattlebird's request,
declined with a reason."""

from datetime import date, timedelta

from notifications import outbox
from subscriptions.models import Customer, User
from tickets.advisory import asking, identifying, planning
from tickets.advisory.arranging import Invitation
from tickets.advisory.asking import Wish
from tickets.advisory.identifying import Named
from tickets.advisory.models import ActionPlan, IdentifiedResource, SeniorRequest
from tickets.advisory.planning import NewTask
from tickets.models import Incident
from xtreme.demo import people
from xtreme.demo.contacts import GWEN, HENRIK, LACHLAN, MEI, METTE
from xtreme.demo.customers import NORDLYS, WATTLEBIRD
from xtreme.demo.incidents.wattlebird import OVERTIME_DOUBLED
from xtreme.demo.moments import Now

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IDA = "ida.rosenkrantz@fjordkant.example"
IDENTIFIED = {
    NORDLYS: (
        (METTE, "Økonomichef"),
        (HENRIK, "It-chef"),
        (people.ADVISOR, "Dedikeret kunderådgiver"),
        (people.EMIL, "Support, Ledgerkant Finance"),
    ),
    WATTLEBIRD: (
        (MEI, "Payroll manager"),
        (LACHLAN, "Head of operations"),
        (GWEN, "Chief financial officer"),
        (people.TIM, "Dedicated Customer Advisor"),
        (people.RUBY, "Support, Løntråd Payroll"),
        (people.KENJI, "Support, Løntråd Payroll"),
    ),
}
# text, owner, days after T, hours before T at which it was ticked or None
TASKS: tuple[tuple[str, str, int, float | None], ...] = (
    ("Reverse the 214 supplement lines of run 4411 and recalculate run 4412", MEI, 0, 3.2),
    ("Approve run 4412 and say here when the bank has confirmed the payment file", LACHLAN, 1, None),
    ("Send Mei the steps for super and for the corrected reports", people.TIM, 1, None),
    (
        "Install fix LNT-2026.2-0012 on Wattlebird's test system and start a stopped run there",
        people.RUBY,
        3,
        None,
    ),
    ("Install the fix in production, outside the hours of the pay office", people.KENJI, 7, None),
)
MEETING_PLACE = "https://meet.example/fjordkant/periodelaase"
DECLINED = (
    "The cause is known and its fix is being built: the bin tree of a site is cut at 40,000 bins (incident on the"
    " cycle count screen). A talk with development would not bring it sooner. Kenji writes on the incident as soon"
    " as there is a date, and I call you then."
)


def fill(now: Now) -> None:
    """What is not there yet, each at its own instants."""
    with outbox.on_record():
        for number in IDENTIFIED:
            _identify(number, now)
        if not ActionPlan.objects.exists():
            _plan(now)
        if not SeniorRequest.objects.exists():
            _arranged(now)
            _declined(now)


def _identify(number: str, now: Now) -> None:
    customer, at = _customer(number), now.at - 60 * DAY
    if customer.identified_resources.exists():
        return
    advisor = _person(people.ADVISOR if number == NORDLYS else people.TIM)
    for email, role in IDENTIFIED[number]:
        identifying.identify(customer, Named(person=_person(email), role=role), advisor, at)


def _plan(now: Now) -> None:
    """Opened while the pay run was put right; the first task is done."""
    customer, tim = _customer(WATTLEBIRD), _person(people.TIM)
    incident = Incident.objects.get(submission=OVERTIME_DOUBLED.submission)
    opened, today = now.at - 4 * HOUR - HOUR / 2, now.at.astimezone(customer.zone).date()
    plan = planning.open_plan(
        customer, "Pay run 4412: overtime doubled for 214 employees", tim, [incident.pk], at=opened
    )
    for text, email, days, ticked in TASKS:
        due = max(today + days * DAY, opened.astimezone(customer.zone).date())
        task = planning.add_task(plan, NewTask(text, _resource(customer, email), due), tim, opened)
        if ticked is not None:
            planning.tick(task, _person(email), now.at - ticked * HOUR)


def _arranged(now: Now) -> None:
    customer, line = _customer(NORDLYS), _person(people.ADVISOR)
    asked = asking.ask(
        customer,
        _person(METTE),
        Wish(
            topic="Periodelåsen ved afbrudt postering",
            why="Låsen har standset månedsafslutningen to gange på et halvt år. Vi vil gerne høre fra udviklingen,"
            " hvordan den laves om, og hvad vi kan gøre til da.",
            kind=SeniorRequest.Kind.DEVELOPMENT,
            wished_times="En formiddag i næste uge",
        ),
        now.at - 6 * DAY,
    )
    starts = now.seen_from(customer.region).local(_working_day(now, customer, 4), "10:00")
    wanted = Invitation(
        subject="Periodelåsen i Ledgerkant Finance",
        starts_at=starts,
        minutes=45,
        place=MEETING_PLACE,
        participants=[_resource(customer, METTE), _resource(customer, people.ADVISOR)],
        agenda=("Hvad der sker, når en postering afbrydes", "Hvordan låsen laves om", "Hvad vi gør til da"),
    )
    asking.arrange(asked, wanted, [_person(IDA)], line, now.at - 5 * DAY)


def _declined(now: Now) -> None:
    asked = asking.ask(
        _customer(WATTLEBIRD),
        _person(GWEN),
        Wish(
            topic="Cycle count screen on big sites",
            why="Laverton grows by 2,000 bins a month. We want to know when big sites are supported.",
            kind=SeniorRequest.Kind.DEVELOPMENT,
        ),
        now.at - 5 * DAY,
    )
    asking.decline(asked, _person(people.TIM), DECLINED, now.at - 4 * DAY)


def _working_day(now: Now, customer: Customer, days: int) -> date:
    """The first one of the customer's region so many days after T, or later."""
    there = now.seen_from(customer.region)
    day = there.today + days * DAY
    while not there.is_working_day(day):
        day += DAY
    return day


def _customer(number: str) -> Customer:
    return Customer.objects.select_related("region").get(number=number)


def _person(email: str) -> User:
    return User.objects.get(email=email)


def _resource(customer: Customer, email: str) -> IdentifiedResource:
    found: IdentifiedResource = customer.identified_resources.current().get(person__email=email)
    return found
