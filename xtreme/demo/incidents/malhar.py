"""Malhar Auto Components (Premium): e-invoices retried every night, and an installation that is consulting's."""

from tickets.consulting.models import Reason
from tickets.models import Kind
from xtreme.demo.contacts import ARJUN, SNEHA
from xtreme.demo.customers import MALHAR
from xtreme.demo.moments import worked
from xtreme.demo.people import CONSULTING, EMIL, KENJI, LEAD
from xtreme.demo.stories import (
    Story,
    answers_for_consulting,
    hands_over,
    notes,
    objects,
    refuses_objection,
    replies,
    takes,
    takes_for_consulting,
    writes,
)

RETRIED_EVERY_NIGHT = Story(
    key="retried-every-night",
    customer=MALHAR,
    contact=SNEHA,
    product="LGF",
    version="13.0",
    title="E-invoice older than 30 days is retried every night instead of flagged",
    description="""
        Invoices that were not reported within 30 days are refused by the portal. Ledgerkant should flag them
        for us;
        instead the nightly job sends them again and again. There are 17 now, the oldest has been sent 26 times.

            IRP  invoice PN/2207  age 31 d  reject: document date older than 30 days
            job  EINV_NIGHT       retry scheduled next night (attempt 26)

        Steps: take an invoice dated 31 days ago, run EINV_NIGHT twice.
        """,
    logged=worked(days=5),
    steps=(
        takes(worked(days=4, hours=8), KENJI),
        replies(
            worked(days=4, hours=6, minutes=30),
            KENJI,
            """
            Hello Sneha, the job treats every refusal of the portal as temporary. For this one that is wrong,
            it will
            never succeed. You can stop it for the 17 now: E-invoices, select, "Hold". They stay visible and
            can be
            corrected with a credit note and a new invoice.
            """,
        ),
        writes(
            worked(days=4, hours=1),
            SNEHA,
            """
            All 17 are on hold. Please tell us if the flag comes as a fix, our auditor asks how we will
            see such cases.
            """,
        ),
        replies(
            worked(days=3, hours=5),
            KENJI,
            """
            It will: refusals with the reason "older than 30 days" go to a list "To be corrected" and are not
            sent
            again. Until then this filter shows them: state = rejected and age > 30. I have saved it as "Over 30
            days" for your company.
            """,
        ),
        replies(
            worked(days=1, hours=8),
            KENJI,
            "The filter also counts cancelled invoices; that is corrected now, it shows 17 as it should.",
        ),
        notes(
            worked(days=1),
            KENJI,
            """
            Development: list of final refusal codes comes from the portal's own table, not hard-coded.
            Fix after 0121.
            """,
        ),
        replies(
            worked(hours=6),
            KENJI,
            """
            News for your auditor: the correction takes the list of final refusals from the portal itself, so
            new
            reasons are covered too. I can name a date when it has passed its tests.
            """,
        ),
    ),
)

INSTALL_NEW_SERVER = Story(
    key="install-new-server",
    customer=MALHAR,
    contact=ARJUN,
    product="FMP",
    version="10.0",
    severity=4,
    kind=Kind.INSTALLATION,
    title="Can you install 10.0 on our new server?",
    description="""
        We bought a new server for the Chakan plant (64 cores, 512 GB) and want Formsmed 10.0 on it, side by
        side with
        9.4 on the old one. Can your team install it for us this month?
        """,
    logged=worked(days=6),
    steps=(
        hands_over(
            worked(days=5, hours=5),
            EMIL,
            Reason.INSTALLATION,
            "Hello Arjun, they have your text and answer you with dates and an offer.",
        ),
        objects(
            worked(days=4, hours=6),
            ARJUN,
            """
            I object. We pay for Premium on this product, and the installer of 10.0 stops with "unsupported
            CPU count".
            Is that not a fault?
            """,
        ),
        refuses_objection(
            worked(days=4),
            LEAD,
            """
            Hello Arjun, I have looked at both sides. The message of the installer would be a fault, and it
            is a known
            one: start it with --cpus=32 and it goes on; the limit concerns the installer only. The
            installation itself
            on a new server stays with consulting, who have your text and will call you this week. If the
            installer
            stops again with the option, write here and it is ours. Torben Krag, team lead.
            """,
        ),
        takes_for_consulting(worked(days=3), CONSULTING),
        answers_for_consulting(
            worked(days=1, hours=3),
            CONSULTING,
            """
            Dear Mr Pawar, we can install 10.0 side by side with 9.4 in two days on site, or one and a half
            remotely. The
            offer with three dates is in your mail; tell us which one you take.
            """,
        ),
    ),
)

STORIES = (RETRIED_EVERY_NIGHT, INSTALL_NEW_SERVER)
