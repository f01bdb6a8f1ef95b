"""PostgreSQL and Valkey for the length of a command: those of a running product, else our own."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from xtreme.embedded import postgres, state, valkey
from xtreme.embedded.refusal import CannotRun

START_SECONDS = 60


@contextmanager
def servers(purpose: str, *, durable: bool = True) -> Iterator[None]:
    """Have both servers answer inside this block; others who want the state are shown `purpose`.

    Where this process started them, they stop at the end, once no other process uses them. Raises CannotRun.
    """
    deadline = time.monotonic() + START_SECONDS
    with ExitStack() as stack:
        while not (_own(stack, purpose, durable=durable) or _join(stack)):
            if time.monotonic() > deadline:
                raise CannotRun(f"The servers started by {state.owner()} do not answer.")
            time.sleep(0.1)
        yield


def _own(stack: ExitStack, purpose: str, *, durable: bool) -> bool:
    try:
        stack.enter_context(state.owned(purpose))
    except BlockingIOError:
        return False
    stack.enter_context(started(durable=durable))
    stack.callback(state.unused)
    return True


def _join(stack: ExitStack) -> bool:
    with ExitStack() as attempt:
        attempt.enter_context(state.used())
        if valkey.answers() and postgres.answers():
            stack.push(attempt.pop_all())
            return True
    return False


@contextmanager
def started(*, durable: bool = True) -> Iterator[None]:
    """Start both servers and stop them at the end. Only for the owner of the state."""
    with ExitStack() as stack:
        stack.callback(valkey.stop, valkey.start(durable=durable))
        stack.callback(postgres.stop, postgres.start(durable=durable))
        postgres.prepare()
        yield
