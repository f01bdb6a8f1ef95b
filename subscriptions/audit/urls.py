"""Addresses of the audit trail: all of it at the desk, her company's for a manager."""

from django.urls import path

from subscriptions.audit import views

app_name = "audit"

urlpatterns = [
    path("desk/audit/", views.trail, name="trail"),
    path("desk/audit/export.csv", views.export, name="export"),
    path("desk/permissions/", views.permissions, name="permissions"),
    path("company/audit/", views.company, name="company"),
    path("company/audit/export.csv", views.company_export, name="company_export"),
]
