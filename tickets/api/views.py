"""The endpoints: find the incident among those the caller may see, call one verb, answer with the incident."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from subscriptions import entity_tags, permissions
from subscriptions.api_endpoints import ByNumber
from subscriptions.models import Customer, Membership, User
from subscriptions.permissions import Permission
from tickets import closing, correspondence, lifecycle, rate, severity, snoozing, timeline, unreachable
from tickets.api import additions
from tickets.api.serializers import (
    ChangeSerializer,
    EntrySerializer,
    IncidentDetailSerializer,
    IncidentSerializer,
    LogSerializer,
    MessageSerializer,
)
from tickets.intake import NewIncident, log_incident
from tickets.models import Channel, Incident, Kind, Status, TimelineEntry, Words
from tickets.refusals import DefectMissing

# When the last entry was made that the customer reads: a note shows in nothing that she does.
LAST_SEEN = TimelineEntry.objects.public().filter(incident=OuterRef("pk")).order_by("-at").values("at")[:1]
# What differs with every reading of an incident: the addresses of its files, which last a quarter of an hour.
PASSING = frozenset({"url"})


class IncidentFilter(filters.FilterSet):
    status = filters.MultipleChoiceFilter(choices=Status.choices)
    kind = filters.ChoiceFilter(choices=Kind.choices)
    product = filters.CharFilter("product__code")
    open = filters.BooleanFilter(method="only_open", label="Neither closed nor withdrawn")
    q = filters.CharFilter(
        method="words", label="Words of the title, the description and the messages, or a number"
    )

    class Meta:
        model = Incident
        fields = ["severity"]

    def only_open(self, incidents: Any, name: str, value: bool) -> Any:
        return incidents.open() if value else incidents.filter(status__in=(Status.CLOSED, Status.WITHDRAWN))

    def words(self, incidents: Any, name: str, value: str) -> Any:
        return incidents.matching(Words(value, internal=self.request.user.is_staff))


class IncidentViewSet(ByNumber[Incident]):
    """Incidents of the caller's company; all of them for the vendor's staff. Another's is 404."""

    queryset = Incident.objects.none()
    serializer_class = IncidentSerializer
    filterset_class = IncidentFilter
    filter_backends = [filters.DjangoFilterBackend]

    def get_queryset(self) -> Any:
        seen = Incident.objects.visible_to(self.caller).select_related(
            "customer", "product", "tier", "contact", "owner", "region", "due_milestone"
        )
        seen = seen.prefetch_related(*(each.read for each in additions.of_incident))
        return seen if self.caller.is_staff else seen.annotate(told_at=Subquery(LAST_SEEN))

    @extend_schema(responses={200: IncidentDetailSerializer, 304: None})
    def retrieve(self, request: Request, number: str) -> Response:
        """The incident, with an `ETag` of what the caller reads of it, but for the addresses of its files, which
        are new each time. 304 where `If-None-Match` has it."""
        answer = self._answer(self.get_object())
        if entity_tags.is_known(self.request._request, answer["ETag"]):
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": answer["ETag"]})
        return answer

    @extend_schema(request=LogSerializer, responses={201: IncidentDetailSerializer})
    def create(self, request: Request) -> Response:
        """Log an incident. A retry with the same `submission` gives the same one."""
        self._check_may(Permission.WORK)
        given = self.valid(LogSerializer)
        customer, contact = self._on_behalf(given.pop("customer", ""), given.pop("contact", ""))
        rate.check(self.caller, given["severity"], timezone.now())
        incident = log_incident(
            NewIncident(
                customer=customer, contact=contact, logged_by=self.caller, channel=Channel.API, **given
            )
        )
        return self._answer(incident, status.HTTP_201_CREATED)

    @extend_schema(request=MessageSerializer, responses={201: EntrySerializer})
    @action(detail=True, methods=["post"], filterset_class=None)
    def messages(self, request: Request, number: str) -> Response:
        """Write to the other side; a contact's message ends a pause, an agent's is the response. A retry with the
        same `submission` gives the same one. With `If-Match` only while the incident has that `ETag`, else 412."""
        incident, given = self.get_object(), self.valid(MessageSerializer)
        self._check_may(Permission.WORK if given["asks"] else Permission.WRITE)
        self._check_is_as_read(incident, given["submission"])
        entry = self._write(incident, given)
        return Response(
            EntrySerializer(entry, context={"request": request}).data, status=status.HTTP_201_CREATED
        )

    @extend_schema(request=ChangeSerializer, responses=IncidentDetailSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def changes(self, request: Request, number: str) -> Response:
        """Move the incident: a step that its status does not allow is 409 with those it does. With `If-Match` only
        while the incident has that `ETag`, else 412."""
        incident, given = self.get_object(), self.valid(ChangeSerializer)
        self._check_may(Permission.WORK)
        mine = ChangeSerializer.STAFF if request.user.is_staff else ChangeSerializer.CONTACT
        if given["change"] not in mine:
            raise PermissionDenied(_("You may: %(changes)s.") % {"changes": ", ".join(mine)})
        self._check_is_as_read(incident)
        return self._answer(CHANGES[given["change"]](incident, self.caller, given))

    def _check_may(self, permission: Permission) -> None:
        """The vendor's people may do by key what their roles let them do at the desk. Raises Forbidden."""
        if self.caller.is_staff:
            permissions.require(self.caller, permission)

    def _answer(self, incident: Incident, code: int = status.HTTP_200_OK) -> Response:
        said = self._said(incident)
        return Response(said, code, headers={"ETag": entity_tags.tag(said, PASSING)})

    def _said(self, incident: Incident) -> dict[str, Any]:
        fresh = self.get_queryset().get(pk=incident.pk)
        return dict(IncidentDetailSerializer(fresh, context=self.get_serializer_context()).data)

    def _check_is_as_read(self, incident: Incident, submission: UUID | None = None) -> None:
        """Of two programs that have read one state the first changes it: from here on the incident is locked. What
        this submission has written already is no change of another's. Raises ChangedMeanwhile."""
        request = self.request._request
        if entity_tags.has_condition(request):
            Incident.objects.for_change().get(pk=incident.pk)
            if not timeline.sent_before(incident, submission):
                entity_tags.check(request, entity_tags.tag(self._said(incident), PASSING))

    def _on_behalf(self, number: str, email: str) -> tuple[Customer, User]:
        """Whose incident it is: the caller's own, or for staff that of the contact named."""
        request = self.request
        if not request.user.is_staff:
            customer = request._request.customer  # type: ignore[attr-defined]
            if customer is None:
                raise PermissionDenied(_("You are not a contact of any company."))
            _refuse_others(customer.number, number, "customer")
            _refuse_others(self.caller.email, email.lower(), "contact")
            return customer, self.caller
        place = (
            Membership.objects.active()
            .select_related("customer__region", "user")
            .filter(customer__number=number, user__email=email.lower())
            .first()
        )
        if place is None:
            raise serializers.ValidationError({"contact": _("No contact of that customer has this address.")})
        return place.customer, place.user

    def _write(self, incident: Incident, given: dict[str, Any]) -> TimelineEntry:
        user, body, once = self.caller, given["body"], given["submission"]
        if not user.is_staff:
            if theirs := [name for name in ("internal", "asks") if given[name]]:
                raise serializers.ValidationError(dict.fromkeys(theirs, _("This is for the vendor's staff.")))
            return correspondence.contact_reply(incident, user, body, channel=Channel.API, submission=once)
        if given["internal"]:
            return correspondence.note(incident, user, body, submission=once)
        return correspondence.reply(
            incident, user, body, asks=given["asks"], channel=Channel.API, submission=once
        )


Change = Callable[[Incident, User, dict[str, Any]], Incident]


def _wait_for_development(incident: Incident, user: User, given: dict[str, Any]) -> Incident:
    """L6: as at the desk, with the defect. An imported log names none."""
    if not given["defect_link"]:
        raise DefectMissing
    return lifecycle.wait_for_development(
        incident, user, defect_link=given["defect_link"], release_expected_on=given["release_expected_on"]
    )


CHANGES: dict[str, Change] = {
    "accept": lambda incident, user, given: closing.accept(incident, user),
    "reject": lambda incident, user, given: closing.reject(incident, user, given["reason"]),
    "withdraw": lambda incident, user, given: closing.withdraw(incident, user, given["reason"]),
    "reopen": lambda incident, user, given: closing.reopen(incident, user, given["reason"]),
    "ask_for_severity": lambda incident, user, given: severity.ask_for_severity(
        incident, user, given.get("severity", 0), given["reason"]
    ),
    "take": lambda incident, user, given: lifecycle.take(incident, user),
    "wait_for_development": _wait_for_development,
    "set_expected_date": lambda incident, user, given: lifecycle.set_expected_date(
        incident, user, given["release_expected_on"], reason=given["reason"]
    ),
    "resume": lambda incident, user, given: lifecycle.resume(incident, user),
    "propose_solution": lambda incident, user, given: closing.propose_solution(
        incident, user, given["body"], given["solution"]
    ),
    "close": lambda incident, user, given: closing.close_without_solution(
        incident,
        user,
        given.get("close_reason", ""),
        given["body"],
        duplicate_of=Incident.objects.filter(pk=given["duplicate_of"]).first(),
    ),
    "change_severity": lambda incident, user, given: severity.change_severity(
        incident,
        user,
        given.get("severity", 0),
        given["reason"],
        impact=given["impact"],
        phone=given["phone"],
    ),
    "decline_severity": lambda incident, user, given: severity.decline_severity(
        incident, user, given["reason"]
    ),
    "lower_unreachable": lambda incident, user, given: unreachable.lower(incident, user, given["reason"]),
    "raise_again": lambda incident, user, given: unreachable.raise_again(incident, user, given["phone"]),
    "snooze": lambda incident, user, given: snoozing.snooze(incident, user, given["until"], given["reason"]),
    "wake": lambda incident, user, given: snoozing.wake_now(incident, user),
}


def _refuse_others(hers: str, named: str, field: str) -> None:
    """A contact's program may name her and her company and nobody else: it would be logged for her all the same,
    and be read by colleagues at another company. Raises ValidationError."""
    if named and named != hers:
        words = _("With this key incidents are logged for {hers} alone.").format(hers=hers)
        raise serializers.ValidationError({field: words})
