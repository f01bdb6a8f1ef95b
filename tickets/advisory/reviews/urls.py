"""The pages of activity reviews."""

from django.urls import path

from tickets.advisory.reviews.views import desk, portal

app_name = "reviews"

urlpatterns = [
    path("reviews/", portal.index, name="index"),
    path("reviews/<int:number>/", portal.review, name="review"),
    path("reviews/<int:number>/report.pdf", portal.pdf, name="pdf"),
    path("reviews/<int:number>/report.xlsx", portal.spreadsheet, name="spreadsheet"),
    path("desk/reviews/", desk.index, name="desk"),
    path("desk/reviews/customers/<str:number>/", desk.customer, name="customer"),
    path("desk/reviews/<int:number>/", desk.review, name="desk_review"),
    path("desk/reviews/<int:number>/report.pdf", desk.pdf, name="desk_pdf"),
    path("desk/reviews/<int:number>/report.xlsx", desk.spreadsheet, name="desk_spreadsheet"),
    path("desk/reviews/<int:number>/<slug:name>/", desk.step, name="step"),
]
