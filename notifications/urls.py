"""The pages of what one is told: the bell, preferences, alerts for contacts and for staff."""

from django.urls import path

from notifications.views import unsubscribe

app_name = "notifications"

urlpatterns = [
    path("alerts/unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
]
