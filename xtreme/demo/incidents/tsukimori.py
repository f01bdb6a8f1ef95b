"""Tsukimori Precision (Premium): a line that stands at night, and a question that came back on day 12."""

from datetime import timedelta

from tickets.models import Kind, SolutionKind
from xtreme.demo.contacts import DAISUKE, EMI
from xtreme.demo.customers import TSUKIMORI
from xtreme.demo.moments import days_before, last_evening, open_before, then, worked
from xtreme.demo.people import KENJI, RUBY
from xtreme.demo.stories import (
    Story,
    accepts,
    acknowledges,
    changes_severity,
    notes,
    proposes,
    reopens,
    replies,
    takes,
    writes,
)

LINE_STANDS = Story(
    key="line-stands",
    customer=TSUKIMORI,
    contact=DAISUKE,
    product="FMP",
    version="10.0",
    severity=1,
    title="Production orders not released since 21:40 local, line stands",
    description="""
        Since 21:40 (Nagoya) no production order is released in plant 2. Orders stay in "planned". The
        release job
        starts every minute and ends at once. Lens grinding has no orders from 22:30.

            21:39:02 release job 88121 ok      released 14
            21:40:02 release job 88122 aborted resource calendar 'P2-NIGHT' not found
            21:41:02 release job 88123 aborted resource calendar 'P2-NIGHT' not found

        We did not change a calendar today.
        """,
    impact="The night shift of lens grinding stands, 38 people. Each hour is about 1,200 lenses.",
    users_affected="38 on the night shift, all of plant 2 from 06:00",
    phone="+81 52 200 0111",
    logged=last_evening("21:58", at_least=timedelta(hours=3)),
    steps=(
        acknowledges(then(minutes=3), KENJI),
        takes(then(minutes=5), KENJI),
        replies(
            then(minutes=23),
            KENJI,
            """
            Hoshino-san, this is Kenji, on duty. The release job needs the calendar P2-NIGHT and cannot find it.
            Calendars do not vanish by themselves: please look in Planning, Calendars with the filter "all
            states".
            I expect it there as "expired", valid until yesterday.
            """,
        ),
        writes(
            then(minutes=14),
            DAISUKE,
            """
            Yes. P2-NIGHT, state expired, valid to yesterday 21:40. The successor P2-NIGHT-B is there
            but 'draft'.
            """,
        ),
        replies(
            then(minutes=16),
            KENJI,
            """
            Good. To get the line running: open P2-NIGHT, set "valid to" one week ahead, save, and wait for
            the next
            full minute. This changes no plan, it only lets the release job find its calendar again. Leave
            P2-NIGHT-B in draft for now.
            """,
        ),
        writes(
            then(minutes=11),
            DAISUKE,
            "22:53 first orders released, 41 until now. Grinding starts again. Thank you, very fast.",
        ),
        changes_severity(
            then(minutes=25),
            KENJI,
            2,
            """
            A workaround is in place and the line runs. What remains (why the successor was not activated by
            itself)
            is worked on as severity 2 in office hours, as agreed with Hoshino-san.
            """,
        ),
        notes(
            then(minutes=12),
            KENJI,
            """
            Activation of a successor needs job CAL_ROLL. It is switched off at their site since the
            upgrade to 10.0.
            """,
        ),
        replies(
            worked(hours=2),
            KENJI,
            """
            Good day Hoshino-san. The nightly job that activates a successor calendar (CAL_ROLL) is switched
            off on
            your system; our upgrade script should have switched it on again. Before you do: please check that
            P2-NIGHT-B has the right breaks, because it will be used from the next night on.
            """,
        ),
    ),
)

_REOPENED = worked(days=1, hours=4)
_CLOSED = days_before(_REOPENED, 12)

RETRY_BACKOFF = Story(
    key="retry-backoff",
    customer=TSUKIMORI,
    contact=EMI,
    product="KNB",
    version="3.4",
    severity=4,
    kind=Kind.HOW_TO,
    title="Please explain retry back-off setting",
    description="""
        In the interface settings there are "retry.first", "retry.factor" and "retry.max". The documentation
        says
        only "back-off". With 10, 3 and 600: after how many seconds are the attempts? Our partner complains that
        we call too often when their server is down.
        """,
    logged=open_before(_CLOSED, days=3),
    steps=(
        proposes(
            open_before(_CLOSED, days=2, hours=3),
            RUBY,
            """
            Hello Takeda-san, "first" is the wait after the first failure in seconds, each further wait is
            the one
            before times "factor", but never more than "max". With 10, 3 and 600:

                failure   1    2    3    4     5     6     7
                wait     10   30   90  270   600   600   600

            To call less often, raise "first" to 60: then 60, 180, 540, 600 and so on.
            """,
            SolutionKind.ANSWER,
        ),
        accepts(_CLOSED, EMI),
        reopens(
            _REOPENED,
            EMI,
            """
            I am sorry, I must open it again. We set first = 60, but after a restart of Knudebro the partner
            counted
            seven calls in one minute. Does a restart forget the waits?
            """,
        ),
        takes(worked(days=1, hours=2), RUBY),
        replies(
            worked(hours=8),
            RUBY,
            """
            Good question: yes, on 3.4 the waits are kept in memory, so after a restart every waiting message
            starts
            with attempt 1. With seven messages waiting, your partner sees seven calls. I am checking with the
            integration team whether "retry.spread" helps here, and write again this week.
            """,
        ),
    ),
)

STORIES = (LINE_STANDS, RETRY_BACKOFF)
