"""The sums that dashboards are drawn from."""

from tickets.dashboards.models.promises import CompanyPromises, Outcome, Promises
from tickets.dashboards.models.queue import Ages, Flow, Happening
from tickets.dashboards.models.sums import KeptSum

SUMS: tuple[type[KeptSum], ...] = (Promises, CompanyPromises, Flow, Ages)

__all__ = ["SUMS", "Ages", "CompanyPromises", "Flow", "Happening", "KeptSum", "Outcome", "Promises"]
