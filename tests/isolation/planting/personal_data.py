"""An export that her contact asked for, and its file."""

from django.core.files.base import ContentFile

from subscriptions.personal_data.models import DataExport
from tests.isolation.moments import ENDS, TEN


def plant(company):
    export = DataExport(
        person=company.contact,
        customer=company.customer,
        asked_by=company.contact,
        asked_at=TEN,
        state=DataExport.State.READY,
        made_at=TEN,
        expires_at=ENDS,
    )
    export.file.save("export", ContentFile(f"all{company.said}".encode()))
