"""Add a file to a draft from this machine: for builds that come from a pipeline."""

from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from entitlements.downloads import uploading
from entitlements.downloads.models import Release
from subscriptions import tenancy
from subscriptions.models import User
from subscriptions.refusals import Refusal


class Command(BaseCommand):
    help = "Add a file to the draft of a release."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code")
        parser.add_argument("path", type=Path)
        parser.add_argument("--by", required=True, help="The publisher's e-mail address.")
        parser.add_argument("--signature", type=Path, help="A detached signature of the file.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with tenancy.as_staff():
                release = Release.objects.get(code=options["code"])
                by = User.objects.get(email=options["by"].lower())
                with options["path"].open("rb") as content:
                    kept = uploading.keep(release, options["path"].name, File(content), by)
                if signature := options["signature"]:
                    uploading.sign(kept, signature.name, signature.read_bytes(), by)
        except (Release.DoesNotExist, User.DoesNotExist, Refusal, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{kept.sha256}  {kept.name}")
