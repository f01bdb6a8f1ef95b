"""The key pair by which push services know this installation (VAPID, RFC 8292): the private half is a setting, the
public one is given to browsers. Without it nothing is pushed."""

import base64
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02

# A push service takes signatures of 24 hours at most; clocks differ.
SIGNED_FOR = timedelta(hours=12)


def new() -> str:
    """A private key as VAPID_PRIVATE_KEY takes it: 32 bytes in base64url."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _text(number.to_bytes(32, "big"))


def is_on() -> bool:
    """Whether this installation pushes at all."""
    return bool(settings.VAPID_PRIVATE_KEY)


def public() -> str:
    """The public half as browsers take it. Only where there is a key."""
    point = _signer(settings.VAPID_PRIVATE_KEY).public_key.public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    return _text(point)


def authorization(endpoint: str, at: datetime) -> str:
    """The header that says to the push service of `endpoint` who pushes, from `at` on."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + SIGNED_FOR).timestamp()),
        "sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
    }
    return str(_signer(settings.VAPID_PRIVATE_KEY).sign(claims)["Authorization"])


@lru_cache(maxsize=2)
def _signer(key: str) -> Any:
    return Vapid02.from_raw(key.encode())


def _text(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
