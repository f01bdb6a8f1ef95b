"""Reading and hurting the audit trail; shared by its tests."""

from django.db import connection

from subscriptions import tenancy
from subscriptions.audit import sealing
from subscriptions.audit.models import Entry
from subscriptions.audit.verification import differences


def last(kind):
    """The newest entry of the kind."""
    return Entry.objects.filter(kind=kind).order_by("-pk").first()


def kinds_since(number):
    return list(Entry.objects.filter(pk__gt=number).order_by("pk").values_list("kind", flat=True))


def newest():
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def hurt(sql, *values):
    """As somebody who owns the database and has taken the triggers off."""
    with tenancy.as_owner(), connection.cursor() as cursor:
        for table in ("audit_entry", "audit_seal"):
            cursor.execute(f"alter table {table} disable trigger stays")
        cursor.execute(sql, values)
        for table in ("audit_entry", "audit_seal"):
            cursor.execute(f"alter table {table} enable trigger stays")


def sealed():
    """All that is there, in the chain."""
    sealing.seal()
    return list(Entry.objects.order_by("pk"))


def found():
    return list(differences())
