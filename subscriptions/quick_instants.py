"""Instants as the driver itself reads them, in UTC. Django gives each the zone that it has already, by a function
of Python that takes five times as long; a list holds some two hundred.
"""

from datetime import UTC
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.abc import AdaptContext
from psycopg.adapt import Loader
from psycopg.postgres import adapters
from psycopg.pq import Format

TYPE = "timestamptz"
DRIVERS_OWN = adapters.get_loader(adapters.types[TYPE].oid, Format.TEXT)


class UTCLoader(Loader):
    """The driver's, for a connection whose time zone is UTC."""

    timezone = UTC  # Django compares it with its own for each cursor
    load: Any = None  # a function of the driver, so that none of ours is called

    def __init__(self, oid: int, context: AdaptContext | None = None) -> None:
        super().__init__(oid, context)
        assert DRIVERS_OWN is not None
        self.load = DRIVERS_OWN(oid, context).load


def read_quickly(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Receiver of `connection_created`."""
    if connection.vendor == "postgresql" and connection.timezone is UTC:
        connection.connection.adapters.register_loader(TYPE, UTCLoader)
