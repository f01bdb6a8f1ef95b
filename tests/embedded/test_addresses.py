"""Addresses are known before anything runs, whatever the path of the state is."""

import pytest

from xtreme import environment
from xtreme.embedded import addresses, state


def test_the_state_is_var_beside_manage_py_unless_told_otherwise(monkeypatch):
    monkeypatch.delenv("XTREME_STATE")
    assert addresses.state_dir() == addresses.PROJECT / "var"
    monkeypatch.setenv("XTREME_STATE", "elsewhere")
    assert addresses.state_dir().is_absolute()


@pytest.mark.parametrize("path", ["/s/" + "deep/" * 30, "/with blanks/and & more", "/æøå"])
def test_sockets_have_a_short_plain_path_whatever_the_state_is_called(monkeypatch, path):
    monkeypatch.setenv("XTREME_STATE", path)
    assert addresses.SOCKET_PATH.fullmatch(str(addresses.valkey_socket()))
    first = addresses.socket_dir()
    assert first == addresses.socket_dir()
    monkeypatch.setenv("XTREME_STATE", path + "-other")
    assert first != addresses.socket_dir()


def test_urls_are_read_by_the_settings_as_they_are_meant(own_state):
    database = environment.database(addresses.database_url())
    assert database["HOST"] == str(addresses.socket_dir())
    assert (database["NAME"], database["USER"]) == ("xtreme", "xtreme")
    assert environment.redis_database(addresses.redis_url(), 1) == addresses.redis_url(1)


def test_the_secret_key_is_made_once_for_a_state(own_state):
    assert addresses.secret_key() != addresses.secret_key()
    state.prepare()
    assert addresses.secret_key() == addresses.secret_key()
    assert own_state.joinpath("secret_key").stat().st_mode & 0o077 == 0


def test_mail_goes_to_the_port_the_sink_was_given(own_state):
    assert addresses.email_url() == "smtp://127.0.0.1:2525"
    state.prepare()
    state.keep_smtp_port(40123)
    assert addresses.email_url() == "smtp://127.0.0.1:40123"
