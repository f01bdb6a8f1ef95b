"""Fails for a table that leads to a customer and stands outside the second wall: migrates the database that it is
pointed at, an empty one, and asks its catalogue (xtreme.isolation.walls)."""

import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
os.environ["DJANGO_SETTINGS_MODULE"] = "xtreme.settings"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from xtreme.isolation.walls import second_wall  # noqa: E402


def main() -> None:
    call_command("migrate", verbosity=0)
    errors = second_wall(["default"])
    for error in errors:
        print(f"{error.msg} {error.hint}")
    sys.exit(1 if errors else 0)


if __name__ == "__main__":
    main()
