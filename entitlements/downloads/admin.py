"""What an administrator sets of downloads; and the releases, to read. Publishers write them at the desk."""

from django.contrib import admin

from entitlements.downloads.models import DownloadRules, Release, ReleaseFile, ReleaseLink
from subscriptions.administration.room import OneRowRoom, ReadingRoom, ReadingRows


@admin.register(DownloadRules)
class DownloadRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("reminder_days", "news_within_hours")


class FileRows(ReadingRows):
    model = ReleaseFile
    fields = ("name", "size", "sha256", "uploaded_at")


class LinkRows(ReadingRows):
    model = ReleaseLink
    fk_name = "release"
    fields = ("kind", "other")


@admin.register(Release)
class ReleaseAdmin(ReadingRoom):
    """Every release."""

    list_display = ("code", "product", "version", "kind", "state", "published_at")
    list_filter = ("state", "kind", "product")
    list_select_related = ("product", "version")
    search_fields = ("code", "title_en", "title_da")
    inlines = [FileRows, LinkRows]
