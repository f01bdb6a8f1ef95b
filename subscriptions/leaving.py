"""What a manager changes of her contacts; one leaves: the access ends, what she logged stays (R18.3). Sessions end
with it (subscriptions.sign_in.sessions)."""

from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def managed(member: Membership, by: User) -> Iterator[Membership]:
    """The membership as it stands, to be changed by a manager of the same company, one change of her contacts at a
    time. Raises Forbidden, and LastManager where no manager would be left."""
    with tenancy.as_staff():
        Customer.objects.select_for_update(no_key=True).get(pk=member.customer_id)
        managers = Membership.objects.managing(member.customer)
        if not managers.filter(user=by).exists():
            raise Forbidden(who=_("your company's manager"))
        row = Membership.objects.select_related("user").get(pk=member.pk)
        yield row
        if not managers.exists():
            raise LastManager(name=row.user)


def end(member: Membership, by: User, at: datetime | None = None) -> None:
    """End a membership. Raises as `managed`."""
    with managed(member, by) as row:
        if row.ended_at is None:
            row.ended_at = at or timezone.now()
            row.save(update_fields=["ended_at"])
