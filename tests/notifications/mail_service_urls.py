"""The addresses of an installation whose mail service reports by webhook."""

from django.urls import include, path

from xtreme.urls import urlpatterns as ours

urlpatterns = [*ours, path("anymail/", include("anymail.urls"))]
