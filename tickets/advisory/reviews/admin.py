"""What an administrator sets of activity reviews: cadence, time and alarms; each customer's own cadence and the
reviews are the desk's."""

from django.contrib import admin

from subscriptions.administration.room import OneRowRoom
from tickets.advisory.reviews.models import ReviewRules


@admin.register(ReviewRules)
class ReviewRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it. Reviews that were prepared keep the day by which they are due."""

    fields = ("months", "days_to_hold", "alarm_days")
