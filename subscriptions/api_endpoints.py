"""What endpoints of the REST API have in common: things that are read by their number, and the person who calls."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from rest_framework import mixins, serializers, viewsets
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from subscriptions.api import ByCursor, NewestFirst, refuse_unknown
from subscriptions.models import Customer, User
from subscriptions.refusals import LengthRequired


class Called[Thing: Model](viewsets.GenericViewSet[Thing]):
    """The newest first. What is sent is read by a serializer, and one verb is called. A parameter of the address
    that is neither a list's own nor one of `more_parameters` is 400, whatever the address."""

    pagination_class: type[ByCursor] = NewestFirst
    more_parameters: tuple[str, ...] = ()
    paged = False  # an action that answers with pages, as a list does

    @property
    def caller(self) -> User:
        """The person of the token; the permission classes let nobody else through."""
        assert isinstance(self.request.user, User)
        return self.request.user

    @property
    def customer(self) -> Customer | None:
        """The company that she acts for; None for the vendor's people and for who is at none."""
        found: Customer | None = getattr(self.request._request, "customer", None)
        return None if self.caller.is_staff else found

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        refuse_unknown(request, self._parameters())
        if "Transfer-Encoding" in request.headers:  # it would be taken for empty
            raise LengthRequired

    def _parameters(self) -> list[str]:
        """Those that the address knows."""
        if not (self.paged or self.action == "list"):
            return list(self.more_parameters)
        filters = getattr(getattr(self, "filterset_class", None), "base_filters", ())
        paging = self.pagination_class
        return [
            *filters,
            *self.more_parameters,
            paging.cursor_query_param,
            paging.page_size_query_param,
        ]

    def valid(
        self, serializer: type[serializers.Serializer[Any]], *, partial: bool = False
    ) -> dict[str, Any]:
        """What was sent, checked; with `partial` a part of it is enough. Raises ValidationError, also for a field
        that there is none of: a slip of the keys in `internal` would send a note to the customer."""
        form = serializer(data=self.request.data, partial=partial)
        form.is_valid(raise_exception=True)
        if unknown := [name for name in self.request.data if name not in form.fields]:
            raise serializers.ValidationError({name: [_("There is no such field here.")] for name in unknown})
        return dict(form.validated_data)

    def for_contacts(self) -> None:
        """What only the customer does. Raises PermissionDenied for the vendor's people."""
        if self.caller.is_staff:
            raise PermissionDenied(_("The customer's people do that; the vendor's do it at the desk."))


class ByNumber[Thing: Model](mixins.ListModelMixin, mixins.RetrieveModelMixin, Called[Thing]):
    """Things that have a number; one that the caller may not see is 404."""

    lookup_url_kwarg = "number"
    lookup_value_regex = "[0-9]{1,18}"
