"""Whether one must register for the alerts of a class and product, or everyone covered is told (R1.6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from notifications.models import Alert, RegistrationRule

EVERYONE = RegistrationRule.Told.EVERYONE
STARTING = (Alert.Class.STATUTORY, Alert.Class.SECURITY)


@dataclass(frozen=True)
class Rules:
    """Who is told by class and product; no product: those without a rule of their own."""

    told: Mapping[tuple[str, int | None], str]

    def everyone(self, alert_class: str, product_id: int) -> bool:
        """Whether everyone covered is told of an alert of the class for the product."""
        told = self.told.get((alert_class, product_id)) or self.told.get((alert_class, None))
        return told == EVERYONE

    def always(self, product_id: int) -> list[str]:
        """The names of the classes that everyone covered is told of for the product."""
        return [str(name) for code, name in Alert.Class.choices if self.everyone(code, product_id)]


def in_force() -> Rules:
    """The rules as they are now. One query."""
    rows = RegistrationRule.objects.values_list("alert_class", "product", "told")
    return Rules({(alert_class, product): told for alert_class, product, told in rows})


def load() -> None:
    """What a new installation starts with: statutory and security alerts reach everyone covered. Where there is a
    rule already, nothing an administrator took away returns."""
    if not RegistrationRule.objects.exists():
        RegistrationRule.objects.bulk_create(
            RegistrationRule(alert_class=alert_class, told=EVERYONE) for alert_class in STARTING
        )
