"""A review of the quarter before, sent, with its files and minutes."""

from datetime import date

from tests import factories as make
from tests.isolation.moments import WEDNESDAY
from tickets.advisory.reviews import archiving, cadence, holding, preparing
from tickets.advisory.reviews.models import ReviewCadence
from tickets.advisory.reviews.periods import Period


def plant(company):
    customer, leading = company.customer, make.staff("support_manager")
    cadence.begin(customer.pk, WEDNESDAY)
    row = ReviewCadence.objects.select_related("customer").get(customer=customer)
    made = preparing.make(row, Period(date(2026, 7, 1), date(2026, 9, 30), customer.zone), WEDNESDAY)
    holding.change_agenda(made, leading, f"1. Scanners{company.said}", WEDNESDAY)
    sent = holding.send(made, leading, WEDNESDAY)
    archiving.finish(sent.pk, WEDNESDAY)
    held_on = date(2026, 11, 20)
    holding.keep_minutes(
        sent, leading, held_on, f"We met.{company.said}", f"None.{company.said}", at=WEDNESDAY
    )
