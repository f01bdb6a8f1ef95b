"""The activity reviews of the demo (DEMO.md, 10)."""

from datetime import date

from notifications.models import Notification
from subscriptions.models import Customer
from tests.demo.moment import T
from tickets.advisory.reviews import alarms, counting
from tickets.advisory.reviews.models import Review, ReviewCadence


def test_r18_1_nordlys_last_quarter_has_23_incidents_of_4_people_with_2_targets_missed():
    review = Review.objects.whole().get(customer__number="C-1001")
    assert (review.state, review.first_day, review.last_day) == ("held", date(2026, 7, 1), date(2026, 9, 30))
    figures = review.kept
    assert (figures.totals.opened, figures.totals.people) == (23, 4)
    assert figures.missed() == 2
    assert review.incidents.count() == 23
    again = counting.count(review.customer, review.period, T)
    assert again.totals.opened == 23


def test_r18_2_wattlebirds_is_overdue_by_nine_days_and_her_advisor_was_told():
    review = Review.objects.whole().get(customer__number="C-1008")
    assert alarms.overdue(review, T) == 9
    told = Notification.objects.filter(kind="review_overdue", channel="email")
    assert {(row.recipient.name, row.state) for row in told} == {("Tim Okafor", "sent")}
    assert sorted(review.alarms.values_list("days", flat=True)) == [1, 7]
    assert review.next_alarm_at > T


def test_every_elite_customer_has_a_cadence():
    elite = Customer.objects.filter(number__in=("C-1001", "C-1004", "C-1008"))
    assert set(ReviewCadence.objects.values_list("customer", flat=True)) == {each.pk for each in elite}
