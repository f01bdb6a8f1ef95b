"""Time that passes when nothing else is to be done: no test waits for what is told a second later, nor is it later
on a machine that is busy."""

import asyncio
import selectors


class _Skipping(selectors.DefaultSelector):
    """Waits for nobody: the seconds it was asked to wait have passed."""

    def __init__(self):
        super().__init__()
        self.now = 0.0

    def select(self, timeout=None):
        if timeout is None:  # for ever: nothing is due
            return super().select()
        self.now += max(0, timeout)
        return super().select(0)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self):
        self._skipping = _Skipping()
        super().__init__(self._skipping)

    def time(self):
        return self._skipping.now


def run(coroutine):
    """What it gives, by a loop whose `time()` skips what it waits for."""
    return asyncio.run(coroutine, loop_factory=_Loop)
