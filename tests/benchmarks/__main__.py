"""`python -m tests.benchmarks [SIZE...]`: what `make bench` calls. Lines of JSON on stdout, the rest on stderr.

Exits with 0 also where a target is missed, with 1 where something could not be measured.
"""

import argparse
import signal
import sys
from functools import partial

import psycopg

from tests.benchmarks import targets
from tests.benchmarks.failure import NotMeasured
from tests.benchmarks.helpdesk import package
from tests.benchmarks.lines import Line
from tests.benchmarks.run import Run
from xtreme.embedded import addresses
from xtreme.embedded.refusal import CannotRun

SIZES = [10_000, 200_000, 1_000_000]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="numbers of incidents")
    parser.add_argument("--costs", action="store_true", help="also say what each work spends its time on")
    parser.add_argument("--walls", action="store_true", help="only what the walls between customers cost")
    arguments = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("Ended before everything was measured."))
    lines: list[Line] = []
    run = Run("" if arguments.walls else _helpdesk(), arguments.costs, min(arguments.sizes), say)
    one_size, first = (run.walls, {}) if arguments.walls else (run.measured, {"the outbox": run.outbox})
    parts = {f"{incidents:,} incidents": partial(one_size, incidents) for incidents in arguments.sizes}
    for what, measured in (first | parts).items():
        try:
            for line in measured():
                print(line, flush=True)
                lines.append(line)
        except (NotMeasured, CannotRun, psycopg.Error) as failure:
            run.miss(what, failure)
    say(targets.table(lines))
    if run.missing:
        sys.exit(f"Not measured: {', '.join(run.missing)}.")


def _helpdesk() -> str:
    """The Python that has django-helpdesk; empty, with a sentence why, where there is none."""
    try:
        return str(package.python(addresses.state_dir() / "bench"))
    except package.NotInstalled as reason:
        say(f"{reason} The product is measured without it.")
        return ""


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
