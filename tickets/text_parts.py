"""The parts of the table of words (tickets.models.texts): a partition each PART numbers of incidents, with an index
of its own. A search asks the newest part first, so that a common word costs the same however many incidents there
are; one index of all would read every match.

The partitions stand in a schema of their own, which nobody but the owner may use: rows are reached through the
table alone, behind its wall. What has no part yet waits in the default one, so that no incident waits for its part.
"""

from collections.abc import Iterator

from django.db import connection

from subscriptions import tenancy

PART = 65_536
# The new part is empty when it is attached: its foreign keys are checked row by row, which walls do not hinder.
MAKE = """
create temporary table waiting on commit drop as
  select * from partitions.words_rest where incident_id >= {first} and incident_id < {beyond};
delete from partitions.words_rest where incident_id >= {first} and incident_id < {beyond};
create table partitions.words_{part} (like tickets_incidenttext including all);
alter table tickets_incidenttext attach partition partitions.words_{part} for values from ({first}) to ({beyond});
insert into partitions.words_{part} select * from waiting;
drop table waiting;
"""


def newest_first(number: int) -> Iterator[range]:
    """The numbers up to `number`, the newest part first, then each time twice as many parts."""
    beyond, count = number // PART + 1, 1
    while beyond > 0:
        first = max(beyond - count, 0)
        yield range(first * PART, beyond * PART)
        beyond, count = first, 2 * count


def make_room(number: int) -> None:
    """Have a part for every incident up to `number`, and one more. Called beside others it makes each once."""
    wanted = number // PART + 2
    if _made() >= wanted:
        return
    with tenancy.as_owner(), connection.cursor() as cursor:
        cursor.execute("lock table tickets_incidenttext in share update exclusive mode")
        for part in range(_made(), wanted):
            cursor.execute(MAKE.format(part=part, first=part * PART, beyond=(part + 1) * PART))


def _made() -> int:
    """How many parts there are beside the default one."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_inherits where inhparent = 'tickets_incidenttext'::regclass")
        return int(cursor.fetchone()[0]) - 1


def sort_in() -> None:
    """Move the words that wait into the indexes (GIN's pending lists), as only their owner may."""
    with tenancy.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select gin_clean_pending_list(inhrelid::regclass) from pg_inherits"
            " where inhparent = 'incident_words'::regclass"
        )


def next_number() -> int:
    """About the number that the next incident gets."""
    with connection.cursor() as cursor:
        cursor.execute("select last_value from tickets_incident_id_seq")
        return int(cursor.fetchone()[0])
