"""Activity reviews of Elite customers."""

from subscriptions.permissions import Permission, staff_roles
from tickets.advisory.reviews.models import Review
from tickets.advisory.reviews.views.desk import STEPS
from xtreme.isolation.finding import hers
from xtreme.isolation.rows import FORM, POSTS, Needs, Row, Task

REVIEW = {"number": "activity review"}
LEADING = staff_roles(Permission.LEAD_REVIEWS)
THINGS = {"activity review": hers(Review)}

ROWS = (
    Row("reviews:index", Needs.CONTACT),
    Row("reviews:review", Needs.CONTACT, things=REVIEW),
    Row("reviews:pdf", Needs.CONTACT, things=REVIEW),
    Row("reviews:spreadsheet", Needs.CONTACT, things=REVIEW),
    Row("reviews:desk", Needs.VENDOR),
    Row("reviews:desk_review", Needs.VENDOR, things=REVIEW),
    Row("reviews:desk_pdf", Needs.VENDOR, things=REVIEW),
    Row("reviews:desk_spreadsheet", Needs.VENDOR, things=REVIEW),
    Row(
        "reviews:customer",
        Needs.VENDOR,
        FORM,
        {"number": "customer"},
        sends={"months": "3", "first_day": "2027-01-01"},
        writing=LEADING,
        on_page=True,
    ),
    Row(
        "reviews:step",
        Needs.VENDOR,
        POSTS,
        REVIEW | {"name": tuple(STEPS)},
        sends={"agenda": "-", "minutes": "-", "held_on": "2026-11-20"},
        writing=LEADING,
        on_page=True,
    ),
    Row("activity-review-list", Needs.KEY, asks=("page_size=200",)),
    Row("activity-review-detail", Needs.KEY, things=REVIEW),
    Row("activity-review-incidents", Needs.KEY, things=REVIEW),
)

TASKS = (
    Task(
        "tickets.advisory.reviews.tasks.prepare",
        "cadences and reviews, each customer's own; to her advisor",
    ),
    Task("tickets.advisory.reviews.tasks.alarm", "to the advisor of the review's customer"),
    Task(
        "tickets.advisory.reviews.tasks.finish",
        "pictures and files of a review; to its customer's managers",
    ),
)
