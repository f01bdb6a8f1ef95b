"""When a customer is reviewed, what a review says, and what was kept of it."""

from tickets.advisory.reviews.models.alarms import ReviewAlarm
from tickets.advisory.reviews.models.cadences import ReviewCadence
from tickets.advisory.reviews.models.files import ReviewFile, ReviewPicture
from tickets.advisory.reviews.models.incidents import ReviewedIncident
from tickets.advisory.reviews.models.reviews import Review
from tickets.advisory.reviews.models.rules import ReviewRules

__all__ = [
    "Review",
    "ReviewAlarm",
    "ReviewCadence",
    "ReviewFile",
    "ReviewPicture",
    "ReviewRules",
    "ReviewedIncident",
]
