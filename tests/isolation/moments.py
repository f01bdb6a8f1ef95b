"""When everything of these tests happens."""

from tests.tickets.moments import moment

WEDNESDAY, TEN = moment("2026-11-25 09:00 +01:00"), moment("2026-11-25 10:00 +01:00")
BEGINS, ENDS = moment("2026-07-01 00:00 +02:00"), moment("2027-07-01 00:00 +02:00")
