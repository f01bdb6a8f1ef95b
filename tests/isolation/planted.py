"""What the tests of a module go through: planting it takes seconds of CPU, so that is done once."""

from dataclasses import dataclass

import time_machine

from subscriptions.models import StaffMember, User
from tests import factories as make
from tests.isolation.companies import Company, company
from tests.isolation.moments import TEN


@dataclass
class Planted:
    """Two companies, of which the texts of `other` have a mark, and one person of each of the vendor's roles."""

    vendor: dict[str, User]
    own: Company
    other: Company


def plant():
    with time_machine.travel(TEN, tick=False):
        vendor = {role: make.staff(role) for role in StaffMember.Role}
        return Planted(vendor, company("LGF"), company("ORV", marked=True))
