"""Interest in programmes, and when people were told of one that opened; of those that are open already nobody is
told any more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from subscriptions.tenancy import Wall

TOLD = "update programmes_programme set told_at = published_at where state <> 'draft'"


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0002_walls"),
        ("subscriptions", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subscriptions.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="contact",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subscriptions.product",
                        verbose_name="product",
                    ),
                ),
            ],
            options={
                "verbose_name": "interest in programmes",
                "verbose_name_plural": "interest in programmes",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product", "person", "customer"), name="interest_noted_once"
                    )
                ],
            },
        ),
        Wall("programmes_interest"),
        migrations.AddField(
            model_name="programme",
            name="told_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="told of"),
        ),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
    ]
