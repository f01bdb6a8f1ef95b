"""A contact leaves her company: the access ends, what she logged stays (R18.3). Sessions end with it
(subscriptions.sign_in.sessions)."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions import tenancy
from subscriptions.models import Customer, Membership, User
from subscriptions.refusals import Forbidden, Refusal


class LastManager(Refusal):
    code = "last_manager"
    title = gettext_lazy("Your company needs a manager")
    sentence = gettext_lazy(
        "{name} is the only manager. Make somebody else a manager first, or ask the vendor."
    )


def end(member: Membership, by: User, at: datetime | None = None) -> None:
    """End a membership, as a manager of the same company. Raises Forbidden, LastManager."""
    with tenancy.as_staff():
        Customer.objects.select_for_update(no_key=True).get(pk=member.customer_id)
        managers = Membership.objects.managing(member.customer)
        if not managers.filter(user=by).exists():
            raise Forbidden(who=_("your company's manager"))
        row = Membership.objects.select_related("user").get(pk=member.pk)
        if row.is_manager and not managers.exclude(pk=row.pk).exists():
            raise LastManager(name=row.user)
        if row.ended_at is None:
            row.ended_at = at or timezone.now()
            row.save(update_fields=["ended_at"])
