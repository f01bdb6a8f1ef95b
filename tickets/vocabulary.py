"""Keeping the words that incidents, and what can be read, are made of (tickets.models.vocabulary): learning those
that are new, and forgetting those that nothing has any more."""

from typing import Any

from django.db import connection
from django.db.models import Max

from tickets.models import KnownWord, TimelineEntry, WordsRead
from tickets.models.vocabulary import LONGEST, STEMS_OF

BATCH = 20_000  # entries of the timeline
FORGOTTEN_OF = 2_000  # words looked for at a time

NEW = f"""
insert into tickets_knownword (word, english, danish)
select word, coalesce(english, ''), coalesce(danish, '')
from (select distinct left(lexeme, {LONGEST}) as word from ({{lexemes}}) as found (lexeme)) as said
left join lateral (select {STEMS_OF.format(word="word")}) as stems (english, danish)
  on word ~ '^\\w+$' and word !~ '[0-9_]' and length(word) < {LONGEST}
where word ~ '^\\w{{{{3}}}}' and left(word, 3) !~ '[0-9_]'
  and not exists (select from tickets_knownword as known where known.word = said.word)
on conflict do nothing
"""  # noqa: S608  made of constants
OF_ENTRIES = NEW.format(
    lexemes="select lexeme from tickets_incidenttext, unnest(words) where incident_id in"
    " (select incident_id from tickets_timelineentry where id > %(after)s and id <= %(last)s)"
)
# The words of a document's body as they stand have the weight C (entitlements.documents).
OF_DOCUMENT = NEW.format(
    lexemes="select lexeme from entitlements_document, unnest(words)"
    " where kind = %(kind)s and key = %(key)s and 'C' = any(weights)"
)
OF_ALL = NEW.format(
    lexemes="select word from ts_stat('select words from tickets_incidenttext')"
    " union all select word from ts_stat('select words from entitlements_document', 'c')"
)
# One that is cut is asked for as the beginning of others.
AS_QUERY = rf"""
cast(concat('''', replace(replace(word, '\', '\\'), '''', ''''''), ''':',
  case when length(word) = {LONGEST} then '*' end, '{{weight}}') as tsquery)
"""
UNUSED = f"""
delete from tickets_knownword where word = any(%(words)s)
  and not exists (select from tickets_incidenttext where words @@ {AS_QUERY.format(weight="")})
  and not exists (select from entitlements_document where words @@ {AS_QUERY.format(weight="C")})
"""  # noqa: S608  made of constants


def learn() -> bool:
    """The words of the incidents that were written to since the run before the last, a batch at most. Gives whether
    more are left. Where nothing was written nothing is read."""
    read, _made = WordsRead.objects.select_for_update().get_or_create(pk=1)
    last = _last()
    stop = min(last, read.before + BATCH)
    if stop <= read.before:
        return False
    with connection.cursor() as cursor:
        cursor.execute(OF_ENTRIES, {"after": read.before, "last": stop})
    read.before, read.up_to = (min(read.up_to, stop) if stop == last else stop), stop
    read.save()
    return stop < last


def heed(sender: Any, *, kind: str, key: int, **_words: Any) -> None:
    """Receives `entitlements.signals.document_kept`, as the vendor: its words are known at once."""
    with connection.cursor() as cursor:
        cursor.execute(OF_DOCUMENT, {"kind": kind, "key": key})


def learn_all() -> None:
    """All words there are, in one statement: for very many texts that were written at once."""
    last = _last()
    with connection.cursor() as cursor:
        cursor.execute(OF_ALL)
    WordsRead.objects.update_or_create(pk=1, defaults={"up_to": last, "before": last})


def forget(after: str) -> str:
    """Those of the next words after `after` that nothing has any more: its text was erased or rewritten. Gives the
    last word looked for, "" when it was the last of all."""
    words = list(
        KnownWord.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:FORGOTTEN_OF]
    )
    with connection.cursor() as cursor:
        cursor.execute(UNUSED, {"words": words})
    return words[-1] if len(words) == FORGOTTEN_OF else ""


def _last() -> int:
    return TimelineEntry.objects.aggregate(last=Max("pk"))["last"] or 0
