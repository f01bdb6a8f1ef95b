"""Addresses of looking: begun at the desk, ended from any page."""

from django.urls import path

from subscriptions.looking import views

app_name = "looking"

urlpatterns = [
    path("desk/see-as/<int:number>/", views.begin, name="see_as"),
    path("see-as/end/", views.end, name="end"),
]
