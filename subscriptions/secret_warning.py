"""Forms that warn their writer of a secret before it is sent (R7.9). What counts as one is pasted_secrets.py's.

The warning asks once, with the form that is shown again: take it out, or send it anyway. A mail and a program that
writes by the API have nobody to ask and are not asked.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions import pasted_secrets
from subscriptions.forms import RefusingForm
from subscriptions.pasted_secrets import Secret, Sort
from subscriptions.refusals import InvalidInput

FIELD = "about_secrets"
TAKE_OUT = "take_out"


class SecretInText(InvalidInput):
    """R7.9: said before it is sent, at the text that holds it."""

    code = "secret_in_text"
    requirement = "R7.9"
    field = "body"
    sentence = gettext_lazy(
        "This seems to hold {what}. Messages are kept and read by several people: take it out, or say that it is"
        " to be sent."
    )


class WarningForm(RefusingForm):
    """Looks for secrets in each text that `is_watched` names; the verb gets what its writer decided."""

    def is_watched(self, field: forms.Field) -> bool:
        """Whether what is typed into the field is looked at."""
        return True

    def clean(self) -> dict[str, Any] | None:
        """Raise nothing; refuse the texts that hold what nobody has decided on yet."""
        data = super().clean() or self.cleaned_data
        found = {name: secrets for name in data if (secrets := self._secrets_in(name, data[name]))}
        if not found:
            return data
        send = "send:" + pasted_secrets.digest(each for secrets in found.values() for each in secrets)
        decided = self.data.get(self.add_prefix(FIELD))
        if decided == TAKE_OUT:
            for name in found:
                data[name] = pasted_secrets.without(data[name])
        elif decided != send:
            for name, secrets in found.items():
                self.refuse(SecretInText(what=in_words(secrets)), name)
        self.fields[FIELD] = self._question(send)
        return data

    def _secrets_in(self, name: str, value: Any) -> list[Secret]:
        watched = isinstance(value, str) and self.is_watched(self.fields[name])
        return pasted_secrets.secrets(value) if watched else []

    def _question(self, send: str) -> forms.ChoiceField:
        again = _("Choose the files again: a browser does not keep them.") if self.lost_files else ""
        return forms.ChoiceField(
            label=_("What you typed holds a secret"),
            choices=[
                (
                    TAKE_OUT,
                    _("Take it out, and put {sign} in its place").format(sign=pasted_secrets.TAKEN_OUT),
                ),
                (send, _("Send it anyway")),
            ],
            widget=forms.RadioSelect,
            help_text=" ".join(filter(None, [_("Choose one and send again."), again])),
        )


def in_words(secrets: list[Secret]) -> str:
    """What was found, each with its first characters: a password (“hu…”), a token (“gh…”)."""
    names = {
        Sort.KEY: _("a private key"),
        Sort.TOKEN: _("a key or token ({hint})"),
        Sort.PASSWORD: _("a password ({hint})"),
    }
    return ", ".join(dict.fromkeys(names[each.sort].format(hint=each.hint) for each in secrets))
