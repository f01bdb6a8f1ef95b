"""Activity reviews to read (R18.1): what was sent to the caller's company, all of them for the vendor's staff."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from subscriptions.api_endpoints import ByNumber
from tickets.advisory.reviews.api.serializers import (
    ReviewDetailSerializer,
    ReviewedIncidentSerializer,
    ReviewSerializer,
)
from tickets.advisory.reviews.models import Review, ReviewedIncident


class ReviewViewSet(ByNumber[Review]):
    """Activity reviews, the newest first. A contact sees those that were sent to her company; any other is 404."""

    queryset = Review.objects.none()
    serializer_class = ReviewSerializer

    def get_queryset(self) -> QuerySet[Review]:
        found: QuerySet[Review] = Review.objects.visible_to(self.request.user).whole()
        return found if self.caller.is_staff else found.sent()  # type: ignore[attr-defined]

    @extend_schema(responses=ReviewDetailSerializer)
    def retrieve(self, request: Request, number: str) -> Response:
        """One, with its figures and what came of the meeting."""
        return Response(ReviewDetailSerializer(self.get_object(), context={"request": request}).data)

    @extend_schema(responses=ReviewedIncidentSerializer(many=True))
    @action(detail=True, paged=True)
    def incidents(self, request: Request, number: str) -> Response:
        """Every incident of the period with who logged it, as it stood when the review was sent; in pages."""
        rows = ReviewedIncident.objects.filter(review=self.get_object())
        found: Any = rows.select_related("contact", "logged_by")
        page: Any = self.paginate_queryset(found)
        return self.get_paginated_response(ReviewedIncidentSerializer(page, many=True).data)
