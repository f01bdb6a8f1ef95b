"""The policies' pages."""

from django.urls import path

from entitlements.policies import views

app_name = "policies"

urlpatterns = [
    path("policies/", views.policies, name="policies"),
    path("policies/<slug:code>/", views.policy, name="policy"),
    path("policies/<slug:code>/<int:number>/", views.version, name="version"),
]
