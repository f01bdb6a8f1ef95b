"""Phone numbers of the support regions; the regions themselves are starting data."""

from subscriptions.models import SupportRegion
from xtreme.demo.moments import Now

PHONES = {
    "nordic": "+45 70 12 01 00",
    "dach": "+49 69 2312 500",
    "uk": "+44 20 7946 0100",
    "americas": "+1 312 555 0100",
    "brazil": "+55 11 3300 0100",
    "india": "+91 22 5550 0100",
    "japan": "+81 3 5200 0100",
    "anz": "+61 3 5550 0100",
}


def fill(now: Now) -> None:
    """A number for each region that has none."""
    for code, phone in PHONES.items():
        SupportRegion.objects.filter(code=code, phone="").update(phone=phone)
