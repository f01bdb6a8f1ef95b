"""Addresses of the entitlements."""

from django.urls import path

from entitlements.views import desk, portal, searches

urlpatterns = [
    path("plans/", portal.plans, name="plans"),
    path("subscription/", portal.subscription, name="subscription"),
    path("desk/customers/<str:number>/subscription/", desk.subscription, name="customer_subscription"),
    path("desk/searches/", searches.index, name="searches"),
    path("desk/searches/<int:number>/remove/", searches.remove, name="search_remove"),
]
