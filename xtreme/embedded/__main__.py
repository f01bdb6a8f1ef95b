"""`python -m xtreme.embedded run` and `reset`: what `make run` and `make reset` call."""

import argparse
import os
import signal
import sys

from xtreme.embedded import launch, state
from xtreme.embedded.refusal import CannotRun


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m xtreme.embedded", description=__doc__)
    parser.add_argument("command", choices=["run", "reset"])
    parser.add_argument("--end-with-parent", action="store_true", help="end also when the caller is killed")
    arguments = parser.parse_args()
    if "DATABASE_URL" in os.environ:
        raise CannotRun("DATABASE_URL is set: the embedded servers are for machines without one; unset it.")
    if arguments.command == "reset":
        state.reset()
        print("Emptied.")
        return
    if arguments.end_with_parent:
        launch.end_with_parent(signal.SIGTERM)
    from xtreme.embedded.run import run

    run()


if __name__ == "__main__":
    try:
        main()
    except CannotRun as refusal:
        sys.exit(str(refusal))
