"""Seconds of a recording as people write them: "1:02:03", "12:30". Pure."""

import re

TIMECODE = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")


class NoTimecode(ValueError):
    """The text does not begin with a time."""


def split(line: str) -> tuple[int, str]:
    """The second that the line begins with, and what follows it. Raises NoTimecode."""
    found = TIMECODE.match(line.strip().removeprefix("["))
    if found is None:
        raise NoTimecode
    hours, minutes, seconds = found.groups()
    rest = line.strip().removeprefix("[")[found.end() :]
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds), rest.lstrip("] \t–-")


def written(second: int) -> str:
    """ "12:30", from an hour on "1:02:03"."""
    hours, rest = divmod(second, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
