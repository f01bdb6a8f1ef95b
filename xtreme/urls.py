"""Every address of the product, room by room."""

from django.urls import URLPattern, URLResolver, path

from xtreme import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", views.live),
    path("health/ready", views.ready),
]
