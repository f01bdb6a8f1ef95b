"""What a lead chooses to give a colleague's open incidents to somebody else (L2)."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from subscriptions import paging
from subscriptions.absences import absent
from subscriptions.forms import RefusingForm
from subscriptions.models import User
from subscriptions.permissions import WORKING


class _Colleague(forms.ModelChoiceField):
    """One of the vendor's people, with whether she is out of office now."""

    away: frozenset[int] = frozenset()

    def label_from_instance(self, obj: Any) -> str:
        away = obj.pk in self.away or not obj.is_active
        return gettext("{name} (out of office)").format(name=obj.name) if away else str(obj.name)


class OwnerForm(forms.Form):
    """Whose incidents."""

    owner = _Colleague(User.objects.none(), label=_("Incidents of"), empty_label=_("Choose somebody"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self.fields["owner"], _working())


class HandOverForm(RefusingForm):
    """Which incidents of `owner` go to whom, or back to the queue by a button of its own."""

    QUEUE = "queue"

    to = _Colleague(
        User.objects.none(), label=_("New owner"), required=False, empty_label=_("Choose somebody")
    )
    do = forms.CharField(required=False)

    def __init__(self, *args: Any, owner: User, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self.fields["to"], _working().filter(is_active=True).exclude(pk=owner.pk))

    @property
    def numbers(self) -> list[int]:
        """Those that are ticked."""
        data = self.data
        sent = data.getlist("incident") if isinstance(data, QueryDict) else []
        return [key for each in sent if (key := paging.key(each))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.numbers:
            self.add_error(None, gettext("Choose at least one incident."))
        if data.get("do") == self.QUEUE:
            data["to"] = None
        elif not data.get("to") and "to" not in self.errors:
            self.add_error("to", gettext("Choose somebody."))
        return data | {"incident": self.numbers}


def _working() -> QuerySet[User]:
    """Who owns incidents, also who may not sign in any more."""
    found = User.objects.filter(is_staff=True, staff__roles__overlap=[str(role) for role in WORKING])
    return found.order_by("name", "pk")


def _offer(field: forms.Field, people: QuerySet[User]) -> None:
    assert isinstance(field, _Colleague)
    field.away = frozenset(absent(timezone.now()))
    field.queryset = people
