"""Why something cannot run here, for the person at the terminal. Django is not there yet: English only."""


class CannotRun(Exception):
    """One plain sentence that says what is in the way, and what to do about it."""
