"""Articles of the knowledge base and incidents: which were sent to a contact, which solved hers, and a draft made
of an incident that was solved. What an article is, is entitlements.knowledge's."""

import re
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entitlements.knowledge import reading, searching, writing
from entitlements.knowledge.models import Article, Kind, Language, Visibility
from entitlements.knowledge.reading import Shown
from entitlements.knowledge.writing import About, Words
from notifications.drafts import Affects
from subscriptions.models import User
from subscriptions.refusals import Refusal
from tickets.models import CloseReason, Incident, IncidentArticle, Status, TimelineEntry
from tickets.models import Kind as IncidentKind

How = IncidentArticle.How
LINK = re.compile(r"/knowledge/(\d{1,18})/")
MOST = 20  # articles that one message links to
LEFT_OUT = "[…]"
SHORTEST = 4  # letters of a name that is left out of a draft
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SOLVING = (Status.SOLUTION_PROPOSED, Status.CLOSED)


class NotSolvedYet(Refusal):
    """There is nothing yet that an article could pass on."""

    code = "incident_not_solved"
    sentence = _("An article is made of an incident that was solved: propose the solution first.")


def for_contact(incident: Incident, words: str) -> list[Shown]:
    """The articles that the contact of the incident may read, by words; without any, those like its title."""
    reader = reading.reader(incident.contact, incident.customer)
    among = Article.objects.readable(reader).whole()
    if words.strip():
        return reading.titles(searching.search(among, words, reader))
    return reading.titles(searching.like(among.about(incident.product.code), incident.title, reader))


def link_of(article: Shown) -> str:
    """The article as it is written into a reply."""
    return f"{article.text.title}\n{settings.SITE_URL}{article.article.get_absolute_url()}"


def note_sent(incident: Incident, text: str, by: User, at: datetime, *, solves: bool = False) -> None:
    """Inside `changing`: keep which articles a message to the contact leads to. No query where it leads to none."""
    numbers = {int(number) for number in LINK.findall(text)[:MOST]}
    for article in Article.objects.filter(pk__in=numbers) if numbers else ():
        known, is_new = IncidentArticle.objects.get_or_create(
            incident=incident,
            article=article,
            defaults={
                "customer_id": incident.customer_id,
                "how": How.SOLVED if solves else How.SENT,
                "at": at,
                "by": by,
            },
        )
        if solves and not is_new and known.how != How.SOLVED:
            IncidentArticle.objects.filter(pk=known.pk).update(how=How.SOLVED, at=at, by=by)


def draft_from(incident: Incident, by: User, at: datetime | None = None) -> Article:
    """A draft with the incident's title, description and solution, for a person to make an article of; names of the
    customer and her people, and addresses, are left out. Pressing twice gives the one draft.

    Raises NotSolvedYet, Forbidden.
    """
    at = at or timezone.now()
    with transaction.atomic():
        row = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
        if row.status not in SOLVING or row.close_reason not in ("", CloseReason.SOLVED):
            raise NotSolvedYet
        known = row.articles.filter(how=How.DRAFTED).select_related("article").first()
        if known:
            return known.article
        article = writing.write(_about(row, by), _words(row), by, at)
        IncidentArticle.objects.create(
            incident=row, customer_id=row.customer_id, article=article, how=How.DRAFTED, at=at, by=by
        )
    return article


def may_draft(incident: Incident) -> bool:
    """Whether an article can be made of it now."""
    return incident.status in SOLVING and incident.close_reason in ("", CloseReason.SOLVED)


def _about(incident: Incident, by: User) -> About:
    listed = [incident.version] if incident.version else []
    fault = incident.kind == IncidentKind.FAULT
    return About(
        owner=by,
        kind=Kind.KNOWN_ISSUE if fault else Kind.HOW_TO,
        visibility=Visibility.COVERED,
        affected=[Affects(product=incident.product, listed=listed)],
    )


def _words(incident: Incident) -> Words:
    proposed = TimelineEntry.objects.filter(incident=incident, facts__has_key="solution", public=True)
    solution = proposed.order_by("-at", "-pk").values_list("body", flat=True).first() or ""
    names = _names(incident)
    return Words(
        language=incident.language if incident.language in Language.values else Language.ENGLISH,
        title=_without(incident.title, names)[:160],
        symptoms=_without(incident.description, names)[: writing.LONGEST_PART],
        body=_without(solution, names)[: writing.LONGEST],
    )


def _names(incident: Incident) -> list[str]:
    """What would say whose incident it was: her company's name and number, the names of her people."""
    customer = incident.customer
    people = customer.memberships.values_list("user__name", flat=True)
    parts = [part for name in (customer.name, *people) for part in (name, *name.split())]
    found = {part.strip(".,") for part in (*parts, customer.number)}
    return sorted((part for part in found if len(part) >= SHORTEST), key=len, reverse=True)


def _without(text: str, names: list[str]) -> str:
    text = ADDRESS.sub(LEFT_OUT, text)
    if names:
        named = "|".join(re.escape(name) for name in names)
        text = re.sub(rf"\b(?:{named})\b(?:s\b)?", LEFT_OUT, text, flags=re.IGNORECASE)
    return text
