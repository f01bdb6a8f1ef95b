"""A webhook, and a delivery of it."""

from notifications.webhooks import managing
from tests.isolation.moments import WEDNESDAY


def plant(company):
    hook = managing.add(
        company.customer,
        company.manager,
        f"https://hooks.{company.domain}/in",
        description=f"Ours{company.said}",
        at=WEDNESDAY,
    )
    managing.send_test(hook, company.manager)
