"""The second wall, the settings that change the stamp, and the points that a new installation starts with."""

from typing import Any

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall

POINTS = (
    (
        "A backup is made, and restoring it was tried",
        "En sikkerhedskopi er taget, og det er prøvet at gendanne den",
    ),
    (
        "The upgrade was run on the test system",
        "Opdateringen er kørt på testsystemet",
    ),
    (
        "Own modifications and interfaces work with the new version",
        "Egne tilpasninger og grænseflader virker med den nye version",
    ),
    (
        "Users know the day and what changes",
        "Brugerne kender dagen og ved, hvad der ændres",
    ),
    (
        "It is agreed when and how to go back",
        "Det er aftalt, hvornår og hvordan der gås tilbage",
    ),
)


def add_points(apps: Any, schema_editor: Any) -> None:
    points = apps.get_model("upgrades", "ReadinessPoint").objects
    for position, (english, danish) in enumerate(POINTS, 1):
        points.create(position=position, text_en=english, text_da=danish)


class Migration(migrations.Migration):
    dependencies = [("upgrades", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("upgrades_upgradeplan"),
        Wall("upgrades_planpoint"),
        Wall("upgrades_watchedincident"),
        Stamped("upgrades_upgraderules"),
        migrations.RunPython(add_points, migrations.RunPython.noop),
    ]
