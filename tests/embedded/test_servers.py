"""The servers serve a command, are shared, recover from a kill, and keep what was written."""

import subprocess
import time

import psycopg
import pytest
import redis

from xtreme.embedded import addresses, postgres, state, unprivileged, valkey
from xtreme.embedded.refusal import CannotRun
from xtreme.embedded.servers import servers

HOLD = """
import time
from xtreme.embedded.servers import servers
with servers("a test"):
    print("up", flush=True)
    time.sleep(60)
"""
HOLD_UNTIL = """
import time
from pathlib import Path
from xtreme.embedded.servers import servers
with servers("a test"):
    print("up", flush=True)
    while not Path({!r}).exists():
        time.sleep(0.05)
"""


def ask(statement):
    with psycopg.connect(addresses.database_url(), autocommit=True) as connection:
        found = connection.execute(statement)
        return found.fetchone()[0] if found.description else None


def test_the_login_role_is_no_superuser_and_owns_its_database(own_state):
    with servers("test", durable=False):
        assert ask("select rolsuper from pg_roles where rolname = current_user") is False
        assert ask("select pg_get_userbyid(datdba) from pg_database where datname = 'xtreme'") == "xtreme"
        assert ask("select count(*) from pg_roles where rolname in ('xtreme_contact', 'xtreme_staff')") == 2
        assert ask("show listen_addresses") == ""
    assert not postgres.answers()
    assert not valkey.answers()


def test_a_second_command_uses_the_servers_of_the_first_which_waits_for_it(own_state, python, tmp_path):
    first = python("-c", HOLD_UNTIL.format(str(tmp_path / "first")))
    assert first.stdout.readline() == "up\n"
    second = python("-c", HOLD_UNTIL.format(str(tmp_path / "over")))
    assert second.stdout.readline() == "up\n"
    (tmp_path / "first").touch()
    time.sleep(0.5)  # in which the first would end
    assert postgres.answers()
    (tmp_path / "over").touch()
    assert second.wait(60) == first.wait(60) == 0


def test_after_a_kill_the_next_start_recovers_with_all_data(own_state, python):
    holder = python("-c", HOLD)
    assert holder.stdout.readline() == "up\n"
    ask("create table kept as select 42 as answer")
    redis.Redis.from_url(addresses.redis_url()).set("kept", "42")
    holder.kill()
    holder.wait()
    with servers("test"):
        assert ask("select answer from kept") == 42
        assert redis.Redis.from_url(addresses.redis_url()).get("kept") == b"42"


@pytest.mark.parametrize("name", ["another", "postgres"])
def test_a_lock_file_that_names_an_unrelated_process_is_cleared(own_state, name):
    """Also one of another installation's PostgreSQL: on a busy machine numbers are soon given out again."""
    with servers("test", durable=False):
        lock = (own_state / "postgres" / "postmaster.pid").read_text()
    user = unprivileged.service_user()
    named = ["/bin/sh", "-c", f"echo {name} > /proc/$$/comm; read line"]
    with subprocess.Popen(named, cwd="/", stdin=subprocess.PIPE, user=user and user.pw_uid) as other:
        stale = "\n".join([str(other.pid), *lock.split("\n")[1:]])
        (own_state / "postgres" / "postmaster.pid").write_text(stale)
        with servers("test", durable=False):
            assert ask("select 1") == 1


def test_data_of_another_version_is_left_alone_with_a_sentence(own_state):
    state.prepare()
    (own_state / "postgres").mkdir()
    (own_state / "postgres" / "PG_VERSION").write_text("12\n")
    with pytest.raises(CannotRun, match="was written by PostgreSQL 12"), servers("test"):
        pass


def test_data_that_is_none_is_refused_with_a_sentence(own_state):
    state.prepare()
    (own_state / "postgres").mkdir()
    with pytest.raises(CannotRun, match="holds no readable PostgreSQL database"), servers("test"):
        pass
    assert not valkey.answers()
