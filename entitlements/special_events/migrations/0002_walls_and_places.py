"""The second wall, the trigger that counts the places of a weekend, and the settings that change the stamp."""

from django.db import migrations

from entitlements.special_events.models.events import COUNT_PLACES
from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall

TRIGGER = """
create trigger count_places_of_weekends after insert or update of state on special_events_specialevent
  for each row execute function count_places_of_weekends()
"""


class Migration(migrations.Migration):
    dependencies = [("special_events", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("special_events_specialevent"),
        Wall("special_events_eventproduct"),
        Wall("special_events_eventstep"),
        Wall("special_events_namedcontact"),
        migrations.RunSQL(COUNT_PLACES, "drop function count_places_of_weekends()"),
        migrations.RunSQL(TRIGGER, "drop trigger count_places_of_weekends on special_events_specialevent"),
        Stamped("special_events_eventrules"),
        Stamped("special_events_weekendplaces"),
    ]
