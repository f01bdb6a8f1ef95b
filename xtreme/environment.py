"""Turns the URLs of the environment into what Django and Celery take. No look-ups here: settings.py does those."""

import base64
import hashlib
import select
import sys
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit, urlunsplit

import structlog
from django.core.exceptions import ImproperlyConfigured
from psycopg import Connection, OperationalError

from xtreme import log_secrets

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def database(url: str) -> dict[str, Any]:
    """Django's database settings for `postgresql://user:password@host:port/name?option=value`; `prepared=off` where
    a pooler stands between that keeps no prepared statements (subscriptions.prepared)."""
    parts = urlsplit(url)
    options: dict[str, Any] = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = options.pop("host", parts.hostname or "")
    prepares = options.pop("prepared", "on") != "off"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | {"pool": POOL, "prepare_threshold": WHEN_ASKED if prepares else None},
    }


def still_open(connection: Connection[Any]) -> None:
    """Closes a pooled connection that its server has ended, and raises OperationalError. A server says so by
    itself, and who has asked for nothing has nothing else to read: a look at the socket, where psycopg's own check
    is a trip to the server with every request. Left open, it would go back into the pool and be given again."""
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        connection.close()
        raise OperationalError("the server has ended the connection")


# An attempt to connect that fails is made again after 1, 2, 4 … seconds; given up after `reconnect_timeout`, so
# that the next request makes one at once. Else a database that was away for a minute is missed for another.
POOL = {"min_size": 1, "max_size": 8, "timeout": 5, "reconnect_timeout": 5, "check": still_open}


WHEN_ASKED = sys.maxsize  # how often a statement is asked before psycopg prepares it by itself


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


def storage(url: str, folder: Path) -> dict[str, Any]:
    """Django's storage of files: `folder`, or the bucket of `s3://key:secret@host:port/bucket?region=...`.

    Without host it is Amazon's (`s3://key:secret@/bucket?region=...`), without keys those of the machine's role.
    `tls=0` is for a service in a closed network; on this machine there is none. Raises ImproperlyConfigured."""
    if not url:
        return {"BACKEND": "subscriptions.folder.Folder", "OPTIONS": {"location": folder}}
    parts, asked = urlsplit(url), dict(parse_qsl(urlsplit(url).query))
    plain = asked.pop("tls", "0" if parts.hostname in LOOPBACK else "1") == "0"
    region, scheme = asked.pop("region", ""), "http" if plain else "https"
    own, bucket = parts.netloc.rpartition("@")[2], parts.path.strip("/")
    if parts.scheme != "s3" or not bucket or "/" in bucket or asked or not (own or region):
        raise ImproperlyConfigured("STORAGE_URL is s3://KEY:SECRET@HOST:PORT/BUCKET?region=REGION.")
    return {
        "BACKEND": "subscriptions.bucket.Bucket",
        "OPTIONS": {
            "access_key": unquote(parts.username or "") or None,
            "secret_key": unquote(parts.password or "") or None,
            "bucket_name": bucket,
            "region_name": region or "us-east-1",  # what services of other hosts are content with
            "endpoint_url": f"{scheme}://{own}" if own else f"https://s3.{region}.amazonaws.com",
            "addressing_style": "path" if own else "virtual",
        },
    }


def storage_origins(kept: Mapping[str, Any]) -> list[str]:
    """The origin that signed addresses of a storage lead to, as a content policy names it; none for a folder."""
    options = kept["OPTIONS"]
    if "endpoint_url" not in options:
        return []
    endpoint: str = options["endpoint_url"]
    if options["addressing_style"] == "path":
        return [endpoint]
    return [endpoint.replace("://", f"://{options['bucket_name']}.")]


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
