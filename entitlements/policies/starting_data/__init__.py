"""The five policies of a new installation, in version 1. Fills what is missing, changes nothing; the texts lie
beside this file."""

from datetime import datetime
from pathlib import Path

from entitlements.policies.models import Policy, PolicyVersion

HERE = Path(__file__).parent
POLICIES = {
    "support": ("Support policy", "Supportpolitik"),
    "severities": ("Severity definitions", "Definition af alvorsgrader"),
    "remote-access": ("Remote access", "Fjernadgang"),
    "special-events": ("Special events", "Særlige hændelser"),
    "closing": ("Closing of incidents", "Lukning af hændelser"),
}


def load(in_force_from: datetime) -> None:
    """Make the policies that are not there, with their first version from that instant on."""
    for position, (code, (name_en, name_da)) in enumerate(POLICIES.items(), 1):
        names = {"position": position, "name_en": name_en, "name_da": name_da}
        policy, made = Policy.objects.get_or_create(code=code, defaults=names)
        if made:
            PolicyVersion.objects.create(policy=policy, number=1, in_force_from=in_force_from, **texts(code))


def texts(code: str) -> dict[str, str]:
    """The text of a policy in both languages, by the name of its field."""
    files = {language: HERE / f"{code}.{language}.md" for language in ("en", "da")}
    return {f"text_{language}": file.read_text(encoding="utf-8") for language, file in files.items()}
