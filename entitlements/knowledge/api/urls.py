"""Addresses below /api/v1/."""

from rest_framework.routers import SimpleRouter

from entitlements.knowledge.api.views import ArticleViewSet

router = SimpleRouter()
router.register("articles", ArticleViewSet, basename="article")

urlpatterns = router.urls
