"""A port for one program alone: servers that share theirs among their processes (SO_REUSEPORT, as Granian does)
would share it with another installation as well, each answering half of what is asked."""

import argparse
import errno
import socket


def hold(host: str, port: int) -> socket.socket:
    """The port, from now until the socket is closed: who asks for it next is refused, though nobody listens yet.
    Whoever it is for may listen on it by SO_REUSEPORT. With 0 any that is free. Raises OSError.

    Listening decides between two that ask in one moment; what is set after it lets nobody else bind, and ending it
    leaves the port bound.
    """
    held = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        held.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # connections that have just ended are no owner
        held.bind((host, port))
        held.listen()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.shutdown(socket.SHUT_RD)
    except OSError:
        held.close()
        raise
    return held


def why_not(port: int, error: OSError, instead: str) -> str:
    """The sentence of a port that cannot be held; `instead` is how another is chosen."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program: stop it, or set {instead} to another number."
    return f"Port {port} cannot be used: {error.strerror}. Set {instead} to another."


def add_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--held", action="store_true", help="the port is held by the program that starts this one"
    )


def hold_for(arguments: argparse.Namespace) -> socket.socket | None:
    """The port of a server's command line, unless it is held already. Raises SystemExit with a sentence."""
    if arguments.held:
        return None
    try:
        return hold(arguments.host, arguments.port)
    except OSError as error:
        raise SystemExit(why_not(arguments.port, error, "--port")) from None
