from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.RunSQL(
            "alter table subscriptions_product add column upgraded boolean not null default false",
            "alter table subscriptions_product drop column upgraded",
        )
    ]
