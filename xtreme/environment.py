"""Turns the URLs of the environment into what Django and Celery take. No look-ups here: settings.py does those."""

import base64
import hashlib
import select
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

import structlog
from psycopg import Connection, OperationalError

from xtreme import log_secrets


def database(url: str) -> dict[str, Any]:
    """Django's database settings for `postgresql://user:password@host:port/name?option=value`."""
    parts = urlsplit(url)
    options: dict[str, Any] = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = options.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | {"pool": {"min_size": 1, "max_size": 8, "timeout": 5, "check": still_open}},
    }


def still_open(connection: Connection[Any]) -> None:
    """Raises OperationalError for a pooled connection that its server has ended. A server says so by itself, and
    who has asked for nothing has nothing else to read: a look at the socket, where psycopg's own check is a trip
    to the server with every request."""
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        raise OperationalError("the server has ended the connection")


def redis_database(url: str, number: int) -> str:
    """The same Valkey, another of its numbered databases."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return urlunsplit(parts._replace(path=f"/{number}"))


def broker(url: str) -> str:
    """Celery's spelling of a Redis URL: a socket is `redis+socket://`."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={number}"


def origins(url: str) -> list[str]:
    """The origin of an address elsewhere, as a content policy names it; none for one on this site."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def parted(text: str) -> list[str]:
    """What is parted by commas."""
    return [each.strip() for each in text.split(",") if each.strip()]


def networks(text: str) -> list[IPv4Network | IPv6Network]:
    """Networks parted by commas, like `10.0.0.0/8,fd00::/8`."""
    return [ip_network(each) for each in parted(text)]


def encryption_keys(text: str, secret: str) -> list[str]:
    """The keys of secrets at rest, parted by commas, the newest first; without any one made of another secret."""
    made = base64.urlsafe_b64encode(hashlib.sha256(b"xtreme:at-rest:" + secret.encode()).digest()).decode()
    return parted(text) or [made]


def mailer(url: str) -> dict[str, Any]:
    """Django's mailer for `smtp://user:password@host:port`; `smtps` is TLS from the start, `smtp+tls` STARTTLS."""
    parts = urlsplit(url)
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or 25,
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp+tls",
            "use_ssl": parts.scheme == "smtps",
            "timeout": 10,
        },
    }


def prefixed(variables: Mapping[str, str], prefix: str) -> dict[str, str]:
    """The variables that begin with `prefix` and are set, without it."""
    found = (
        (name.removeprefix(prefix), value) for name, value in variables.items() if name.startswith(prefix)
    )
    return {name: value for name, value in found if value}


def logging(level: str, *, lines: bool) -> dict[str, Any]:
    """One formatter for Django, Celery and our own records: lines for a person, JSON for a machine."""
    renderer = structlog.dev.ConsoleRenderer(colors=False) if lines else structlog.processors.JSONRenderer()
    stamps = [structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    log_secrets.processor,
                    renderer,
                ],
                "foreign_pre_chain": [*stamps, structlog.processors.format_exc_info],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["console"], "level": level},
    }
