"""Reports about mail as mail systems write them: delivery status notifications, complaints, and odd bounces."""

from textwrap import dedent


def delivery_status(
    address, *, action="failed", status="5.1.1", said="550 5.1.1 User unknown", returned="", name="d1"
):
    """As Postfix writes one (RFC 3464), with the headers of our mail returned."""
    return dedent(f"""\
        Return-Path: <>
        From: MAILER-DAEMON@mx.nordlys.example (Mail Delivery System)
        To: support@xtreme.example
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <{name}@mx.nordlys.example>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="B"

        --B
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        --B
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.nordlys.example
        Arrival-Date: Wed, 25 Nov 2026 12:00:00 +0100

        Final-Recipient: rfc822; {address}
        Original-Recipient: rfc822;{address}
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; {said}

        --B
        Content-Description: Undelivered Message Headers
        Content-Type: text/rfc822-headers

        From: Xtreme Support <support@xtreme.example>
        Subject: Incident 1 is closed
        {f"Message-ID: {returned}" if returned else "X-Nothing: none"}

        --B--
        """).encode()


def complaint(address, *, returned="", kind="abuse", name="c1"):
    """As a provider's feedback loop writes one (RFC 5965); without an address it is left out, as some do."""
    told = f"Original-Rcpt-To: <{address}>" if address else "Source-IP: 192.0.2.1"
    return dedent(f"""\
        Return-Path: <fbl@provider.example>
        From: Feedback Loop <fbl@provider.example>
        To: support@xtreme.example
        Subject: FW: Reply to incident 1
        Message-ID: <{name}@provider.example>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="B"

        --B
        Content-Type: text/plain; charset=us-ascii

        This is an email abuse report for an email message received from 192.0.2.1.

        --B
        Content-Type: message/feedback-report

        Feedback-Type: {kind}
        User-Agent: SomeGenerator/1.0
        Version: 1
        {told}

        --B
        Content-Type: message/rfc822

        From: Xtreme Support <support@xtreme.example>
        To: undisclosed
        {f"Message-ID: {returned}" if returned else "X-Nothing: none"}
        Subject: Reply to incident 1

        Hello
        --B--
        """).encode()


def qmail(address, returned):
    """A bounce of qmail, which knows no report format and returns the mail."""
    return dedent(f"""\
        Return-Path: <>
        From: MAILER-DAEMON@mx.havblik.example
        To: support@xtreme.example
        Subject: failure notice
        Message-ID: <q1@mx.havblik.example>

        Hi. This is the qmail-send program at mx.havblik.example.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <{address}>:
        192.0.2.7 does not like recipient.
        Remote host said: 550 5.1.1 <{address}> is not here
        Giving up on 192.0.2.7.

        --- Below this line is a copy of the message.

        Subject: Incident 1 is closed
        Message-ID: {returned}
        """).encode()


def out_of_office(address):
    """An absence notice: from nobody, and no report."""
    return dedent(f"""\
        Return-Path: <>
        From: {address}
        To: support@xtreme.example
        Subject: Automatic reply: Incident 1 is closed
        Message-ID: <o1@mx.nordlys.example>
        Auto-Submitted: auto-replied
        Content-Type: text/plain; charset=utf-8

        I am away until Monday. In urgent cases write to anders@nordlys.example.
        """).encode()


def reply(address, returned):
    """A person's answer, which names our mail as well."""
    return dedent(f"""\
        Return-Path: <{address}>
        From: Mette <{address}>
        To: support@xtreme.example
        Subject: Re: Incident 1 is closed
        In-Reply-To: {returned}
        Message-ID: <r1@mx.nordlys.example>

        It fails again: 550 5.1.1 User unknown, says our mail server.
        """).encode()
