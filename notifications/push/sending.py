"""One message to one device: encrypted for it, signed, called at an address that was checked. Needs no database."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

from notifications.models import Device
from notifications.push import keys
from subscriptions.outgoing import calling
from subscriptions.outgoing.calling import Answer

LARGEST = 4096  # bytes that every push service takes


@dataclass(frozen=True)
class Push:
    """What is sent: `topic` names it at the push service, where a later one of the same topic takes its place."""

    body: bytes
    topic: str
    urgent: bool
    lasts: timedelta


def send(device: Device, push: Push, at: datetime) -> Answer:
    """Hand it to the device's push service. It never raises; an error is an answer, too."""
    headers = {
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "authorization": keys.authorization(device.endpoint, at),
        "ttl": str(int(push.lasts.total_seconds())),
        "urgency": "high" if push.urgent else "normal",
        "topic": push.topic,
    }
    return calling.post(device.endpoint, headers, encrypted(device, push.body))


def encrypted(device: Device, body: bytes) -> bytes:
    """As only the browser that made the keys reads it (RFC 8291). Raises ValueError for keys that are none."""
    ours = ec.generate_private_key(ec.SECP256R1())
    content: bytes = http_ece.encrypt(
        body,
        private_key=ours,
        dh=octets(device.p256dh),
        auth_secret=octets(device.auth),
        version="aes128gcm",
    )
    return content


def octets(text: str) -> bytes:
    """Base64url as browsers write it, with or without padding. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
