"""A push service on loopback and a browser that reads what it is sent: keys of its own, decrypted (RFC 8291)."""

import base64
import json
import secrets

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from notifications.push import devices
from tests.webhooks.receiver import Receiver, says

created = says(201)


def text(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


class Browser:
    """One push subscription: its keys stay here."""

    def __init__(self):
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16)
        self.path = f"/push/{secrets.token_hex(8)}"

    @property
    def keys(self):
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": text(point), "auth": text(self.auth)}

    def read(self, body):
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        return json.loads(plain)


class PushService(Receiver):
    """Takes what is pushed; `answers` by the path of a browser."""

    def __init__(self):
        self.answers = {}
        super().__init__(lambda handler, body: self.answers.get(handler.path, created)(handler, body))

    def add(self, person, browser, agent="Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36"):
        return devices.add(person, self.url(browser.path), agent=agent, **browser.keys)

    def shown(self, browser):
        """What the browser has been sent, read."""
        return [browser.read(body) for path, _headers, body in self.got if path == browser.path]
