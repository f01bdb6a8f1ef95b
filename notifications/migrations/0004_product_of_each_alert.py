"""The product and versions of each alert become rows of its affected products."""

from django.db import migrations


def affect(apps, schema_editor):
    Alert = apps.get_model("notifications", "Alert")
    AffectedProduct = apps.get_model("notifications", "AffectedProduct")
    for alert in Alert.objects.filter(affected=None).prefetch_related("versions"):
        row = AffectedProduct.objects.create(alert=alert, product_id=alert.product_id)
        row.versions.set(alert.versions.all())


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_affected_products_and_rules")]

    operations = [migrations.RunPython(affect, migrations.RunPython.noop)]
