"""A contact of a covered company, who searches."""

from tests.tickets.conftest import client, contact, customer  # noqa: F401
