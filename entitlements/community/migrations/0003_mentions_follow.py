"""Mentions follow the name of whom they mean (R12.1, R12.3)."""

from django.db import migrations

from entitlements.community.models.members import FOLLOW, FOLLOW_TRIGGER


class Migration(migrations.Migration):
    dependencies = [("community", "0002_walls")]

    operations = [
        migrations.RunSQL(FOLLOW, "drop function community_mentions_follow()"),
        migrations.RunSQL(FOLLOW_TRIGGER, "drop trigger community_mentions_follow on community_profile"),
    ]
