"""Requests for escalation to read, to make and to end (LIFECYCLE.md, 4): those of the caller's company, all of them
for the vendor's staff."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from subscriptions.api_endpoints import ByNumber
from subscriptions.models import User
from tickets.escalations import asking, ending
from tickets.escalations.api.serializers import AskSerializer, ChangeSerializer, EscalationSerializer
from tickets.escalations.models import EscalationRequest
from tickets.models import Incident

CHANGES: dict[str, Callable[[EscalationRequest, User, str], EscalationRequest]] = {
    "agree": lambda found, caller, reason: ending.agree(found, caller),
    "disagree": ending.disagree,
    "end": lambda found, caller, reason: ending.end(found, caller),
}


class EscalationViewSet(ByNumber[EscalationRequest]):
    """Requests for escalation, the newest first; another company's is 404."""

    queryset = EscalationRequest.objects.none()
    serializer_class = EscalationSerializer

    def get_queryset(self) -> QuerySet[EscalationRequest]:
        found: QuerySet[EscalationRequest] = EscalationRequest.objects.visible_to(self.request.user).whole()
        return found

    @extend_schema(request=AskSerializer, responses={201: EscalationSerializer})
    def create(self, request: Request) -> Response:
        """Escalate an incident, for a contact of its company. A retry with the same `submission` gives the same
        request."""
        self.for_contacts()
        given = self.valid(AskSerializer)
        visible = Incident.objects.visible_to(self.caller).select_related("customer", "product", "region")
        incident = visible.filter(pk=given.pop("incident")).first()
        if incident is None:
            raise Http404
        made = asking.ask(incident, self.caller, asking.Wish(**given))
        return self._answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=ChangeSerializer, responses=EscalationSerializer)
    @action(detail=True, methods=["post"])
    def changes(self, request: Request, number: str) -> Response:
        """What the asker, or a manager of her company, does about its end; what is not possible now is refused."""
        self.for_contacts()
        found, given = self.get_object(), self.valid(ChangeSerializer)
        return self._answer(CHANGES[given["change"]](found, self.caller, given["reason"]))

    def _answer(self, found: EscalationRequest, code: int = status.HTTP_200_OK) -> Response:
        fresh = self.get_queryset().get(pk=found.pk)
        return Response(EscalationSerializer(fresh).data, code)
