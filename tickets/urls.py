"""The customer's pages, and the search of both sides. The desk's and the API's addresses are with them."""

from django.urls import path

from tickets.views import search
from tickets.views.portal import files, home, incident, listing, logging

app_name = "tickets"

urlpatterns = [
    path("", home.home, name="home"),
    path("incidents/", listing.incidents, name="incidents"),
    path("incidents/new/", logging.new, name="new"),
    path("incidents/new/expected/", logging.expected, name="expected"),
    path("incidents/answered/", logging.answered, name="answered"),
    path("incidents/similar/", logging.similar, name="similar"),
    path("incidents/<int:number>/", incident.incident, name="incident"),
    path("incidents/<int:number>/follow/", incident.follow, name="follow"),
    path("incidents/<int:number>/reply/", incident.reply, name="reply"),
    path("incidents/<int:number>/accept/", incident.accept, name="accept"),
    path("incidents/<int:number>/reject/", incident.reject, name="reject"),
    path("incidents/<int:number>/severity/", incident.ask_severity, name="ask_severity"),
    path("incidents/<int:number>/raise/", incident.raise_again, name="raise_again"),
    path("incidents/<int:number>/withdraw/", incident.withdraw, name="withdraw"),
    path("files/<int:file>/", files.by_link, name="download_by_link"),
    path("incidents/<int:number>/files/<int:file>/", files.download, name="download"),
    path("incidents/<int:number>/files/<int:file>/confidential/", files.confidential, name="confidential"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
]
