"""An administrator at the admin."""

import pytest

from subscriptions.models import StaffMember
from tests import factories as make
from tests.admin.pages import signed_in


@pytest.fixture
def administrator(db):
    return make.staff(StaffMember.Role.ADMINISTRATOR, name="Asta Holm", time_zone="Europe/Copenhagen")


@pytest.fixture
def admin(administrator):
    return signed_in(administrator)
