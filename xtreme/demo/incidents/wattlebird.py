"""Wattlebird Freight (Elite): a pay run that doubled overtime, and a screen that stays slow."""

from tickets.models import SolutionKind
from xtreme.demo.contacts import LACHLAN, MEI
from xtreme.demo.customers import WATTLEBIRD
from xtreme.demo.moments import ago, worked
from xtreme.demo.people import KENJI, RUBY
from xtreme.demo.stories import Story, notes, phones, proposes, rejects, replies, takes, writes

OVERTIME_DOUBLED = Story(
    key="overtime-doubled",
    customer=WATTLEBIRD,
    contact=MEI,
    product="LNT",
    version="2026.2",
    severity=1,
    title="Pay run doubled overtime for 214 employees, payment file due in 3 h",
    description="""
        Our pay run stopped at employee 610 (printer queue full). We ran it again from the start as the screen
        suggests. Now 214 drivers have their overtime twice. Gross is $186,420.50 too high. The payment file
        has to
        be with the bank in three hours.

            run 4411  stopped at 610 of 1,032   supplements posted: 214
            run 4412  complete 1,032            supplements posted: 214 (again)

        Employees paid in run 4411: none, the file was not made.
        """,
    impact="1,032 people are paid tomorrow. Wrong pay for 214 drivers, and super and tax follow from it.",
    users_affected="214 employees, payroll team of 4",
    phone="+61 3 5550 0112",
    logged=ago(hours=5, minutes=20),
    steps=(
        takes(ago(hours=5, minutes=14), RUBY),
        phones(
            ago(hours=5, minutes=9),
            RUBY,
            """
            Spoke with Mei: payment file not made, run 4412 not yet approved. Agreed that nobody approves or
            prints
            anything until we have looked at the supplement lines. Tim (advisor) joins the call.
            """,
        ),
        notes(
            ago(hours=4, minutes=58),
            RUBY,
            """
            Restart does not clear supplement lines of the stopped run. Matches LNT-2026.2-0012 in test
            since Monday.
            """,
        ),
        replies(
            ago(hours=4, minutes=36),
            RUBY,
            """
            Mei, what we know: a stopped run leaves its supplement lines behind, and the second run adds its
            own. Base
            pay, leave and deductions are right. The 214 double lines all carry run number 4411, so they can
            be taken
            out without touching anything else.

            Please export them first: Pay runs, 4411, Supplements, Export. Send me the number of lines and
            the total.
            """,
        ),
        writes(
            ago(hours=4, minutes=21),
            MEI,
            "214 lines, total 186,420.50. Exactly the difference we see.",
        ),
        replies(
            ago(hours=3, minutes=44),
            RUBY,
            """
            Then do this, with Lachlan as second pair of eyes:

            1. Pay runs, 4411, "Reverse supplements". Check: 214 lines, -186,420.50.
            2. Open 4412, "Recalculate without supplements of other runs".
            3. Compare the gross total with last fortnight before approving.
            """,
        ),
        writes(
            ago(hours=3, minutes=10),
            MEI,
            """
            Done. Gross is now 2,914,077.18, last fortnight 2,901,338.02. Ten drivers checked by hand,
            all right.
            """,
        ),
        proposes(
            ago(hours=2, minutes=52),
            RUBY,
            """
            That is the right picture. You can approve run 4412 and make the payment file; Tim stays
            reachable until
            the bank confirms it.

            Until LNT-2026.2-0012 is installed: never start a stopped run again from the beginning, use
            "Continue". An
            alert about it goes to everybody with 2026.2 today. The steps for super and the corrected reports
            are in
            the action plan that Tim has shared with you. Please accept when the bank has confirmed.
            """,
            SolutionKind.WORKAROUND,
        ),
    ),
)

CYCLE_COUNT_SLOW = Story(
    key="cycle-count-slow",
    customer=WATTLEBIRD,
    contact=LACHLAN,
    product="STH",
    version="8.0",
    title="Cycle count screen slow above 40,000 bins",
    description="""
        The cycle count screen in Laverton takes 25 to 40 seconds to open since we went over 40,000 bins.
        Other screens
        are fine. I asked in the Warehouse group whether others see it; two did, so here it is as an incident.

            bins   opens in
            38,900    3 s
            41,200   27 s
            44,000   38 s

        Steps: Counting, Cycle count, site LAV, no filter.
        """,
    logged=worked(days=6),
    steps=(
        takes(worked(days=5, hours=8, minutes=30), KENJI),
        replies(
            worked(days=5, hours=8),
            KENJI,
            """
            Hi Lachlan, a jump between 38,900 and 41,200 smells of a limit, not of a slow disk. What does
            Administration,
            Cache, "bin tree" say: size and hit rate?
            """,
        ),
        writes(
            worked(days=5, hours=3),
            LACHLAN,
            "bin tree: 40,000 of 40,000 entries, hit rate 11 %. Looks full to me.",
        ),
        proposes(
            worked(days=5),
            KENJI,
            """
            It is: above 40,000 bins the tree is built anew at each opening. Raise "cache.bintree" to 80000
            and restart
            the warehouse service outside picking hours.
            """,
            SolutionKind.WORKAROUND,
        ),
        rejects(
            worked(days=3, hours=6),
            LACHLAN,
            """
            Done on Sunday. It opens in 4 seconds now, but after about two hours it is slow again, and the
            hit rate is
            back at 15 %. So it is not solved.
            """,
        ),
        replies(
            worked(days=3, hours=1),
            KENJI,
            """
            Thank you for measuring, that is a second cause: something empties the tree. Do you run the
            slotting job
            during the day? It clears the caches of its site when it ends.
            """,
        ),
        writes(worked(days=2, hours=7), LACHLAN, "Every two hours, yes, since last month."),
        replies(
            worked(days=2, hours=2),
            KENJI,
            """
            Then we have both. Please move slotting to the night for this week; I have asked the team to let
            it clear
            only the bins it has changed.
            """,
        ),
        replies(
            worked(days=1, hours=4),
            KENJI,
            "The change is in test: after slotting 300 bins the screen opens in 3 seconds with 44,000 bins.",
        ),
        replies(
            worked(hours=5),
            KENJI,
            """
            The measurement with your bin list is through: 3.1 seconds before and 3.3 after slotting. I am
            asking for it
            to be in the next service pack and tell you the number as soon as it has one.
            """,
        ),
    ),
)

STORIES = (OVERTIME_DOUBLED, CYCLE_COUNT_SLOW)
