"""Secrets in what people paste: passwords, private keys and tokens of common shapes (R7.9). Pure.

It errs towards silence: a word is a password only where the text says so, and then only if it looks like one. Who
writes decides; `subscriptions.secret_warning` asks her.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

TAKEN_OUT = "•••••"
SHOWN = 2  # characters of a secret by which its writer knows it again
LONGEST_READ = 200_000  # characters of a text that are looked at


class Sort(StrEnum):
    """What a secret is."""

    KEY = "key"  # a private key
    TOKEN = "token"  # noqa: S105  the name of a sort
    PASSWORD = "password"  # noqa: S105  the same


@dataclass(frozen=True)
class Secret:
    """Where one stands in a text."""

    sort: Sort
    begin: int
    end: int
    text: str

    @property
    def hint(self) -> str:
        """Enough to know it again, too little to use it."""
        first = self.text.split("\n", 1)[0]
        return first if self.sort is Sort.KEY else first[:SHOWN] + "…"


KEY_BEGINS = re.compile(r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----")
KEY_ENDS = re.compile(r"-----END (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----")
# Whole by their shape, whatever stands beside them.
TOKENS = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"(?:AKIA|ASIA)[0-9A-Z]{16}"  # Amazon
    r"|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,}"
    r"|glpat-[A-Za-z0-9_-]{20,}"
    r"|xox[abeoprs]-[A-Za-z0-9-]{20,}"  # Slack
    r"|[rs]k_live_[A-Za-z0-9]{20,}"  # Stripe
    r"|AIza[A-Za-z0-9_-]{35}"  # Google
    r"|ya29\.[A-Za-z0-9_-]{30,}"
    r"|sk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,}"
    r"|SG\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{30,}"  # SendGrid
    r"|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,}|dop_v1_[a-f0-9]{64}|hf_[A-Za-z0-9]{30,}"
    r"|eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"  # a JSON web token
    r"|xt_[A-Za-z0-9_-]{40,}|whsec_[A-Za-z0-9+/=]{32,}"  # our own
    r")(?![A-Za-z0-9])"
)
HEADER = re.compile(
    r"\b(?:authorization|x-api-key|api[-_ ]?key|client[-_]secret|access[-_ ]?token|account ?key|sharedaccesskey)"
    r"[\"']?\s{0,3}[:=]\s{0,3}[\"']?(?:(?:bearer|basic|token)\s+)?([A-Za-z0-9+/_.~=-]{12,})",
    re.IGNORECASE,
)
IN_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]{1,64}:([^\s/@]{3,128})@[\w.-]", re.IGNORECASE)
NAMED = re.compile(
    r"(?<![\w.-])(?:[\w.-]{0,20}[_.-])?"
    r"(?:password|passwd|passwort|passphrase|passcode|pwd|kennwort|adgangskode(?:n|rne)?|kodeord(?:et)?"
    r"|password(?:et)|senha|contraseña|mot de passe|lösenord(?:et)?|wachtwoord|hasło|パスワード)"
    r"(?P<for>\s+(?:for|to|til|of|für)\s+[\w.@-]{1,40})?"
    r"[\"']?[ \t]{0,3}(?P<by>[:=]|：|\bis\b|\ber\b|\bist\b|\bé\b|\best\b|\bwas\b|\bvar\b)[ \t]{0,3}"
    r"(?P<value>\"[^\"\n]{3,128}\"|'[^'\n]{3,128}'|[^\s,;<>]{3,128})",
    re.IGNORECASE,
)
# What follows "password:" in sentences and logs that give none away.
WORDS = {
    "required", "expired", "wrong", "invalid", "incorrect", "missing", "empty", "none", "null", "nil",
    "true", "false", "yes", "no", "unknown", "hidden", "masked", "redacted", "removed", "changed",
    "reset", "forgotten", "not", "the", "for", "and", "blank", "unchanged", "correct", "valid",
    "accepted", "denied", "failed", "string", "text", "see", "sent", "same", "as", "ok", "todo", "tbd",
    "n/a", "secret", "here", "your", "my", "their", "with", "without", "protected", "policy", "never",
    "must", "cannot", "can", "will", "has", "have", "should", "may", "only", "too", "very", "now",
    "still", "also", "already", "being", "again", "set", "stored", "påkrævet", "udløbet", "forkert",
    "forkerte", "ugyldig", "ugyldigt", "mangler", "tom", "tomt", "glemt", "ændret", "skiftet", "ikke",
    "den", "det", "ukendt", "rigtig", "rigtigt", "skjult", "fjernet", "nulstillet", "sendt", "samme",
    "som", "her", "din", "jeres", "ingen", "nej", "ja", "med", "uden", "og", "nu", "også",
    "allerede", "stadig", "blevet", "erforderlich", "abgelaufen", "falsch", "ungültig", "leer",
    "unbekannt",
}  # fmt: skip
MASKED = re.compile(r"^[*•●xX.#_?-]{3,}$|^[<\[{(%$].*[>\]})%]?$|^\$\w+$|^%\w+%$")
# A place in the file system, an address, a line of a program.
NO_PASSWORD = re.compile(r"^(?:[/~]|[A-Za-z]:\\|https?:|[A-Za-z_][\w.]*[\[(]|\w+\.\w+\.)")
EDGES = "\"'`.,;:!?)]}>"


def secrets(text: str) -> list[Secret]:
    """Every secret that the text seems to hold, in order, none within another."""
    text = text[:LONGEST_READ]
    found: list[Secret] = []
    for secret in sorted(_all(text), key=lambda each: (each.begin, -each.end)):
        if not found or secret.begin >= found[-1].end:
            found.append(secret)
    return found


def without(text: str) -> str:
    """The text with each secret taken out, and nothing else changed."""
    for secret in reversed(secrets(text)):
        text = text[: secret.begin] + TAKEN_OUT + text[secret.end :]
    return text


def digest(found: Iterable[Secret]) -> str:
    """By which one knows that it is these that were seen, and no others."""
    return hashlib.sha256("\0".join(each.text for each in found).encode()).hexdigest()[:16]


def _all(text: str) -> Iterator[Secret]:
    yield from _keys(text)
    for match in TOKENS.finditer(text):
        yield Secret(Sort.TOKEN, *match.span(), match[0])
    for match in HEADER.finditer(text):
        if _is_mixed(match[1]):
            yield Secret(Sort.TOKEN, *match.span(1), match[1])
    for match in IN_ADDRESS.finditer(text):
        if not MASKED.match(match[1]):
            yield Secret(Sort.PASSWORD, *match.span(1), match[1])
    for match in NAMED.finditer(text):
        begin, end, value = _bare(match)
        if _is_password(value, text, end, loose=match["by"].strip() in (":", "=", "：")):
            yield Secret(Sort.PASSWORD, begin, end, value)


def _keys(text: str) -> Iterator[Secret]:
    """From the line that begins one to the line that ends it, or to the end of a text that was cut."""
    ends = [match.end() for match in KEY_ENDS.finditer(text)]
    done = 0
    for match in KEY_BEGINS.finditer(text):
        if match.start() < done:
            continue
        following = bisect_right(ends, match.end())
        end = ends[following] if following < len(ends) else len(text.rstrip())
        done = end
        yield Secret(Sort.KEY, match.start(), end, text[match.start() : end])


def _bare(match: re.Match[str]) -> tuple[int, int, str]:
    """The value without quotation marks and the signs of the sentence around it."""
    begin, value = match.start("value"), match["value"]
    if value[0] in "\"'":
        return begin + 1, begin + len(value) - 1, value[1:-1]
    kept = value.rstrip(EDGES) if len(value.rstrip(EDGES)) >= 3 else value
    if kept != value and value[len(kept)] == "!":  # many a password ends so
        kept = value[: len(kept) + 1]
    return begin, begin + len(kept), kept


def _is_password(value: str, text: str, end: int, *, loose: bool) -> bool:
    """After a colon a value of four characters or more that is no word of a sentence; after "is" one that no
    sentence has."""
    if (
        len(value) < 4
        or MASKED.match(value)
        or NO_PASSWORD.match(value)
        or value.lower().strip(EDGES) in WORDS
    ):
        return False
    if _is_mixed(value):
        return True
    return loose and _ends_line(text, end)


def _ends_line(text: str, end: int) -> bool:
    return not text[end:].split("\n", 1)[0].strip(" \t.\"'")


def _is_mixed(value: str) -> bool:
    """Letters beside digits or signs, as passwords have them and words have not."""
    letters = any(c.isalpha() for c in value)
    digits = any(c.isdigit() for c in value)
    signs = any(not c.isalnum() and c not in "-'_./" for c in value)
    return (letters and (digits or signs)) or (digits and signs)
