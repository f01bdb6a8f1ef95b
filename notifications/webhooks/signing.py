"""The headers of a call as Standard Webhooks has them: one signature by each secret that is valid. Pure."""

from collections.abc import Iterable
from datetime import datetime

from standardwebhooks import Webhook

AGENT = "Xtreme-Support-Webhooks/1"


def headers(message_id: str, payload: str, secrets: Iterable[str], at: datetime) -> dict[str, str]:
    """The headers of a call at `at`, the newest secret's signature first."""
    signatures = [Webhook(secret).sign(message_id, at, payload) for secret in secrets]
    return {
        "content-type": "application/json",
        "user-agent": AGENT,
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
