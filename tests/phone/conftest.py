"""An agent, and her browser signed in at the desk."""

import pytest

from tests import factories as make
from tests.desk.pages import signed_in


@pytest.fixture
def agent():
    return make.staff(name="Anna Kjær")


@pytest.fixture
def desk(agent):
    return signed_in(agent)
