"""Every address of the product, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from xtreme import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", views.live),
    path("health/ready", views.ready),
    path("", include("entitlements.urls")),
]
