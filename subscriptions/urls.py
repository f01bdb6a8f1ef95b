"""Addresses of a person's own account; signing in is allauth's."""

from django.urls import path

from subscriptions import preferences

urlpatterns = [
    path("account/preferences/", preferences.preferences, name="preferences"),
    path("account/language/", preferences.set_language, name="set_language"),
]
