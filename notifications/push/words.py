"""What a device shows, in its reader's language: the kind of message, the number of its incident, where it leads.

Never more: it stands on a screen that is locked, for whoever is near. What people typed is none of it, neither a
title nor a name, and what it is about is read after signing in. The push service itself reads none of it.
"""

import json

from django.utils import translation
from django.utils.translation import gettext as _

from notifications.kinds import KINDS, Kind
from notifications.models import Notification


def body(row: Notification, told: int | None) -> bytes:
    """What is sent to a device: JSON. `told` is the key of the same message in the app, which is read by following
    it."""
    kind = KINDS.get(row.kind)
    with translation.override(row.recipient.language):
        said = {
            "title": str(kind.name) if kind else _("News"),
            "body": _about(row, kind) if kind else "",
            "url": f"/notifications/{told}/" if told else "/notifications/",
            "tag": f"told-{row.pk}",
            "lang": row.recipient.language,
            "urgent": row.priority == Notification.Priority.URGENT,
        }
    return json.dumps(said, ensure_ascii=False).encode()


def _about(row: Notification, kind: Kind) -> str:
    if not kind.of_incident:
        return ""
    return _("Incident {number}, severity {severity}").format(
        number=row.context.get("number", ""), severity=row.context.get("severity", "")
    )
