"""Phone numbers as they are dialled: `+45 12 34 56 78`, however somebody writes them."""

import phonenumbers


def dialled(text: str, country: str = "") -> str | None:
    """The number in international writing; None for what is none. `country`, two letters, is whose a number without
    country code is."""
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
