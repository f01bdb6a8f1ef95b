"""Releases, their files, who fetched them and who may. One concept a file."""

from entitlements.downloads.models.files import ReleaseFile
from entitlements.downloads.models.links import Link, ReleaseLink
from entitlements.downloads.models.log import Download
from entitlements.downloads.models.releases import NamedCustomer, Release
from entitlements.downloads.models.reminders import RegulatoryNotice
from entitlements.downloads.models.restrictions import AllowedPerson, Restriction
from entitlements.downloads.models.rules import DownloadRules
from entitlements.downloads.models.uploads import Upload

__all__ = [
    "AllowedPerson",
    "Download",
    "DownloadRules",
    "Link",
    "NamedCustomer",
    "RegulatoryNotice",
    "Release",
    "ReleaseFile",
    "ReleaseLink",
    "Restriction",
    "Upload",
]
