"""`manage.py rotate_secrets`: every secret at rest under the first key of ENCRYPTION_KEYS.

To change the key: put a new one first and restart; run this; take the old one out and restart.
"""

import json
from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand, CommandError, CommandParser

from subscriptions import rotation
from subscriptions.encryption import Undecryptable


class Command(BaseCommand):
    help = "Encrypts every secret at rest with the first key of ENCRYPTION_KEYS."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--new-key", action="store_true", help="only print a new key")

    def handle(self, *args: Any, new_key: bool, **options: Any) -> None:
        if new_key:
            self.stdout.write(Fernet.generate_key().decode())
            return
        try:
            self.stdout.write(json.dumps(rotation.rotate()))
        except Undecryptable as error:
            raise CommandError(
                f"{error} What came before it is done; add the key and run it again."
            ) from error
