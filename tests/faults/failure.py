"""What an experiment ends with when it did not come to what it is about, or is not possible here."""


class Failed(Exception):
    """It did not go as the experiment needs; the text says what and why."""


class NotPossible(Exception):
    """This machine does not allow it; the text says why. Counted as left out, not as passed."""
