"""Which saved replies an agent is offered on an incident, and what each says there. Nothing is sent: the text goes
into what she is writing, where she reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from subscriptions.models import User
from tickets.models import Incident
from tickets.saved_replies import filling
from tickets.saved_replies.models import LANGUAGES, After, SavedReply

MOST = 50  # that are offered at once; more are found by their words
LONGEST = 200  # characters of a search


@dataclass(frozen=True)
class Offered:
    """A saved reply as it goes into the text. `language` is that of `text`; `is_other`: not the contact's, in which
    it is not written."""

    reply: SavedReply
    text: str
    language: str
    is_other: bool

    @property
    def about(self) -> str:
        """Of which product and whose it is, its language where that is not the contact's, what comes after it."""
        return " · ".join(self._about())

    def _about(self) -> Iterator[str]:
        if self.reply.product_id:
            yield self.reply.product.name
        yield _("shared") if self.reply.is_shared else _("yours")
        if self.is_other:
            yield _("only in Danish") if self.language == "da" else _("only in English")
        if self.reply.after:
            yield str(After(self.reply.after).label)


def offered(incident: Incident, agent: User, words: str = "") -> list[Offered]:
    """Those that the agent may insert on the incident and that have the words: found by the title first, the
    product's before those of every one, hers before what is shared. One query."""
    rows = SavedReply.objects.visible_to(agent).about(incident.product).saying(words[:LONGEST])
    found = sorted(rows, key=lambda reply: _place(reply, words[:LONGEST].casefold().split()))
    return [_filled(reply, incident, agent) for reply in found[:MOST]]


def _place(reply: SavedReply, words: list[str]) -> tuple[bool, bool, bool, str]:
    title = reply.title.casefold()
    by_text = not all(word in title for word in words)
    return by_text, reply.product_id is None, reply.is_shared, title


def _filled(reply: SavedReply, incident: Incident, agent: User) -> Offered:
    """In the language of the contact; where it says nothing in that, in the other."""
    texts, hers = reply.texts, incident.contact.language
    chosen = hers if hers in texts else next(each for each in LANGUAGES if each in texts)
    return Offered(reply, filling.filled(texts[chosen], incident, agent), chosen, chosen != hers)
