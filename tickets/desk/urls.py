"""Addresses of the desk, below /desk/."""

from django.urls import path

from tickets.desk.views import queue

app_name = "desk"

urlpatterns = [
    path("queue/", queue.queue, name="queue"),
    path("next/", queue.take, name="next"),
]
