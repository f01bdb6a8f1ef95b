"""What the environment's URLs become."""

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg_pool import ConnectionPool

from xtreme.environment import POOL, database, still_open

pytestmark = pytest.mark.django_db


@pytest.fixture
def sessions():
    """Two sessions of the tests' database, as the role that signs in."""
    known = connection.get_connection_params()
    given = {name: known[name] for name in ("host", "port", "user", "password", "dbname") if known.get(name)}
    with psycopg.connect(**given, autocommit=True) as one, psycopg.connect(**given, autocommit=True) as other:
        yield one, other


def test_a_connection_that_its_server_has_ended_is_known_without_a_trip_to_it(sessions):
    pooled, other = sessions
    still_open(pooled)
    pooled.execute("select 1")
    still_open(pooled)
    assert other.execute("select pg_terminate_backend(%s, 5000)", [pooled.info.backend_pid]).fetchone() == (
        True,
    )
    with pytest.raises(psycopg.OperationalError):
        still_open(pooled)


def test_r5_2_the_pool_gives_another_in_the_place_of_one_that_its_server_has_ended(sessions):
    """It did not: what failed its look went back into the pool, and every request after it waited in vain."""
    signed_in, other = sessions
    given = {name: word for name, word in signed_in.info.get_parameters().items() if name != "options"}
    with ConnectionPool(kwargs=given, **POOL | {"max_size": 1}) as pool:
        with pool.connection() as pooled:
            ended = pooled.info.backend_pid
        other.execute("select pg_terminate_backend(%s, 5000)", [ended])
        with pool.connection() as pooled:
            assert pooled.execute("select pg_backend_pid()").fetchone() != (ended,)


def test_the_pool_looks_before_it_gives_a_connection():
    options = database("postgresql://me:word@host:5433/name?sslmode=require")["OPTIONS"]
    assert options["pool"]["check"] is still_open
    assert settings.DATABASES["default"]["CONN_HEALTH_CHECKS"]
