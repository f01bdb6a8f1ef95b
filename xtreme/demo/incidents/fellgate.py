"""Fellgate Medical Supplies (expired): logged before the end of the subscription, worked on in the grace time."""

from xtreme.demo.contacts import JUDITH
from xtreme.demo.customers import FELLGATE
from xtreme.demo.moments import office, then_open, worked
from xtreme.demo.people import AGENT, EMIL
from xtreme.demo.stories import Story, asks, notes, replies, takes, writes

P32_TOTALS = Story(
    key="p32-totals",
    customer=FELLGATE,
    contact=JUDITH,
    product="LNT",
    version="2026.1",
    severity=2,
    title="P32 totals wrong for week 34",
    description="""
        The P32 for week 34 shows employer NI of £18,204.11, the payslips add up to £17,911.47. The
        difference is £292.64.
        Weeks 33 and 35 are right. It looks as if the two leavers of that week are counted twice.

        Steps: Reports, Statutory, P32, tax month 5, drill down to week 34.
        """,
    impact="We pay HMRC from the P32; the deadline for the month is the 22nd.",
    logged=office(15, "09:10"),
    steps=(
        takes(then_open(minutes=40), EMIL),
        replies(
            then_open(minutes=45),
            EMIL,
            """
            Hello Judith, pay HMRC the sum of the payslips for now: the payslips are calculated on their own
            and are
            right. I suspect the leavers as you do, because their final pay was run separately.
            """,
        ),
        asks(
            then_open(hours=5),
            EMIL,
            "Could you send the P32 drill-down of week 34 as CSV and the numbers of the two leavers?",
        ),
        writes(
            then_open(days=3),
            JUDITH,
            """
            Sorry for the delay, it was payroll week.

                week 34  leaver 2087  NI 146.32  run 71 and run 71L
                week 34  leaver 2114  NI 146.32  run 71 and run 71L
            """,
        ),
        asks(
            then_open(hours=2),
            EMIL,
            """
            146.32 twice is your difference of 292.64 to the penny. One more thing: was run 71L made with
            "final pay" or
            with "additional run"? It stands in the header of the run.
            """,
        ),
        writes(
            worked(days=2, hours=3),
            JUDITH,
            """
            With "additional run". By the way, the portal tells me that our subscription has ended. Our
            finance director
            is on it. Does this incident go on?
            """,
        ),
        replies(
            worked(days=2, hours=1),
            EMIL,
            """
            It does: open incidents are worked to their end in the grace time after expiry. "Additional run"
            explains it,
            the P32 of 2026.1 adds such a run to the regular one instead of replacing the leaver's lines.
            """,
        ),
        notes(
            worked(days=1, hours=4),
            EMIL,
            "Nanna Friis (account owner) knows about the expiry and has written to Colin Marsh.",
        ),
        replies(
            worked(days=1, hours=2),
            EMIL,
            """
            To get the P32 right now: mark run 71L as "replaces 71 for leavers" (Runs, 71L, Properties) and
            print the P32
            again. On a copy of your figures it then shows 17,911.47.
            """,
        ),
        replies(
            worked(hours=3),
            AGENT,
            """
            Hello Judith, Emil is out today, I have taken over his notes. Did the P32 come out right after
            the change of
            run 71L? If the header cannot be changed because the month is closed, tell me and we do it from
            here.
            """,
        ),
    ),
)

STORIES = (P32_TOTALS,)
