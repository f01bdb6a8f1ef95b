"""`python -m xtreme.web [--host HOST] [--port PORT]`: serves the pages until SIGTERM or SIGINT.

The parent makes everything ready that a page needs and then forks: its processes share that memory for as long as
they only read it, and one that takes another's place serves at once.
"""

import argparse
import os

from granian import Granian
from granian.constants import Interfaces

from xtreme import ports

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m xtreme.web", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--threads", type=int, default=64, help="requests and downloads at once in each process"
    )
    parser.add_argument(
        "--patience", type=int, help="seconds for what is being answered at the end; all it takes"
    )
    ports.add_argument(parser)
    arguments = parser.parse_args()
    held = ports.hold_for(arguments)

    from subscriptions import errands
    from xtreme import readiness
    from xtreme.wsgi import application

    readiness.remember()
    errands.beside_requests()
    Granian(
        "xtreme.wsgi:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=arguments.processes,
        blocking_threads=arguments.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=arguments.patience,
    ).serve(target_loader=lambda _target: application)
    if held:
        held.close()


if __name__ == "__main__":
    main()
