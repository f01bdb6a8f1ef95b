"""What incidents say, as words to search: a row an incident, kept by triggers, in parts (tickets.text_parts)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.full_text import Written, in_all_forms
from subscriptions import paging
from subscriptions.tenancy import TenantQuerySet
from tickets.models.vocabulary import KnownWord, Read

# Weights: A the title, B the description, C what the customer reads of the timeline, D what she does not. The index
# knows no weights: to ask for all of them spares looking at each row.
PUBLIC, ALL = "ABC", ""
SLIPS = 3  # words of one search that are looked up

# The rows of incidents as they stand; `{which}` says of which.
WRITE = """
insert into tickets_incidenttext (incident_id, customer_id, words)
select id, customer_id,
  setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', description), 'B')
  || setweight(to_tsvector('simple', coalesce(said, '')), 'C')
  || setweight(to_tsvector('simple', coalesce(noted, '')), 'D')
from tickets_incident left join (
  select incident_id, string_agg(body, ' ' order by id) filter (where public) as said,
    string_agg(body, ' ' order by id) filter (where not public) as noted
  from tickets_timelineentry where body <> '' group by incident_id
) as texts on incident_id = id
where {which}
on conflict (incident_id) do update set words = excluded.words
"""
ON_INCIDENT = f"""
create function write_incident_text() returns trigger language plpgsql as $$
begin
  {WRITE.format(which="id = new.id")};
  return null;
end $$
"""
# More than a tsvector holds (1 MB) is not found by its last words, but is kept.
ON_ENTRY = """
create function add_to_incident_text() returns trigger language plpgsql as $$
begin
  update tickets_incidenttext set words = words
    || setweight(to_tsvector('simple', new.body), (case when new.public then 'C' else 'D' end)::"char")
    where incident_id = new.incident_id;
  return null;
exception when program_limit_exceeded then
  return null;
end $$
"""


@dataclass(frozen=True)
class Words:
    """What somebody looks for, in what she may read: words, or the number of an incident."""

    words: str
    internal: bool

    @cached_property
    def read(self) -> Read:
        return KnownWord.objects.read(self.words)

    @cached_property
    def query(self) -> Written:
        """Each word as it stands, as the beginning of others, and in the other forms that it is known in."""
        return Written(in_all_forms(self.read.query, self.read.forms, self._weights))

    @cached_property
    def query_of_index(self) -> Written:
        """The same of the words that are known, for an index of very many texts: without a word that an incident
        has got since beat read them last."""
        return Written(in_all_forms(self.read.query, self.read.forms, self._weights, self.read.begun))

    @property
    def _weights(self) -> str:
        return ALL if self.internal else PUBLIC

    @cached_property
    def respelt(self) -> list[Words]:
        """What may be meant, to be looked for until something is found: with known words that are near to hers.

        Who reads all incidents is told the nearest of each word that is in none. For a contact each word may be a
        slip, one after the other: that others' texts have a word, or one or two nearer ones, changes nothing that
        she finds.
        """
        slips = self.read.unknown if self.internal else tuple(self.read.forms)
        near = {word: KnownWord.objects.near(word) for word in slips[:SLIPS]}
        one = [] if self.internal else [{word: other} for word, others in near.items() for other in others]
        return self._with([*one, {word: others[0] for word, others in near.items() if others}])

    def _with(self, respellings: Iterable[Mapping[str, str]]) -> list[Words]:
        """With other words in the place of some of its own, each such once."""
        found = {self.words: self}
        for others in respellings:
            words = self.words
            for word, other in others.items():
                words = re.sub(rf"\b{word}\b", other, words, flags=re.IGNORECASE)
            found.setdefault(words, Words(words, self.internal))
        return list(found.values())[1:]

    @property
    def number(self) -> int | None:
        """The number that the words may be."""
        return paging.key(self.words)


class IncidentText(models.Model):
    """The words of one incident."""

    incident = models.OneToOneField(
        "tickets.Incident",
        models.CASCADE,
        primary_key=True,
        related_name="text",
        verbose_name=_("incident"),
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    words = SearchVectorField(_("words"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("words of an incident")
        verbose_name_plural = _("words of incidents")
        indexes = [
            # New rows wait in a list that beat sorts in (tickets.tasks): a writer would take 2.5 ms to do it.
            GinIndex(fields=["words"], name="incident_words", fastupdate=True, gin_pending_list_limit=16_384)
        ]

    def __str__(self) -> str:
        return str(self.incident_id)
