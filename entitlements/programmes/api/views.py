"""Programmes to read, to apply for and to leave (R19): what customers see, with what stands for the caller's
company; everything for the vendor's staff."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from entitlements.programmes import access, applying, taking_part
from entitlements.programmes.api.serializers import (
    ApplySerializer,
    FeedbackSerializer,
    ProgrammeDetailSerializer,
    ProgrammeSerializer,
    SaySerializer,
)
from entitlements.programmes.applying import Wish
from entitlements.programmes.models import Application, Programme
from entitlements.programmes.taking_part import Said
from notifications.refusals import NoCompany
from subscriptions.api_endpoints import ByNumber
from subscriptions.models import Customer


class ProgrammeViewSet(ByNumber[Programme]):
    """Programmes that customers see, the newest first. A company that may not apply and never has gets the
    refusal."""

    queryset = Programme.objects.none()
    serializer_class = ProgrammeSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not self.caller.is_staff:
            access.require_reading(self._company(), timezone.now())

    def get_queryset(self) -> QuerySet[Programme]:
        rows = Programme.objects.all() if self.caller.is_staff else Programme.objects.shown()
        return rows.select_related("product", "version")

    @extend_schema(responses=ProgrammeDetailSerializer)
    def retrieve(self, request: Request, number: str) -> Response:
        """One, with its points for the caller's company, its application and, where it takes part, the builds."""
        return self._answer(self.get_object())

    @extend_schema(request=ApplySerializer, responses={201: ProgrammeDetailSerializer})
    @action(detail=True, methods=["post"])
    def application(self, request: Request, number: str) -> Response:
        """Apply for a place; a person decides (R19.1). A retry with the same `submission` gives the same one."""
        self.for_contacts()
        found, given = self.get_object(), self.valid(ApplySerializer)
        applying.apply(self._wish(found, given))
        return self._answer(found, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=ProgrammeDetailSerializer)
    @action(detail=True, methods=["post"])
    def withdrawal(self, request: Request, number: str) -> Response:
        """Leave it, or withdraw the application: who applied, or a manager."""
        self.for_contacts()
        own = self._application(number)
        applying.withdraw(own, self.caller)
        return self._answer(own.programme)

    @extend_schema(request=SaySerializer, responses={201: FeedbackSerializer})
    @action(detail=True, methods=["post"])
    def feedback(self, request: Request, number: str) -> Response:
        """Say what the company thinks of a build. A retry with the same `submission` gives the same one."""
        self.for_contacts()
        own, given = self._application(number), self.valid(SaySerializer)
        build = own.programme.builds.filter(code=given.pop("build")).first()
        made = taking_part.give_feedback(own, Said(build=build, **given), self.caller)
        return Response(FeedbackSerializer(made).data, status.HTTP_201_CREATED)

    def _wish(self, found: Programme, given: dict[str, Any]) -> Wish:
        company, emails = self._company(), {each.lower() for each in given["people"]}
        people = [each for each in applying.people_of(company) if each.email.lower() in emails]
        return Wish(
            programme=found,
            customer=company,
            contact=self.caller,
            interest=given["interest"],
            environment=given["environment"],
            people=people if emails else [self.caller],
            answers={each["requirement"]: each["met"] for each in given["answers"]},
            notes={each["requirement"]: each["note"] for each in given["answers"]},
            submission=given["submission"],
        )

    def _company(self) -> Customer:
        if self.customer is None:
            raise NoCompany
        return self.customer

    def _own(self, number: int | str) -> QuerySet[Application]:
        rows: QuerySet[Application] = Application.objects.visible_to(self.caller).filter(
            programme=number, programme__in=Programme.objects.shown(), customer=self.customer
        )
        return rows.select_related("programme__product", "customer", "applied_by").order_by("-pk")

    def _application(self, number: str) -> Application:
        """The company's newest for the programme of that number. Raises Http404 where there is none."""
        return get_object_or_404(self._own(number)[:1])

    def _answer(self, found: Programme, code: int = status.HTTP_200_OK) -> Response:
        fresh = self.get_queryset().get(pk=found.pk)
        own = self._own(fresh.pk).first() if self.customer else None
        context = {"customer": self.customer, "own": own}
        return Response(ProgrammeDetailSerializer(fresh, context=context).data, code)
