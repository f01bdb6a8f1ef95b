"""What the advisor's page shows of upgrades: those whose call was to have been made by now (R17.3, R22.2)."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.advisory.board import SHOWN, Line, Section, Seen
from tickets.advisory.upgrades.models import UpgradePlan


def without_call(seen: Seen) -> list[Line]:
    """One statement."""
    plans = UpgradePlan.objects.without_call(seen.at).filter(customer__in=seen.customers)
    rows = plans.select_related("product", "from_version", "to_version").order_by("planned_on", "pk")
    return [_line(plan) for plan in rows[: SHOWN + 1]]


def _line(plan: UpgradePlan) -> Line:
    words = _("{plan}: the call before it was not made").format(plan=plan)
    return Line(plan.customer_id, words, plan.desk_url, date_format(plan.planned_on, "DATE_FORMAT"), "late")


SECTION = Section(
    "upgrades_without_call",
    gettext_lazy("Upgrades without a call"),
    "calendar-sync",
    without_call,
    gettext_lazy("No upgrade waits for its call."),
)
