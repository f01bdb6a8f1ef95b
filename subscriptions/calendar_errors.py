"""What can be wrong with a calendar or with a question to it. Each error has a code for machines and a
sentence for people; whoever shows it translates the sentence and fills it with `words`."""


def _(sentence: str) -> str:
    """Marks a sentence for the catalogue: these modules know no language."""
    return sentence


class CalendarError(ValueError):
    """Something that cannot be counted; `sentence` with its {words} is its text."""

    code = "invalid_calendar"
    sentence = ""

    def __init__(self, **words: object) -> None:
        self.words = words
        super().__init__(self.code)

    def __str__(self) -> str:
        return self.sentence.format(**self.words)


class UnknownTimeZone(CalendarError):
    code = "unknown_time_zone"
    sentence = _("{time_zone} is not the name of a time zone.")


class NotAWeekday(CalendarError):
    code = "not_a_weekday"
    sentence = _("{day} is no weekday: Monday is 0, Sunday is 6.")


class HoursReversed(CalendarError):
    code = "hours_reversed"
    sentence = _("{hours} ends before it starts. Hours past midnight are two entries on two days.")


class HoursOverlap(CalendarError):
    code = "hours_overlap"
    sentence = _("{first} and {second} overlap on the same day.")


class HoursWithZone(CalendarError):
    code = "hours_with_zone"
    sentence = _("{hours} carries a time zone; hours are read in the calendar's own zone.")


class WindowReversed(CalendarError):
    code = "window_reversed"
    sentence = _("A window from {start} to {end} ends before it starts.")


class NaiveInstant(CalendarError):
    code = "naive_instant"
    sentence = _("{at} names no time zone, so it is no instant.")


class SkippedTime(CalendarError):
    code = "skipped_time"
    sentence = _("{local} does not exist in {time_zone}: the clock is put forward over it.")


class NoCoveredTime(CalendarError):
    """No due time can be given (TARGETS.md, 5.7)."""

    code = "no_covered_time"
    sentence = _("The calendar has no covered hours within 400 days of {at}.")


class OutOfReach(NoCoveredTime):
    """An instant or a due time outside the years that dates can express."""

    code = "out_of_reach"
    sentence = _("The year {year} is out of reach: covered time is counted from 10 to 9989.")
