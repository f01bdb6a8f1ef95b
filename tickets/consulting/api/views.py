"""Hand-overs to read, and to object to (R11.6): those of the caller's company, all of them for the vendor's
staff."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from subscriptions.api_endpoints import ByNumber
from tickets.consulting import objecting
from tickets.consulting.api.serializers import HandOverSerializer, ObjectSerializer
from tickets.consulting.models import HandOver
from tickets.consulting.models.hand_overs import State
from tickets.consulting.refusals import NotHandedOver


class HandOverViewSet(ByNumber[HandOver]):
    """Hand-overs to the consulting service, the newest first; another company's is 404."""

    queryset = HandOver.objects.none()
    serializer_class = HandOverSerializer

    def get_queryset(self) -> QuerySet[HandOver]:
        found: QuerySet[HandOver] = HandOver.objects.visible_to(self.request.user).whole()
        return found.select_related("objection__by", "objection__decided_by")

    @extend_schema(request=ObjectSerializer, responses={201: HandOverSerializer})
    @action(detail=True, methods=["post"])
    def objection(self, request: Request, number: str) -> Response:
        """Object to it, once, for a contact of the company; a person decides within one office day."""
        self.for_contacts()
        found, given = self.get_object(), self.valid(ObjectSerializer)
        if found.state == State.RETURNED:
            raise NotHandedOver
        objecting.object_to(found.incident, self.caller, given["reason"])
        fresh = self.get_queryset().get(pk=found.pk)
        return Response(HandOverSerializer(fresh).data, status.HTTP_201_CREATED)
