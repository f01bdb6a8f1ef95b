"""The words of many incidents at once. The triggers read each message anew; synthetic incidents say the same few
things over and over, so here each text of the timeline is taken apart once: a third of the time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tickets import text_parts, vocabulary
from xtreme.demo.synthetic.copying import untriggered

TRIGGERS = (
    ("tickets_incident", "write_incident_text"),
    ("tickets_timelineentry", "add_to_incident_text"),
)
JOIN = "create aggregate pg_temp.join_words(tsvector) (sfunc = tsvector_concat, stype = tsvector)"
# What tickets.models.texts.WRITE writes of the incidents from %s on, in parts: several processes of PostgreSQL make
# a table that is new, only one fills one that is there.
OWN = """
create temporary table own on commit drop as
select id, customer_id,
  setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', description), 'B') as words
from tickets_incident where id >= %s
"""
WRITE = """
with said as materialized (
  select body, to_tsvector('simple', body) as words from tickets_timelineentry where body <> '' group by body
)
insert into tickets_incidenttext (incident_id, customer_id, words)
select id, customer_id, words || setweight(coalesce(told, ''), 'C') || setweight(coalesce(noted, ''), 'D')
from own left join (
  select incident_id, pg_temp.join_words(words order by id) filter (where public) as told,
    pg_temp.join_words(words order by id) filter (where not public) as noted
  from tickets_timelineentry join said using (body) group by incident_id
) as texts on incident_id = id
"""
FORGET = "drop table own; drop aggregate pg_temp.join_words(tsvector)"


@contextmanager
def words_at_the_end(number: int) -> Iterator[None]:
    """Inside, the triggers write no words; at the end those of all incidents from `number` on are written."""
    with untriggered(TRIGGERS):
        yield
    with connection.cursor() as cursor:
        text_parts.make_room(text_parts.next_number())
        cursor.execute(JOIN)
        cursor.execute(OWN, [number])
        cursor.execute(WRITE)
        cursor.execute(FORGET)
    vocabulary.learn_all()
