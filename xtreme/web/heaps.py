"""What the C library keeps for threads: a heap for each that asks for memory, up to eight a core, and none gives
back what another could use. Of the many threads of a web process two work at a time (`xtreme.turns`), and while one
runs Python the other waits."""

import ctypes

M_ARENA_MAX = -8  # glibc's name and number, mallopt(3)


def share_one() -> None:
    """Have all threads that are begun from now on ask one heap, where the C library is glibc."""
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(M_ARENA_MAX, 1)
