"""Brückentor Maschinenbau: Premium on two products and Xtreme Support on a third; a wish in German, and a
solution accepted of which Dorothea has not said yet whether she is satisfied."""

from datetime import timedelta

from tickets.models import Kind, SolutionKind
from xtreme.demo.contacts import DOROTHEA, JANA, MATTHIAS
from xtreme.demo.customers import BRUECKENTOR
from xtreme.demo.moments import then_open, worked
from xtreme.demo.people import AGENT, EMIL, KATRIN
from xtreme.demo.stories import (
    Story,
    accepts,
    notes,
    proposes,
    replies,
    snoozes,
    takes,
    waits_for_development,
    writes,
)

MRP_SLOW = Story(
    key="mrp-slow",
    customer=BRUECKENTOR,
    contact=DOROTHEA,
    product="FMP",
    version="10.0",
    severity=2,
    title="MRP run takes 9 h instead of 50 min after 10.0 SP1",
    description="""
        Since we installed SP1 on the weekend the nightly MRP run of plant Kassel takes nine hours instead of
        fifty minutes. It ends correctly, but at 07:00 the planners find yesterday's proposals, and the run
        blocks
        order release until it is through. Same data, same machine, nothing else changed.

            run 2211 (10.0)      00:30:04  00:51:12  items  84,210  orders   19,884
            run 2214 (10.0 SP1)  00:30:03  09:22:40  items  84,233  orders  612,907

        The number of orders looks wrong to me: we have never had more than 20,000 open ones.
        """,
    impact="Planning works on yesterday's figures; two assembly lines get material a day late.",
    logged=worked(days=4, hours=3),
    steps=(
        takes(worked(days=4, hours=2, minutes=50), KATRIN),
        replies(
            worked(days=4, hours=2, minutes=15),
            KATRIN,
            """
            Good morning Dorothea, thank you for the two lines, they say nearly everything: 612,907 orders means
            that the run reads closed orders too. Could you send the run log with "mrp.trace = orders"
            switched on
            for one small plant? That takes a few minutes and shows which selection is used.
            """,
        ),
        writes(
            worked(days=4, minutes=30),
            DOROTHEA,
            """
            Done with plant 03 (Lohfelden, 900 items):

                select orders where plant = 03 and status >= 20
                read 14,118   of them status 90 (closed) 13,702
            """,
        ),
        replies(
            worked(days=3, hours=7),
            KATRIN,
            """
            There it is: 10.0 had "status between 20 and 80", SP1 reads "status >= 20" and so takes every closed
            order since 2019. It is a fault of ours; I have handed it to development with your trace.
            """,
        ),
        replies(
            worked(days=3, hours=1),
            KATRIN,
            """
            For tonight: archive orders closed before this year (Orders, Archive, "closed before"). In our
            copy of
            your volume that brings the run to about two hours. Nothing is deleted, the archive stays readable.
            """,
        ),
        waits_for_development(
            worked(days=3, minutes=55),
            KATRIN,
            "https://defects.fjordkant.example/FMP-10.0-0088",
            expected_in=timedelta(days=9),
        ),
        writes(
            worked(days=2, hours=7),
            DOROTHEA,
            """
            Archived 580,000 orders, last night's run took 1 h 50. That helps, the planners are in time
            again.
            """,
        ),
        replies(
            worked(days=2, hours=3),
            KATRIN,
            """
            Good to hear. Development has the correction (FMP-10.0-0088) in test; the first run on your trace
            data
            took 48 minutes. I will write again tomorrow.
            """,
        ),
        replies(
            worked(days=1, hours=5),
            KATRIN,
            """
            State of today: the correction passed the planning tests, the regression over all plants is running.
            The expected date stands.
            """,
        ),
        notes(
            worked(hours=8),
            KATRIN,
            """
            Two more customers with > 500,000 closed orders may see this. Known issue drafted for the
            article.
            """,
        ),
        replies(
            worked(hours=7),
            KATRIN,
            """
            The regression has passed two of three plants without a difference. Your archive run of last
            night is part
            of the comparison.
            """,
        ),
        replies(
            worked(minutes=40),
            KATRIN,
            """
            The regression is through except for subcontracting orders, which are checked until tomorrow. You do
            not need to do anything; keep the archive as it is, the fix reads it correctly.
            """,
        ),
    ),
)

SCANNERS_ROAM = Story(
    key="scanners-roam",
    customer=BRUECKENTOR,
    contact=JANA,
    product="STH",
    version="8.0",
    severity=2,
    title="Scanners lose session when the access point changes",
    description="""
        Handheld scanners in Lohfelden lose their Stakhus session when a picker walks from hall A to hall B. The
        pick has to be started again; some lines are then counted twice. 22 scanners, all the same model. In
        hall A alone nothing happens.

            scanner 117  roam ap-a3 -> ap-b1  addr 10.40.3.117 -> 10.40.7.22
            stakhus      session 5d1f..: client address changed, session closed
        """,
    impact="About 40 picks a day have to be repeated, and we correct the counts by hand in the evening.",
    logged=worked(days=3, hours=6),
    steps=(
        takes(worked(days=3, hours=5, minutes=20), EMIL),
        replies(
            worked(days=3, hours=4),
            EMIL,
            """
            Hello Jana, Stakhus 8.0 ties a session to the address of the scanner, and your two halls hand out
            addresses from different networks (10.40.3 and 10.40.7). Are the halls separate VLANs on purpose?
            """,
        ),
        writes(
            worked(days=3, hours=1),
            JANA,
            """
            Yes, our network company separated them last spring. They say one VLAN over both halls is
            possible but
            not before the inventory.
            """,
        ),
        replies(
            worked(days=2, hours=6),
            EMIL,
            """
            Then there is a second way: "session.binding = device" instead of "address". It is supported on
            8.0 for
            scanners that send a device number, which yours do. Please try it with two scanners first; I send
            the
            two settings in a separate message to the administrators.
            """,
        ),
        writes(
            worked(days=2, minutes=30),
            JANA,
            "Tried with scanners 117 and 118: 31 changes of hall, one session lost. Much better, not perfect.",
        ),
        replies(
            worked(days=1, hours=7),
            EMIL,
            """
            One of 31 is one too many. The lost one fell into the 30 seconds in which the scanner renews its
            device
            key; I have asked the warehouse team whether that window can be longer.
            """,
        ),
        replies(
            worked(hours=7, minutes=30),
            EMIL,
            """
            It can: "device.key.grace = 120" keeps the old key valid for two minutes. Feature pack
            STH-8.0-FP1 will
            make roaming independent of it. Would you set it for the two test scanners and count again today?
            """,
        ),
    ),
)

PREVIEW_WISH = Story(
    key="preview-wish",
    customer=BRUECKENTOR,
    contact=MATTHIAS,
    product="LGF",
    version="13.0",
    severity=4,
    kind=Kind.ENHANCEMENT,
    language="de",
    title="Wunsch: XRechnung-Vorschau im Belegdialog",
    description="""
        Guten Tag,

        wir stellen XRechnungen aus und sehen im Belegdialog nur das PDF. Was der Empfänger wirklich bekommt,
        ist
        die XML-Datei. Wir wünschen uns eine lesbare Vorschau der XRechnung direkt im Belegdialog, bevor die
        Rechnung versendet wird: Leitweg-ID, Steuersätze, Zahlungsbedingungen, Anlagen. Letzte Woche gingen elf
        Rechnungen an ein Landesamt zurück, weil die Leitweg-ID fehlte; im PDF war sie zu sehen.

        Mit freundlichen Grüßen, Matthias Reuter
        """,
    logged=worked(days=4, hours=2),
    steps=(
        takes(worked(days=4), KATRIN),
        replies(
            worked(days=3, hours=6),
            KATRIN,
            """
            Guten Tag Herr Reuter, vielen Dank, der Wunsch ist gut begründet. Damit unsere Entwicklung in
            Aarhus ihn
            lesen kann, steht er hier auch auf Englisch; Ihr Text bleibt, wie er ist.

            Wish: a readable preview of the XRechnung in the document dialog, before the invoice is sent:
            routing
            number (Leitweg-ID), tax rates, terms of payment, attachments. Today the dialog shows the PDF only,
            while the recipient gets the XML. Last week eleven invoices to a state authority came back
            because the
            routing number was missing in the XML although the PDF showed it.
            """,
        ),
        writes(
            worked(days=3),
            MATTHIAS,
            """
            Die Übersetzung passt genau. Noch ein Hinweis: Es würde uns schon helfen, wenn der Dialog warnt,
            sobald
            die Leitweg-ID im XML leer ist.
            """,
        ),
        replies(
            worked(days=1, hours=2),
            AGENT,
            """
            Guten Tag Herr Reuter, die Warnung habe ich als eigenen, kleinen Punkt aufgenommen; der
            Produktverantwortliche
            entscheidet über beide in der nächsten Planungsrunde. (English: the warning is noted as a point
            of its
            own; the product manager decides on both in the next round of planning.)
            """,
        ),
        snoozes(
            worked(hours=3),
            KATRIN,
            "The product manager decides in the next round of planning.",
            for_=timedelta(days=14),
        ),
    ),
)

SHIFT_CALENDAR = Story(
    key="shift-calendar",
    customer=BRUECKENTOR,
    contact=DOROTHEA,
    product="FMP",
    version="10.0",
    title="Orders of the night shift start a day late since we added a third shift",
    description="""
        Since last week plant Kassel works in three shifts, the third from 22:00 to 06:00. Orders that the
        planning puts into the first hours of the third shift get a start date one day later than the screen of
        capacity shows. By hand the right date can be typed in, but it is 40 orders a night.
        """,
    logged=worked(days=3, hours=5),
    steps=(
        takes(then_open(minutes=15), EMIL),
        replies(
            then_open(minutes=25),
            EMIL,
            """
            Hello Dorothea, a shift that crosses midnight belongs to the day on which it ends unless the shift
            calendar says otherwise. I try it with your three shifts here and come back to you this afternoon.
            """,
        ),
        proposes(
            then_open(hours=3),
            EMIL,
            """
            Confirmed. In Planning, Shift calendars, Kassel, set "Day of a shift" to "where it begins" and run
            the planning for the open orders once more. Orders that have started keep their dates.
            """,
            SolutionKind.ANSWER,
        ),
        accepts(then_open(hours=7), DOROTHEA),
    ),
)

STORIES = (MRP_SLOW, SCANNERS_ROAM, PREVIEW_WISH, SHIFT_CALENDAR)
