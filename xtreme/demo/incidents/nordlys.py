"""Nordlys Energiudstyr (Elite): the month-end that stops, a queue in the wrong zone, a label withdrawn."""

from tickets.models import Channel, SolutionKind
from xtreme.demo.contacts import ANDERS, HENRIK, KIRSTEN, METTE
from xtreme.demo.customers import NORDLYS
from xtreme.demo.moments import ago, open_before, reminded_of_silence, then, worked
from xtreme.demo.people import ADVISOR, AGENT, EMIL
from xtreme.demo.stories import Story, follows, notes, phones, proposes, replies, takes, withdraws, writes

POSTING_STOPS = Story(
    key="posting-stops",
    customer=NORDLYS,
    contact=METTE,
    product="LGF",
    version="13.0",
    severity=1,
    title='Month-end posting stops with "period lock held", nobody can post',
    description="""
        For twenty minutes now every posting in company 100 ends with "period lock held by session 48213". The
        session no longer exists: the user (our controller) cancelled a posting of 1,912 lines and closed her
        browser when it did not react. Restarting the posting service did not help. Companies 200 and 300 still
        post.

        From the posting log on LEDGER01, minutes and seconds since the lock was taken:

            00:00 WARN  PeriodLock  acquire company=100 period=current session=48213 user=HRA
            11:23 INFO  PostingJob  job 771204 cancelled by user after 1187 of 1912 lines
            11:24 INFO  PostingJob  job 771204 rolled back
            11:24 DEBUG PeriodLock  release skipped: job state CANCELLED
            17:37 ERROR PeriodLock  denied company=100 held by session=48213 (not alive)
        """,
    impact="""
        Month end of the group. Nobody in finance can post; the bank file for suppliers (4.2 million kr.) has to
        leave within four hours, and the auditors wait for the trial balance.
        """,
    users_affected="31 in finance, and 6 in purchasing who approve invoices",
    phone="+45 70 12 02 11",
    english_contact="Mette Solgaard",
    language="en",
    logged=ago(hours=2, minutes=14),
    steps=(
        takes(ago(hours=2, minutes=6), AGENT),
        follows(ago(hours=2), HENRIK),
        follows(ago(hours=1, minutes=58), ADVISOR),
        replies(
            ago(hours=1, minutes=52),
            AGENT,
            """
            Hi Mette, I have it. Your log shows the cause: the cancelled job gave back its lines but not the
            lock ("release skipped"). Please do not restart the posting service again, each start adds a waiting
            session behind the dead one.

            I would like to look at the lock table together with you, reading only, in the production system:
            the
            fault cannot be shown on a test system because it needs your dead session 48213. I have asked for a
            remote session until tomorrow evening; you are named as the person I can talk to.
            """,
        ),
        writes(
            ago(hours=1, minutes=41),
            METTE,
            """
            Approved, look only, LEDGER01 and the Ledgerkant database, until tomorrow evening. I sit at the
            phone. Nobody touches the service meanwhile.
            """,
        ),
        notes(
            ago(hours=1, minutes=20),
            AGENT,
            """
            Same pattern as in development's list for LGF-13.0-0117. Lock row has owner 48213, heartbeat stopped
            at 11:24 of the log. Torben has told Line (advisor). Do not delete the row by hand: waiting sessions
            48290 to 48301 must be ended first or they take it over one by one.
            """,
        ),
        phones(
            ago(hours=1, minutes=2),
            AGENT,
            """
            Spoke with Mette: read the lock table together, 12 sessions wait behind the dead one. She ends them
            from the administration screen while we speak, company 100 stays closed for users until we are done.
            """,
        ),
        writes(
            ago(minutes=44),
            METTE,
            """
            All 12 are gone, the list is empty except for 48213. The bank file cannot wait much longer: can we
            release the lock now?
            """,
        ),
        replies(
            ago(minutes=25),
            AGENT,
            """
            Yes. Development confirms that nothing of job 771204 was left in the ledger: 1,187 lines written,
            1,187 rolled back, control total 0.00. Steps for the release, in this order:

            1. Administration, Sessions: check that 48213 is the only one of company 100.
            2. Administration, Period locks: choose "Release dead owner", not "Delete".
            3. Post the bank file alone, before anybody else is let in, and tell me the job number.

            I stay on the line until the bank file is out. The correction that prevents this is LGF-13.0-0117.
            """,
        ),
    ),
)

_QUEUE_PROPOSED = reminded_of_silence(1)

QUEUE_IN_WRONG_ZONE = Story(
    key="queue-in-wrong-zone",
    customer=NORDLYS,
    contact=KIRSTEN,
    product="KNB",
    version="3.4",
    title="Interface queue shows failed messages in wrong time zone after clock change",
    description="""
        Since the clocks changed, the list of failed messages in Knudebro is one hour off: a message that failed
        at 07:15 here stands as 08:15. Filtering "the last hour" therefore shows nothing although there are
        failures. The times in the log file are right, only the screen is wrong. Steps: open Interfaces, Failed,
        compare any row with knudebro.log.
        """,
    language="en",
    logged=open_before(_QUEUE_PROPOSED, days=1),
    steps=(
        takes(open_before(_QUEUE_PROPOSED, hours=8, minutes=30), EMIL),
        replies(
            open_before(_QUEUE_PROPOSED, hours=8),
            EMIL,
            """
            Hi Kirsten, I see the same here on 3.4 with the server in Copenhagen time. Can you tell me whether
            your application server was restarted after the clock change?
            """,
        ),
        writes(
            open_before(_QUEUE_PROPOSED, hours=5, minutes=10),
            KIRSTEN,
            "No, it has been up for 41 days. We avoid restarts in production.",
        ),
        proposes(
            _QUEUE_PROPOSED,
            EMIL,
            """
            That explains it: the screen keeps the offset it read at start. A restart corrects it at once; to
            get
            it right without one, set "zone.refresh = hourly" in knudebro.properties (documented for 3.4, off by
            default) and reload the configuration from Administration, Settings. Nothing was lost or sent twice,
            it concerns the display only.

            Does the list show the right times after the reload? Then please accept the solution.
            """,
            SolutionKind.KNOWN_ISSUE,
        ),
    ),
)

LABEL_WITHOUT_LOCATION = Story(
    key="label-without-location",
    customer=NORDLYS,
    contact=ANDERS,
    logged_by=AGENT,
    channel=Channel.PHONE,
    product="STH",
    version="8.0",
    title="Pluklabel mangler lokation",
    description="""
        Anders ringer fra lageret i Aalborg: på pluklabels fra printer LBL-03 er feltet "Lokation" tomt siden i
        går eftermiddags. Plukkerne skriver lokationen på i hånden. De andre to printere udskriver rigtigt. Han
        har ikke selv ændret noget i labelopsætningen.
        """,
    phone="+45 70 12 02 12",
    language="da",
    logged=worked(days=3),
    steps=(
        replies(
            then(minutes=6),
            AGENT,
            """
            Hej Anders, tak for snakken. Hændelsen er oprettet. Når kun LBL-03 gør det, ligger fejlen næsten
            altid
            i labelskabelonen på netop den printer: se under Opsætning, Printere, LBL-03, om der står "PLUK_STD"
            eller noget andet. Send gerne et billede af en label.
            """,
            Channel.PHONE,
        ),
        withdraws(
            worked(days=2, hours=2),
            ANDERS,
            """
            I havde ret: en kollega havde valgt skabelonen "PLUK_UDEN_LOK" til en prøve og glemt den. Den er sat
            tilbage, og alt er godt. I kan lukke den.
            """,
        ),
    ),
)

STORIES = (POSTING_STOPS, QUEUE_IN_WRONG_ZONE, LABEL_WITHOUT_LOCATION)
