"""A voice for a topic, a seat at a session, a question there, a place in a recording, and a calendar feed.

Recording, session and topic are the vendor's and read by every customer, so they have no mark: `offer` makes them.
"""

from datetime import timedelta

from entitlements.briefings import asking, feeds, planning, recording, requesting, seats, videos, watching
from entitlements.briefings.models import BriefingRequest, Recording, Session, VideoUpload
from tests import factories as make
from tests.briefings.scene import draft, wanted
from tests.isolation.moments import TEN, WEDNESDAY

TITLE = "Year-end close in 40 minutes"


def offer(code):
    """A recording, a session and a topic, each once; the last two for the customer of this product alone."""
    publisher = make.staff("publisher", "consultant")
    if not Recording.objects.filter(title=TITLE).exists():
        recording.publish(recording.keep(draft(title=TITLE), publisher, at=WEDNESDAY), publisher, WEDNESDAY)
    if not VideoUpload.objects.exists():
        videos.begin(Recording.objects.get(title=TITLE), "film.webm", 100, publisher, WEDNESDAY)
    if not Session.objects.filter(title=f"Clinic {code}").exists():
        host = make.staff("agent", "advisor", "consultant", name="Emil Bach")
        plan = wanted(title=f"Clinic {code}", starts_at=TEN + timedelta(days=10), capacity=40, host=host)
        planning.plan(plan, publisher, WEDNESDAY)
        BriefingRequest.objects.create(topic=f"Posting in {code}", asked_at=WEDNESDAY)


def plant(company):
    code, contact = company.product.code, company.contact
    offer(code)
    session = Session.objects.get(title=f"Clinic {code}")
    topic = BriefingRequest.objects.get(topic=f"Posting in {code}")
    requesting.join(topic, company.customer, contact, f"We post daily.{company.said}", WEDNESDAY)
    seats.sign_up(session, company.customer, contact, 2, WEDNESDAY)
    asking.ask(session, contact, f"When do we post?{company.said}", WEDNESDAY)
    watching.remember(Recording.objects.get(title=TITLE), contact, 90, WEDNESDAY)
    feeds.issue(contact, WEDNESDAY)
