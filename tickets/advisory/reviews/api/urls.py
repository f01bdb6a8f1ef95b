"""Addresses below /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from tickets.advisory.reviews.api.views import ReviewViewSet

router = SimpleRouter()
router.register("activity-reviews", ReviewViewSet, basename="activity-review")

urlpatterns = [path("", include(router.urls))]
