"""Fails for a text that has no translation: collects all of them anew, in a copy, and looks for gaps."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

PROJECT = Path(__file__).resolve().parent.parent
LANGUAGES = ("da",)
SHOWN = 20
NOT_OURS = shutil.ignore_patterns(".*", "var", "node_modules", "tests", "docs", "__pycache__", "*.mo")


def gaps(catalogue: Path) -> list[str]:
    """Texts without a translation, or with one that was only guessed; and what msgfmt finds wrong."""
    entries = polib.pofile(str(catalogue))
    found = [f"no translation: {entry.msgid!r}" for entry in entries.untranslated_entries()]
    found += [f"guessed (fuzzy): {entry.msgid!r}" for entry in entries.fuzzy_entries()]
    checked = subprocess.run(
        ["msgfmt", "--check", "--output-file", os.devnull, catalogue], capture_output=True, text=True
    )
    return found + [line for line in checked.stderr.splitlines() if checked.returncode]


def main() -> None:
    if not shutil.which("xgettext"):
        print("gettext (xgettext, msgfmt) is not installed: translations were not checked.")
        sys.exit(1 if os.environ.get("CI") == "true" else 0)
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / "project"
        shutil.copytree(PROJECT, copy, ignore=NOT_OURS)
        (copy / "locale").mkdir(exist_ok=True)
        command = [
            sys.executable,
            "-m",
            "django",
            "makemessages",
            "--no-obsolete",
            "--no-wrap",
            "--extension",
            "html,txt,md,py",
        ]
        for language in LANGUAGES:
            command += ["--locale", language]
        environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
        missing = [gap for path in sorted(copy.glob("locale/*/LC_MESSAGES/*.po")) for gap in gaps(path)]
    print("\n".join(missing[:SHOWN]))
    sys.exit(f"{len(missing)} gaps; `make messages` collects the texts." if missing else None)


if __name__ == "__main__":
    main()
