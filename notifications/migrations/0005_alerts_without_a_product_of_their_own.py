"""An alert has no product and versions of its own any more. Column and table stay, unused, for processes of the older
version that still run; nothing points from them to other tables, so that nothing is held up by them."""

from django.db import migrations, models

POINTERS = """
select conrelid::regclass, quote_ident(conname) from pg_constraint
where contype = 'f' and conrelid = 'notifications_alert_versions'::regclass
"""


def let_go(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(POINTERS)
        for table, name in cursor.fetchall():
            cursor.execute(f"alter table {table} drop constraint {name}")


class Migration(migrations.Migration):
    dependencies = [("notifications", "0004_product_of_each_alert")]

    operations = [
        migrations.AlterField(
            "alert",
            "product",
            models.ForeignKey("subscriptions.Product", models.PROTECT, null=True, related_name="+"),
        ),
        migrations.RunPython(let_go, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField("alert", "product"),
                migrations.RemoveField("alert", "versions"),
            ]
        ),
    ]
