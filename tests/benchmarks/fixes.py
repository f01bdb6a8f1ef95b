"""What publishing a fix that resolves 5,000 incidents takes, and what the queue feels of it (R3.2).

Run by itself: `python -m tests.benchmarks.fixes [INCIDENTS]`; prints one line of JSON. The fix resolves open
incidents, those first that wait for development: each contact is told, each timeline says so, and what waited goes
back to work, a batch a transaction as the worker does it.
"""

import json
import os
import sys
from typing import Any

import django

from tests.benchmarks.beside import worked_off

INCIDENTS = 5_000
CODE = "BENCH-FIX-1"


def published(number: int) -> dict[str, Any]:
    """Seconds from publishing until nothing is left to do, and milliseconds of the queue beside it."""
    from django.utils import timezone

    from entitlements.downloads import publishing
    from subscriptions import tenancy
    from tickets import fixes
    from tickets.models import Fix, Incident, Status

    with tenancy.as_staff():
        release, publisher = _release()
        of_product = Incident.objects.filter(product=release.product).order_by("-pk")
        waiting = of_product.filter(status=Status.WAITING_DEVELOPMENT)
        others = of_product.open().exclude(status=Status.WAITING_DEVELOPMENT)
        numbers = list(waiting.values_list("pk", flat=True)[:number])
        resumed = len(numbers)
        numbers += others.values_list("pk", flat=True)[: number - resumed]
        linked = fixes.link(release, numbers, publisher)
    took = worked_off(lambda: publishing.publish(release, publisher), lambda: fixes.go_on(timezone.now()))
    with tenancy.as_staff():
        assert Fix.objects.told().filter(release=release).count() == linked
        assert not Incident.objects.filter(pk__in=numbers, status=Status.WAITING_DEVELOPMENT).exists()
    return {"resolved": linked, "back_to_work": resumed} | took


def _release() -> Any:
    """A fix that is written and has its file, and who may publish it."""
    from django.core.files.base import ContentFile

    from entitlements.downloads import publishing, uploading
    from entitlements.downloads.models.releases import Kind
    from subscriptions.models import ProductVersion, StaffMember, User

    publisher = User.objects.create_user("fixes@xtreme.example", name="Publisher", is_staff=True)
    StaffMember.objects.create(user=publisher, roles=[StaffMember.Role.PUBLISHER])
    version = ProductVersion.objects.filter(generally_available=True).select_related("product").first()
    assert version is not None
    draft = publishing.Draft(
        code=CODE,
        product=version.product,
        version=version,
        kind=Kind.FIX,
        title_en="Postings are no longer locked",
        notes_en="Install it.",
    )
    release = publishing.write(draft, publisher)
    uploading.keep(release, f"{CODE}.zip", ContentFile(bytes(range(256)) * 16), publisher)
    return release, publisher


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    print(json.dumps(published(int(next(iter(sys.argv[1:]), INCIDENTS)))))
