"""Addresses of webhooks: a manager's own company's in the portal, the vendor's and everybody's log at the desk."""

from django.urls import path

from notifications.webhooks.views import deliveries, endpoints

app_name = "webhooks"

urlpatterns = [
    path("webhooks/", endpoints.index, name="index"),
    path("webhooks/new/", endpoints.new, name="new"),
    path("webhooks/<int:number>/", endpoints.endpoint, name="endpoint"),
    path("webhooks/<int:number>/edit/", endpoints.edit, name="edit"),
    path("webhooks/<int:number>/secret/", endpoints.secret, name="secret"),
    path("webhooks/<int:number>/<slug:step>/", endpoints.step, name="step"),
    path("webhooks/deliveries/<int:number>/", deliveries.delivery, name="delivery"),
    path("webhooks/deliveries/<int:number>/again/", deliveries.again, name="again"),
]
