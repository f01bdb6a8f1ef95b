"""The countries whose rules regulatory updates follow, and in which installed systems are, by ISO 3166 codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, str | Promise] = {
    "AE": _("United Arab Emirates"),
    "AR": _("Argentina"),
    "AT": _("Austria"),
    "AU": _("Australia"),
    "BE": _("Belgium"),
    "BR": _("Brazil"),
    "CA": _("Canada"),
    "CH": _("Switzerland"),
    "CL": _("Chile"),
    "CN": _("China"),
    "CO": _("Colombia"),
    "CZ": _("Czechia"),
    "DE": _("Germany"),
    "DK": _("Denmark"),
    "EE": _("Estonia"),
    "ES": _("Spain"),
    "FI": _("Finland"),
    "FO": _("Faroe Islands"),
    "FR": _("France"),
    "GB": _("United Kingdom"),
    "GL": _("Greenland"),
    "GR": _("Greece"),
    "HU": _("Hungary"),
    "IE": _("Ireland"),
    "IN": _("India"),
    "IS": _("Iceland"),
    "IT": _("Italy"),
    "JP": _("Japan"),
    "KR": _("South Korea"),
    "LT": _("Lithuania"),
    "LU": _("Luxembourg"),
    "LV": _("Latvia"),
    "MX": _("Mexico"),
    "MY": _("Malaysia"),
    "NL": _("Netherlands"),
    "NO": _("Norway"),
    "NZ": _("New Zealand"),
    "PL": _("Poland"),
    "PT": _("Portugal"),
    "RO": _("Romania"),
    "SA": _("Saudi Arabia"),
    "SE": _("Sweden"),
    "SG": _("Singapore"),
    "SK": _("Slovakia"),
    "TR": _("Türkiye"),
    "US": _("United States"),
    "ZA": _("South Africa"),
}


LAST = {ord("å"): "\u017e"}  # of the letters of Danish it alone stands elsewhere in Unicode


def name_of(code: str) -> str:
    """The country in the language that is active; its code where it is none of these."""
    return str(NAMES.get(code, code))


def choices() -> list[tuple[str, str]]:
    """All of them, by name, as the reader's language orders it: Ungarn before USA, å last."""
    named = ((code, str(name)) for code, name in NAMES.items())
    return sorted(named, key=lambda each: each[1].casefold().translate(LAST))
