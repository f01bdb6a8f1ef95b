"""Addresses below /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from entitlements.community.api.views import QuestionViewSet

router = SimpleRouter()
router.register("community/questions", QuestionViewSet, basename="community-question")

urlpatterns = [path("", include(router.urls))]
