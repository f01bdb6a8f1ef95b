"""What the command cannot go on from, or has to leave out."""


class NotMeasured(Exception):
    """Something could not be measured; the text says what and why."""
