"""A known issue for her alone, with a picture, what she says of it, an incident that it solved and one that it made
needless; and a draft made of that incident."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from entitlements import searches
from entitlements.knowledge import feedback, pictures, publishing, writing
from entitlements.knowledge.models import Kind, Visibility
from entitlements.knowledge.writing import About, Words
from entitlements.models import Document
from notifications.drafts import Affects
from tests import factories as make
from tests.isolation.moments import TEN, WEDNESDAY
from tickets import articles, closing


def plant(company):
    said, contact, customer = company.said, company.contact, company.customer
    article = _published(company)
    feedback.vote(article, contact, customer, useful=False, sentence=f"Not for us.{said}", at=TEN)
    feedback.affects_us(article, contact, customer, at=TEN)
    found = Document.objects.get(kind=Document.Kind.ARTICLE, code=str(article.pk), language="en")
    searches.note_deflection(found, f"Posting{said}", contact, customer, None, WEDNESDAY)
    _draft_of_a_solved_incident(company, article)


def _published(company):
    by = make.staff("publisher")
    about = About(
        owner=by,
        kind=Kind.KNOWN_ISSUE,
        visibility=Visibility.CUSTOMERS,
        affected=[Affects(product=company.product)],
        customers=[company.customer],
        fix_code=f"FIX{company.said}",
    )
    article = writing.write(about, _words(company.said), by, WEDNESDAY)
    writing.edit(article, about, _words(company.said, "da"), by, at=WEDNESDAY)
    pictures.add(article, _picture(), by, WEDNESDAY)
    publishing.publish(article, by, at=WEDNESDAY)
    return article


def _draft_of_a_solved_incident(company, article):
    """Names are left out of a draft, so what she said is written into it again."""
    agent = make.staff("agent")
    solved = make.incident(
        company.customer, company.product, at=WEDNESDAY, contact=company.contact, title=f"Stops{company.said}"
    )
    closing.propose_solution(solved, agent, f"See /knowledge/{article.pk}/.{company.said}", at=WEDNESDAY)
    draft = articles.draft_from(solved, agent, WEDNESDAY)
    writing.edit(draft, writing.about_of(draft), _words(company.said), agent, at=TEN)


def _words(said, language="en"):
    return Words(
        language=language,
        title=f"Posting error{said}",
        summary=f"It stops.{said}",
        symptoms=f"Error 4711.{said}",
        cause=f"A lock.{said}",
        workaround=f"Wait.{said}",
        body=f"How to post again. ![lock](lock.png){said}",
    )


def _picture():
    drawn = BytesIO()
    Image.new("RGB", (4, 3), "red").save(drawn, "PNG")
    return SimpleUploadedFile("lock.png", drawn.getvalue(), "image/png")
