from django.urls import path

from tickets.saved_replies.views import choosing, editing

app_name = "saved_replies"
urlpatterns = [
    path("desk/saved-replies/", editing.index, name="index"),
    path("desk/saved-replies/new/", editing.new, name="new"),
    path("desk/saved-replies/<int:number>/", editing.reply, name="reply"),
    path("desk/saved-replies/<int:number>/edit/", editing.edit, name="edit"),
    path("desk/saved-replies/<int:number>/delete/", editing.delete, name="delete"),
    path("desk/saved-replies/incidents/<int:number>/", choosing.choose, name="choose"),
    path("desk/saved-replies/incidents/<int:number>/offered/", choosing.offered, name="offered"),
]
