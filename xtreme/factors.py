"""How allauth keeps second factors here: what a code is computed from is encrypted (subscriptions.encryption)."""

from allauth.mfa.adapter import DefaultMFAAdapter

from subscriptions import encryption


class Adapter(DefaultMFAAdapter):
    """Seeds of authenticator apps and of recovery codes are under the keys of secrets at rest."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)
