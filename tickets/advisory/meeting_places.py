"""Where a meeting takes place: an https address, or a phone number that the vendor calls (R20, R22.4)."""

import phonenumbers

from entitlements.briefings import links
from entitlements.briefings.refusals import NotALink
from tickets.advisory.refusals import NotAPlace


def place_of(typed: str, country: str) -> str:
    """The address, or the number as it is dialled from anywhere; `country` is that of a number without a code.
    Raises NotAPlace."""
    typed = typed.strip()
    if "://" in typed or typed.lower().startswith("https:"):
        try:
            return links.https(typed)
        except NotALink:
            raise NotAPlace from None
    try:
        number = phonenumbers.parse(typed, country or None)
    except phonenumbers.NumberParseException:
        raise NotAPlace from None
    if not phonenumbers.is_possible_number(number):
        raise NotAPlace
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
