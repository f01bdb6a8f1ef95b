"""Addresses of the dashboards: at the desk, and a customer's own statement."""

from django.urls import path

from tickets.dashboards.views import desk, portal

app_name = "dashboards"

urlpatterns = [
    path("desk/dashboard/", desk.today, name="today"),
    path("desk/dashboard/promises/", desk.promises, name="promises"),
    path("desk/dashboard/promises.csv", desk.export, name="promises_csv"),
    path("subscription/promises/", portal.promises, name="company"),
    path("subscription/promises.csv", portal.export, name="company_csv"),
]
