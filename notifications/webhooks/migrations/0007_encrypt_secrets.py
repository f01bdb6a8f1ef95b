"""Encrypt the secrets that were kept in clear."""

from typing import Any

from django.db import migrations

TABLE = "webhooks_secret"


def encrypt(apps: Any, schema_editor: Any) -> None:
    """The field reads what is in clear as it is, and writes it encrypted. A few rows a customer, which the owner of
    the table sees only while its wall is not forced."""
    schema_editor.execute(f"alter table {TABLE} no force row level security")
    for secret in apps.get_model("webhooks", "Secret").objects.all():
        secret.save(update_fields=["text"])
    schema_editor.execute(f"alter table {TABLE} force row level security")


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0006_encrypted_secrets")]

    operations = [migrations.RunPython(encrypt, migrations.RunPython.noop)]
