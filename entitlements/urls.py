"""Addresses of the entitlements."""

from django.urls import path

from entitlements.views import desk, installed, portal, searches

urlpatterns = [
    path("plans/", portal.plans, name="plans"),
    path("subscription/", portal.subscription, name="subscription"),
    path("subscription/systems/", installed.index, name="installed_systems"),
    path("subscription/systems/new/", installed.new, name="installed_new"),
    path("subscription/systems/<int:system>/", installed.change, name="installed_change"),
    path("subscription/systems/<int:system>/end/", installed.end, name="installed_end"),
    path("desk/customers/<str:number>/subscription/", desk.subscription, name="customer_subscription"),
    path("desk/searches/", searches.index, name="searches"),
    path("desk/searches/<int:number>/remove/", searches.remove, name="search_remove"),
]
