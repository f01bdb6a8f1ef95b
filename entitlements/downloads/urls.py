"""The pages of downloads. Codes of releases come last: the words before them are none (RESERVED)."""

from django.urls import path, register_converter

from entitlements.downloads.converters import ReleaseCode
from entitlements.downloads.views import company, desk, editing, files, manifest, portal, uploads

register_converter(ReleaseCode, "release")
app_name = "downloads"

urlpatterns = [
    path("downloads/", portal.index, name="index"),
    path("downloads/manifest.json", manifest.Manifest.as_view(), name="manifest"),
    path("downloads/regulatory/", portal.regulatory, name="regulatory"),
    path("downloads/log/", company.log, name="log"),
    path("downloads/log/export/", company.export, name="export"),
    path("downloads/company/", company.restrictions, name="company"),
    path("downloads/company/<slug:product>/", company.restrict, name="restrict"),
    path("downloads/files/<int:file>/", files.by_link, name="by_link"),
    path("downloads/<release:code>/", portal.release, name="release"),
    path("downloads/<release:code>/files/<int:file>/", files.download, name="file"),
    path("downloads/<release:code>/files/<int:file>/signature/", files.signature, name="signature"),
    path("desk/downloads/", desk.index, name="desk"),
    path("desk/downloads/new/", editing.new, name="new"),
    path("desk/downloads/<release:code>/", desk.release, name="desk_release"),
    path("desk/downloads/<release:code>/edit/", editing.edit, name="edit"),
    path("desk/downloads/<release:code>/publish/", desk.publish, name="publish"),
    path("desk/downloads/<release:code>/withdraw/", desk.withdraw, name="withdraw"),
    path("desk/downloads/<release:code>/files/", uploads.add, name="add_file"),
    path("desk/downloads/<release:code>/files/<int:file>/", uploads.fetch, name="desk_file"),
    path("desk/downloads/<release:code>/files/<int:file>/sign/", uploads.sign, name="sign"),
    path("desk/downloads/<release:code>/files/<int:file>/remove/", uploads.remove, name="remove_file"),
    path("desk/downloads/<release:code>/uploads/", uploads.begin, name="begin_upload"),
    path("desk/downloads/<release:code>/uploads/<uuid:key>/", uploads.piece, name="piece"),
    path("desk/downloads/<release:code>/uploads/<uuid:key>/finish/", uploads.finish, name="finish"),
]
