"""Secrets of webhooks are kept encrypted. varchar to text writes no row anew; those that are there are encrypted by
the next migration."""

from django.db import migrations

import subscriptions.encryption


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0005_listening_since")]

    operations = [
        migrations.AlterField(
            model_name="secret", name="text", field=subscriptions.encryption.EncryptedTextField()
        ),
    ]
