"""Where the embedded servers are to be found: a pure function of the state directory, running or not.

Settings read these while nothing runs yet; starting anything is left to the other modules here.
"""

import hashlib
import os
import re
import secrets
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
SOCKET_PATH = re.compile(r"[\w/.-]{1,80}", re.ASCII)  # the kernel takes 107 bytes; URLs take no blanks
DATABASE = LOGIN = "xtreme"


def state_dir() -> Path:
    """The directory that holds all data of this installation: XTREME_STATE, else var/ beside manage.py."""
    return Path(os.path.abspath(os.environ.get("XTREME_STATE") or PROJECT / "var"))


def socket_dir() -> Path:
    """Where the servers' sockets are: in the state, or in a temporary directory if that path will not do."""
    directory = state_dir() / "run"
    if SOCKET_PATH.fullmatch(str(directory)):
        return directory
    name = hashlib.sha256(os.fsencode(state_dir())).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"xtreme-{name}"


def valkey_socket() -> Path:
    return socket_dir() / "valkey.sock"


def mail_dir() -> Path:
    """Where the mail sink puts what it received."""
    return state_dir() / "mail"


def database_url() -> str:
    """PostgreSQL over its socket, as the login role that is not a superuser."""
    return f"postgresql://{LOGIN}@/{DATABASE}?host={socket_dir()}"


def redis_url(database: int = 0) -> str:
    """Valkey over its socket, in the spelling of redis-py, Django's cache and RedBeat."""
    return f"unix://{valkey_socket()}?db={database}"


def email_url() -> str:
    """The mail sink: its port is chosen when it first starts and kept in the state; 2525 until then."""
    return f"smtp://127.0.0.1:{_kept('smtp_port') or '2525'}"


def secret_key() -> str:
    """Django's key, made once for a state; before that one for this process only."""
    return _kept("secret_key") or secrets.token_urlsafe(50)


def vapid_key() -> str:
    """The key by which push services know a state; none before that is made."""
    return _kept("vapid_key")


def _kept(name: str) -> str:
    try:
        return (state_dir() / name).read_text().strip()
    except OSError:
        return ""
