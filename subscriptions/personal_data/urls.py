"""Addresses of personal data."""

from django.urls import path

from subscriptions.personal_data import views

app_name = "personal_data"
urlpatterns = [
    path("account/data/", views.own, name="own"),
    path("account/data/company/", views.company, name="company"),
    path("account/data/exports/<int:number>/", views.fetch, name="fetch"),
    path("desk/data/people/<int:number>/", views.person, name="person"),
    path("desk/data/people/<int:number>/erase/", views.erase, name="erase"),
    path("desk/data/customers/<str:number>/", views.customer, name="customer"),
    path("desk/data/kept/", views.kept, name="kept"),
]
