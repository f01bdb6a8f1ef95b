"""The pages of the knowledge base."""

from django.urls import path

from entitlements.knowledge.views import desk, editing, portal

app_name = "knowledge"

urlpatterns = [
    path("knowledge/", portal.index, name="index"),
    path("knowledge/<int:number>/", portal.article, name="article"),
    path("knowledge/<int:number>/vote/", portal.vote, name="vote"),
    path("knowledge/<int:number>/affects/", portal.affects, name="affects"),
    path("knowledge/<int:number>/pictures/<int:file>/", portal.picture, name="picture"),
    path("desk/knowledge/", desk.index, name="articles"),
    path("desk/knowledge/new/", editing.new, name="new"),
    path("desk/knowledge/<int:number>/", desk.article, name="desk_article"),
    path("desk/knowledge/<int:number>/edit/", editing.edit, name="edit"),
    path("desk/knowledge/<int:number>/history/", desk.history, name="history"),
    path("desk/knowledge/<int:number>/pictures/", editing.picture, name="add_picture"),
    path("desk/knowledge/<int:number>/<slug:name>/", desk.step, name="step"),
]
