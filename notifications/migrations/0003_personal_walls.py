"""The second wall by person. What somebody chose is read by whoever tells her, and chosen by her alone."""

from django.db import migrations

from subscriptions.tenancy import OwnWall


class Migration(migrations.Migration):
    atomic = False  # a table at a time

    dependencies = [("notifications", "0002_walls"), ("subscriptions", "0004_personal_walls")]

    operations = [
        OwnWall("notifications_preference", readable=True),
        OwnWall("notifications_mailtimes", readable=True),
        OwnWall("notifications_device"),
    ]
