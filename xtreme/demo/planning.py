"""Spares PostgreSQL the search for an order of joins where thousands of verbs run one after another."""

from django.db import connection


def joins_as_written() -> None:
    """Until the transaction ends, join in the order of the query. The verbs' joins are all by key, so no order is
    better than another; to lock an incident with what belongs to it takes 4 ms instead of 10."""
    with connection.cursor() as cursor:
        cursor.execute("set local join_collapse_limit = 1")
