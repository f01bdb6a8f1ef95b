#!/usr/bin/env python
"""Django's commands. Without DATABASE_URL they use running servers, or start them meanwhile."""

import os
import sys
from contextlib import nullcontext

from xtreme.embedded.refusal import CannotRun
from xtreme.embedded.servers import servers

SERVERLESS = {"collectstatic", "compilemessages", "findstatic", "help", "makemessages", "startapp", "version"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    from django.core.management import execute_from_command_line

    with servers(f"manage.py {sys.argv[1]}") if _needs_servers() else nullcontext():
        execute_from_command_line(sys.argv)


def _needs_servers() -> bool:
    if "DATABASE_URL" in os.environ or len(sys.argv) < 2:
        return False
    return sys.argv[1].lstrip("-") not in SERVERLESS and not {"--help", "-h"} & set(sys.argv)


if __name__ == "__main__":
    try:
        main()
    except CannotRun as refusal:
        sys.exit(str(refusal))
