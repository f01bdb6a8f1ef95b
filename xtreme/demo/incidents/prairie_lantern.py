"""Prairie Lantern Foods (Elite): an escalated recall drill, a how-to that was answered, a question by API."""

from datetime import timedelta

from tickets.models import Channel, Kind, SolutionKind
from xtreme.demo.contacts import MARISOL, PRIYA, TRENT
from xtreme.demo.customers import PRAIRIE_LANTERN
from xtreme.demo.moments import worked
from xtreme.demo.people import DANA, JOANNE, LUIZ, MARCUS
from xtreme.demo.stories import (
    Story,
    accepts,
    answers_escalation,
    asks_for_escalation,
    is_satisfied,
    notes,
    proposes,
    replies,
    takes,
    writes,
)

LOT_TRACE = Story(
    key="lot-trace",
    customer=PRAIRIE_LANTERN,
    contact=MARISOL,
    product="STH",
    version="7.2",
    severity=2,
    title="Lot trace report omits split pallets, recall drill this week",
    description="""
        The lot trace report leaves out pallets that were split in the cold store. Lot 24-1187 went onto 64
        pallets, 9 of them were split for mixed orders; the report lists 55. The inventory screen shows all
        64, so
        the data is there. We found it in the rehearsal for this week's recall drill.

        To reproduce: Reports, Lot trace, lot 24-1187, all sites, "include shipped".
        """,
    impact="""
        We have to show within four hours where every case of a lot went. With nine pallets missing the drill
        fails, and the customer who audits it is our largest.
        """,
    logged=worked(days=1, hours=5),
    steps=(
        takes(worked(days=1, hours=4, minutes=40), DANA),
        replies(
            worked(days=1, hours=4, minutes=20),
            DANA,
            """
            Hi Marisol, I can see it with the same steps on a 7.2 test system: the report follows the pallet
            number
            a lot was received on and stops where a split gives a new number. I am checking whether the movement
            history has what we need for all nine.
            """,
        ),
        writes(
            worked(days=1, hours=2, minutes=50),
            MARISOL,
            """
            Here are the nine parents and their children from the inventory screen:

                700412 -> 700981, 700982      700430 -> 701002
                700418 -> 700990              700433 -> 701003, 701004
                700421 -> 700991, 700992      700440 -> 701010
                700425 -> 700997              700447 -> 701015
                700452 -> 701018
            """,
        ),
        replies(
            worked(days=1, hours=1),
            DANA,
            """
            All nine are complete in the movement history, so a report over movements instead of receipts
            will find
            them. Marcus is writing it as a saved query for your site; 8.0 has it built in.
            """,
        ),
        replies(
            worked(hours=7),
            MARCUS,
            """
            The query runs here and finds 63 of 64: pallet 701018 was split on a scanner that was offline and
            has
            its movement under the wrong date. I am widening the window and test again.
            """,
        ),
        asks_for_escalation(
            worked(hours=5, minutes=40),
            MARISOL,
            """
            The drill is on the critical date, 08:00 in Omaha, and we do not have a report we can trust. A
            workaround is fine as long as it finds every pallet.
            """,
            impact="""
            Failing the drill puts a 31 million dollar contract under review; nobody could say within four hours
            where a lot went.
            """,
            critical_in=timedelta(days=2),
            phone="+1 402 555 0111",
        ),
        answers_escalation(
            worked(hours=5, minutes=10),
            JOANNE,
            """
            Marisol, as just said on the phone: I lead this from now on, Harriet (your advisor) is in. Plan:
            the query with the wider window today (Marcus), you compare it with the cold store's count tomorrow
            morning, Marcus sits in on your rehearsal tomorrow afternoon. The next word from us comes within four
            office hours, also when there is nothing new.
            """,
        ),
        notes(
            worked(hours=3),
            MARCUS,
            """
            Window now 48 h. 64 of 64 on their copy. Running against lots 24-1190 and 24-1201 before I
            send it.
            """,
        ),
        replies(
            worked(hours=2),
            MARCUS,
            """
            64 of 64, and two other lots with splits are right too. The saved query "Lot trace by movement"
            is on
            your system under Reports, Shared. Please compare it with the count of the cold store.
            """,
        ),
    ),
)

CLOSE_ONE_COMPANY = Story(
    key="close-one-company",
    customer=PRAIRIE_LANTERN,
    contact=PRIYA,
    product="LGF",
    version="13.0",
    severity=4,
    kind=Kind.HOW_TO,
    title="How do I close one company's period while others stay open?",
    description="""
        We have three companies in one installation. Omaha is ready to close the month, Lincoln needs two more
        days. When I choose Close period it seems to want all three. How do I close Omaha alone?
        """,
    logged=worked(days=9, hours=3),
    steps=(
        proposes(
            worked(days=9, hours=1, minutes=30),
            LUIZ,
            """
            Hello Priya, you can, and the others do not notice:

            1. General ledger, Periods. Switch "View" from Group to Company and choose Omaha.
            2. Run "Check before closing". Anything listed under "Other companies" may be ignored here.
            3. Close period. Postings between companies that touch Omaha then go to its next period.

            The whole procedure with screenshots is our article "Close one company's period while others stay
            open".
            """,
            SolutionKind.ANSWER,
        ),
        accepts(worked(days=8, hours=6), PRIYA),
        is_satisfied(
            worked(days=8, hours=5), PRIYA, True, "The article said exactly what I needed, with pictures."
        ),
    ),
)

WHICH_COURSE = Story(
    key="which-course",
    customer=PRAIRIE_LANTERN,
    contact=TRENT,
    product="LNT",
    version="2026.2",
    severity=4,
    kind=Kind.EDUCATION,
    channel=Channel.API,
    title="Which course covers year-end corrections?",
    description="""
        Two people are new in payroll. Which of your courses covers corrections after the year-end run (void
        checks, corrected W-2)? Is there one before the end of the year that can be taken remotely?
        """,
    logged=worked(minutes=20),
)

STORIES = (LOT_TRACE, CLOSE_ONE_COMPANY, WHICH_COURSE)
