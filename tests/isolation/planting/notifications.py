"""An alert for her product, registered for and acknowledged; a device."""

from notifications import alerts
from notifications.models import Device
from tests import factories as make
from tests.isolation.moments import TEN, WEDNESDAY


def plant(company):
    code = company.product.code
    alerts.register(company.contact, company.customer, company.product, at=WEDNESDAY)
    alert = make.alert(company.product, title=f"Lock stays {code}", symptom="Stops", action="Install")
    alerts.publish(alert, make.staff("publisher"), TEN)
    alerts.acknowledge(alert, company.contact, company.customer, TEN)
    Device.objects.create(
        user=company.contact,
        endpoint=f"https://push.{company.domain}/{code}",
        p256dh="-",
        auth="-",
        name=f"Phone{company.said}",
    )
