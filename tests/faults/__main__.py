"""`python -m tests.faults [--only WORDS] [--seed N] [--list]`: what `make faults` calls.

A line of JSON for each experiment on stdout, the rest on stderr. Exits with 1 where one failed.
"""

import argparse
import json
import os
import secrets
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, NoReturn

import django

from tests.benchmarks.failure import NotMeasured
from tests.faults.experiment import EXPERIMENTS, Experiment, chosen
from tests.faults.failure import Failed, NotPossible
from tests.faults.installation import Installation, installed
from xtreme.embedded.refusal import CannotRun

LONGEST_SECONDS = 700  # of one experiment


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", default="", help="words of names, or subjects, parted by commas")
    parser.add_argument("--seed", type=int, default=None, help="repeats the random moments of a run")
    parser.add_argument(
        "--list", action="store_true", help="print the table of docs/faults.md and try nothing"
    )
    arguments = parser.parse_args()
    if arguments.list:
        print(table())
        return
    seed = secrets.randbelow(1_000_000) if arguments.seed is None else arguments.seed
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("Ended before all was tried."))
    say(f"SEED={seed} repeats the random moments of this run.")
    try:
        with installed() as site:
            from tests.faults import experiments  # noqa: F401  the models it needs are there only now

            wanted = chosen(arguments.only)
            found = [tried(site, each, seed) for each in wanted]
    except (CannotRun, NotMeasured) as refusal:
        sys.exit(str(refusal))
    sys.exit(summary(found))


def table() -> str:
    """The experiments, as docs/faults.md lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    from tests.faults import experiments  # noqa: F401

    rows = [f"| {each.subject} | {each.name} | {each.about} |" for each in EXPERIMENTS]
    return "\n".join(["| subject | experiment | what is done, and expected |", "|---|---|---|", *rows])


def tried(site: Installation, each: Experiment, seed: int) -> dict[str, Any]:
    """One experiment from a fresh start, printed as a line of JSON."""
    from tests.faults import ledger

    say(f"{each.subject}: {each.about}")
    site.fresh(f"{seed}:{each.name}")
    line: dict[str, Any] = {"subject": each.subject, "experiment": each.name}
    begun = time.monotonic()
    try:
        with bounded():
            expected = each.work(site)
        line |= asdict(ledger.check(expected, site.post.taken())) | expected.more
    except NotPossible as reason:
        line |= {"passed": None, "why": str(reason)}
    except Exception as reason:  # whatever it is, the others are tried
        line |= {"passed": False, "why": f"{type(reason).__name__}: {reason}"}
    line |= {"seconds": round(time.monotonic() - begun, 1)}
    print(json.dumps(line), flush=True)
    return line


@contextmanager
def bounded() -> Iterator[None]:
    """End what takes longer than LONGEST_SECONDS, as failed."""

    def late(*_: object) -> NoReturn:
        raise Failed(f"It took longer than {LONGEST_SECONDS} s.")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(LONGEST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


def summary(lines: list[dict[str, Any]]) -> str | None:
    """Say what came of all; a text where one failed."""
    failed = [line["experiment"] for line in lines if line["passed"] is False]
    left_out = [line["experiment"] for line in lines if line["passed"] is None]
    total = {
        key: sum(line.get(key, 0) for line in lines) for key in ("told", "lost", "wrong", "doubled", "copies")
    }
    seconds = round(sum(line["seconds"] for line in lines))
    print(
        json.dumps(
            {"experiments": len(lines), "failed": len(failed), "left_out": left_out, "seconds": seconds}
            | total
        )
    )
    return f"{len(failed)} of {len(lines)} failed: {'; '.join(failed)}." if failed else None


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
