"""Make the roles of the second wall and the extensions, by an account that may create roles: once, and again before
an upgrade that brings another role. What is there already stays as it is."""

from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from subscriptions.tenancy_roles import ROLES, prepare


class Command(BaseCommand):
    help = f"Make the database roles {', '.join(ROLES)} and the extensions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--admin-url", help="postgresql:// of an account that may create roles")

    def handle(self, *args: Any, admin_url: str | None = None, **options: Any) -> None:
        database = settings.DATABASES["default"]
        url = admin_url or psycopg.conninfo.make_conninfo(
            host=database["HOST"],
            port=database["PORT"],
            user=database["USER"],
            password=database["PASSWORD"],
            dbname=database["NAME"],
        )
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                prepare(connection, database["USER"])
        except psycopg.Error as error:
            raise CommandError(f"The database could not be prepared: {error}") from error
        self.stdout.write("The database is prepared.")
