"""`python -m xtreme.web [--host HOST] [--port PORT]`: serves the pages until SIGTERM or SIGINT."""

import argparse
import sys
from functools import partial

from xtreme import ports
from xtreme.web.parent import Parent, Serve


def main() -> int:
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

    def read() -> Serve:
        from xtreme.web import process  # not before: the parent is as small as it can be

        return partial(process.serve, arguments.host, arguments.port, arguments.threads)

    try:
        return Parent(read, arguments.patience).run(arguments.processes)
    finally:
        if held:
            held.close()


if __name__ == "__main__":
    sys.exit(main())
