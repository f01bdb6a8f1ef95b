"""The address that a mail about an incident is answered to: short, signed, and read whatever its case."""

import pytest
from django.core.validators import validate_email
from hypothesis import given
from hypothesis import strategies as st

from notifications import reply_addresses
from notifications.reply_addresses import ReplyAddress
from subscriptions.models import User

NUMBERS = st.integers(min_value=1, max_value=2**63 - 1)


@pytest.fixture(autouse=True)
def mailbox(settings):
    settings.REPLY_TO_EMAIL = "Xtreme Support <support@xtreme.example>"


@given(number=NUMBERS, person=NUMBERS)
def test_what_is_written_is_read_again_in_any_case(number, person):
    address = reply_addresses.address_for(number, User(pk=person))
    validate_email(address)
    said = ReplyAddress(number, person)
    assert reply_addresses.read(address) == said
    assert reply_addresses.read(address.upper()) == said
    assert reply_addresses.read(f"Xtreme Support <{address.title()}>") == said


@given(number=NUMBERS, person=NUMBERS)
def test_the_local_part_is_no_longer_than_mail_allows(number, person):
    local, _at, domain = reply_addresses.address_for(number, User(pk=person)).rpartition("@")
    assert len(local) <= 64
    assert domain == "xtreme.example"


def test_of_an_ordinary_incident_it_is_short():
    address = reply_addresses.address_for(1_000_000, User(pk=100_000))
    assert len(address.partition("@")[0]) <= 40


@given(st.data())
def test_a_token_that_is_changed_anywhere_says_nothing(data):
    address = reply_addresses.address_for(10475, User(pk=7))
    local = address.partition("@")[0]
    place = data.draw(st.integers(min_value=local.index("+") + 1, max_value=len(local) - 2))
    other = data.draw(st.sampled_from(sorted(set("abcdefghijklmnopqrstuvwxyz234567") - {local[place]})))
    assert reply_addresses.read(f"{local[:place]}{other}{local[place + 1 :]}@xtreme.example") is None


@given(st.text(max_size=80))
def test_anything_else_says_nothing(address):
    assert reply_addresses.read(address) is None


@pytest.mark.parametrize(
    "address", ["", "support@xtreme.example", "support+@xtreme.example", "support+me@x.example"]
)
def test_an_address_without_our_token_says_nothing(address):
    assert reply_addresses.read(address) is None


def test_a_key_that_was_in_use_before_still_reads(settings):
    address = reply_addresses.address_for(10475, User(pk=7))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert reply_addresses.read(address) == ReplyAddress(10475, 7)
    settings.SECRET_KEY_FALLBACKS = []
    assert reply_addresses.read(address) is None


def test_a_mailbox_whose_name_leaves_no_room_is_answered_to_itself(settings):
    settings.REPLY_TO_EMAIL = f"{'a-long-name-' * 4}@xtreme.example"
    assert reply_addresses.address_for(10475, User(pk=7)) == settings.REPLY_TO_EMAIL


def test_a_mailbox_with_a_plus_of_its_own_is_read_too(settings):
    settings.REPLY_TO_EMAIL = "support+desk@xtreme.example"
    address = reply_addresses.address_for(10475, User(pk=7))
    assert address.startswith("support+desk+")
    assert reply_addresses.read(address) == ReplyAddress(10475, 7)
