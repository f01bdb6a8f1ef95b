"""A call-back that waits, and a call that was refused."""

from tests import factories as make
from tests.isolation.moments import TEN, WEDNESDAY
from tickets.phone import call_backs, taking
from tickets.phone.call_backs import Wish
from tickets.phone.refusals import PhoneClosed
from tickets.phone.taking import Incoming


def plant(company):
    wish = Wish(
        customer=company.customer,
        contact=company.contact,
        asked_by=company.contact,
        number="+45 20 00 00 01",
        about=f"The lock is back.{company.said}",
        incident=company.incident,
    )
    call_backs.ask(wish, TEN)
    call = Incoming(
        customer=company.customer,
        contact=company.contact,
        agent=make.staff("agent"),
        began_at=WEDNESDAY,
    )
    refused = taking.refuse(call, 3, lambda: PhoneClosed(TEN, WEDNESDAY), WEDNESDAY)
    refused.reason_en += company.said
    refused.save()
