"""The second wall by person."""

from django.db import migrations

from subscriptions.tenancy import OwnWall


class Migration(migrations.Migration):
    atomic = False  # a table at a time

    dependencies = [("briefings", "0003_large_videos"), ("subscriptions", "0004_personal_walls")]

    operations = [OwnWall("briefings_watchposition"), OwnWall("briefings_calendarfeed")]
