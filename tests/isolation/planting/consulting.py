"""An incident of hers that consulting has, with an objection that nobody has decided."""

from tests import factories as make
from tests.isolation.moments import TEN, WEDNESDAY
from tickets.consulting import handing_over, objecting


def plant(company):
    incident = make.incident(
        company.customer,
        company.product,
        at=WEDNESDAY,
        contact=company.contact,
        kind="installation",
        severity=4,
        title=f"Install it{company.said}",
        description=f"On a new server{company.said}",
    )
    agent = make.staff("agent", name="Emil Bach")
    handing_over.hand_over(incident, agent, "installation_is_consulting", f"Plan it{company.said}", TEN)
    incident.refresh_from_db()
    objecting.object_to(incident, company.contact, f"It is a fault{company.said}", TEN)
