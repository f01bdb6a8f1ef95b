"""Releases, their files and their log, in the portal, at the desk and for scripts."""

from typing import Any

from django.utils import timezone

from entitlements.downloads.models import Download, Release, ReleaseFile, Upload
from entitlements.downloads.views.files import purpose
from subscriptions import signed_links
from subscriptions.permissions import Permission, staff_roles
from xtreme.isolation.finding import NO_NUMBER, Between, Thing, hers, members, newest
from xtreme.isolation.rows import FORM, POSTS, Needs, Row, Task

PUBLISHING = staff_roles(Permission.PUBLISH_RELEASES)
RELEASE = {"code": "release"}
FILE = {"code": "release of the file", "file": "file of a release"}
UPLOAD = {"code": "release of the upload", "key": "upload"}
NO_CODE, NO_UPLOAD = "NO-SUCH", "00000000-0000-4000-8000-000000000000"
FILTERS = ("kind=fix&product={product}", "country=DK", "before={release by number}")
OF_API = ("product={product}", "kind=fix")


def _for_her(field: str) -> Thing:
    """A release that names her as one of its customers: to others it does not exist."""
    return Thing(
        lambda between: newest(Release.objects.published().filter(named__customer=between.other), field),
        NO_CODE,
    )


def _file(field: str, absent: Any) -> Thing:
    published = Release.objects.published()
    return Thing(
        lambda between: newest(
            ReleaseFile.objects.filter(release__in=published.filter(named__customer=between.other)), field
        ),
        absent,
    )


def _upload(field: str, absent: str) -> Thing:
    return Thing(
        lambda between: newest(Upload.objects.filter(release__named__customer=between.other), field), absent
    )


def _place(between: Between) -> Any:
    """The visitor's own, for which a link was made."""
    return newest(members(between.own))


def _key(between: Between) -> str | None:
    """What a link to a file of hers would have that a manifest had given to one of the visitor's company."""
    file, place = THINGS["file of a release"].find(between), members(between.own).order_by("-pk").first()
    return (
        signed_links.sign(purpose(place.pk), file, place.user_id, timezone.now()) if file and place else None
    )


THINGS = {
    "release": _for_her("code"),
    "release by number": _for_her("pk"),
    "release of the file": _file("release__code", NO_CODE),
    "file of a release": _file("pk", NO_NUMBER),
    "release of the upload": _upload("release__code", NO_CODE),
    "upload": _upload("key", NO_UPLOAD),
    "download": hers(Download),
    "key of the file of a release": Thing(_key, "no-key"),
    "place of the visitor": Thing(_place, absent=None),
}
PUBLISHED = (
    "release",
    "release by number",
    "release of the file",
    "file of a release",
    "release of the upload",
    "upload",
)

ROWS = (
    Row("downloads:index", Needs.CONTACT, asks=FILTERS),
    Row("downloads:manifest", Needs.KEY, asks=OF_API),
    Row("downloads:regulatory", Needs.CONTACT, asks=FILTERS[:2]),
    Row("downloads:log", Needs.MANAGER, asks=("before={download}",)),
    Row("downloads:export", Needs.MANAGER),
    Row("downloads:company", Needs.MANAGER),
    Row("downloads:restrict", Needs.MANAGER, FORM, {"product": "product"}, sends={"people": "{person}"}),
    Row(
        "downloads:by_link",
        Needs.LINK,
        things={"file": "file of a release"},
        asks=("for={place of the visitor}&key={key of the file of a release}",),
    ),
    Row("downloads:release", Needs.CONTACT, things=RELEASE),
    Row("downloads:file", Needs.CONTACT, things=FILE),
    Row("downloads:signature", Needs.CONTACT, things=FILE),
    Row("downloads:desk", Needs.VENDOR, asks=("q={word}", "before={release by number}")),
    Row("downloads:new", Needs.VENDOR, FORM, roles=PUBLISHING, writing=PUBLISHING),
    Row("downloads:desk_release", Needs.VENDOR, things=RELEASE, asks=("before={download}",)),
    Row("downloads:edit", Needs.VENDOR, FORM, RELEASE, roles=PUBLISHING, writing=PUBLISHING),
    Row("downloads:publish", Needs.VENDOR, FORM, RELEASE, roles=PUBLISHING, writing=PUBLISHING),
    Row("downloads:withdraw", Needs.VENDOR, POSTS, RELEASE, sends={"reason": "-"}, writing=PUBLISHING),
    Row("downloads:add_file", Needs.VENDOR, POSTS, RELEASE, writing=PUBLISHING),
    Row("downloads:desk_file", Needs.VENDOR, things=FILE),
    Row("downloads:sign", Needs.VENDOR, POSTS, FILE, writing=PUBLISHING),
    Row("downloads:remove_file", Needs.VENDOR, POSTS, FILE, writing=PUBLISHING),
    Row(
        "downloads:begin_upload",
        Needs.VENDOR,
        POSTS,
        RELEASE,
        sends={"name": "-", "size": "1"},
        writing=PUBLISHING,
    ),
    Row("downloads:piece", Needs.VENDOR, POSTS, UPLOAD, writing=PUBLISHING),
    Row("downloads:finish", Needs.VENDOR, POSTS, UPLOAD, writing=PUBLISHING),
    Row("release-list", Needs.KEY, asks=(*OF_API, "page_size=200")),
    Row("release-detail", Needs.KEY, things=RELEASE),
)

TASKS = (
    Task("entitlements.downloads.tasks.tell", "to contacts covered for the release, and of those it is for"),
    Task("entitlements.downloads.tasks.remind", "to contacts in the country of the rule, as above"),
    Task("entitlements.downloads.tasks.sweep_uploads", "nothing: it forgets uploads"),
)
