"""The list of experiments: what a module of experiments/ marks with `@experiment` is one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.installation import Installation
    from tests.faults.ledger import Expected

Work = Callable[["Installation"], "Expected"]


@dataclass(frozen=True)
class Experiment:
    """`subject` is its module; `about` says what is done and what is expected."""

    subject: str
    name: str
    about: str
    work: Work


EXPERIMENTS: list[Experiment] = []


def experiment(work: Work) -> Work:
    """Mark a function as an experiment: it hurts the installation, lets it recover, and says who should have been
    told what."""
    name, about = work.__name__.replace("_", " "), " ".join((work.__doc__ or "").split())
    EXPERIMENTS.append(Experiment(work.__module__.rpartition(".")[2], name, about, work))
    return work


def chosen(only: str) -> list[Experiment]:
    """Those whose subject or name has one of these words, parted by commas; all where none is given."""
    words = [word.strip().lower() for word in only.split(",") if word.strip()]
    return [
        each
        for each in EXPERIMENTS
        if not words or any(word == each.subject or word in each.name.lower() for word in words)
    ]
