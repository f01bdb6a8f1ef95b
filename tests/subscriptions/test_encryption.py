"""Secrets at rest: encrypted by the first key, read by all, brought to the first by one command."""

import json
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import connection

from notifications.webhooks import managing
from notifications.webhooks.models import Secret
from subscriptions import encryption, tenancy
from subscriptions.encryption import Undecryptable
from tests import factories as make
from xtreme import environment

pytestmark = pytest.mark.django_db
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def endpoint(settings):
    settings.ENCRYPTION_KEYS = [OLD]
    admin = make.staff("administrator")
    return managing.add(None, admin, "https://hooks.example.com/")


def stored(table="webhooks_secret", column="text"):
    with tenancy.as_staff(), connection.cursor() as cursor:
        cursor.execute(f"select {column} from {table}")
        return [row[0] for row in cursor.fetchall()]


def rotate():
    out = StringIO()
    call_command("rotate_secrets", stdout=out)
    return json.loads(out.getvalue())


def test_the_database_holds_no_secret_of_a_webhook_in_clear(endpoint):
    secret = Secret.objects.get()
    assert secret.text.startswith("whsec_")
    assert secret.text not in stored()[0]
    assert stored()[0].startswith("gAAAA")


def test_the_seed_of_an_authenticator_and_of_recovery_codes_are_encrypted(settings):
    settings.ENCRYPTION_KEYS = [OLD]
    person = make.user()
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    kept = json.dumps(stored("mfa_authenticator", "data::text"))
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert [kept.count("gAAAA")] == [2]
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    assert len(codes) == 10
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).validate_code(codes[0])


def test_a_new_key_encrypts_while_the_old_one_still_reads(endpoint, settings):
    text = Secret.objects.get().text
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert Secret.objects.get().text == text
    person = make.user()
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")

    assert rotate() == {
        "webhooks.Secret.text": 1,
        "sign_in.IdentityProvider.secret": 0,
        "remote_access.ConnectionDetails.secrets": 0,
        "mfa.Authenticator": 0,
    }
    settings.ENCRYPTION_KEYS = [NEW]
    assert Secret.objects.get().text == text
    assert rotate() == {
        "webhooks.Secret.text": 0,
        "sign_in.IdentityProvider.secret": 0,
        "remote_access.ConnectionDetails.secrets": 0,
        "mfa.Authenticator": 0,
    }


def test_seeds_are_brought_to_the_new_key_too(settings):
    settings.ENCRYPTION_KEYS = [OLD]
    TOTP.activate(make.user(), "JBSWY3DPEHPK3PXP")
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert rotate()["mfa.Authenticator"] == 1
    settings.ENCRYPTION_KEYS = [NEW]
    assert encryption.decrypt(Authenticator.objects.get().data["secret"]) == "JBSWY3DPEHPK3PXP"


def test_what_was_kept_in_clear_before_is_read_and_then_encrypted(endpoint):
    with tenancy.as_staff(), connection.cursor() as cursor:
        cursor.execute("update webhooks_secret set text = 'whsec_before'")
    Authenticator.objects.create(user=make.user(), type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    assert Secret.objects.get().text == "whsec_before"
    assert rotate() == {
        "webhooks.Secret.text": 1,
        "sign_in.IdentityProvider.secret": 0,
        "remote_access.ConnectionDetails.secrets": 0,
        "mfa.Authenticator": 1,
    }
    assert "whsec_before" not in stored()[0]
    assert Secret.objects.get().text == "whsec_before"


def test_a_key_that_is_missing_is_said_without_the_secret(endpoint, settings):
    settings.ENCRYPTION_KEYS = [NEW]
    with pytest.raises(Undecryptable) as lost:
        Secret.objects.get()
    assert stored()[0] not in str(lost.value)
    with pytest.raises(CommandError, match="add the key and run it again"):
        rotate()


def test_what_somebody_changed_is_not_believed(endpoint):
    with tenancy.as_staff(), connection.cursor() as cursor:
        cursor.execute("update webhooks_secret set text = overlay(text placing 'AAAA' from 60)")
    with pytest.raises(Undecryptable):
        Secret.objects.get()


def test_an_encrypted_field_cannot_be_searched_for(endpoint):
    with pytest.raises(FieldError):
        Secret.objects.filter(text="whsec_x").exists()
    assert Secret.objects.filter(text__isnull=False).exists()


def test_the_same_text_is_kept_differently_each_time():
    assert encryption.encrypt("the same") != encryption.encrypt("the same")


def test_the_keys_are_the_environments_and_made_of_the_secret_key_without_any():
    assert environment.encryption_keys(f"{NEW}, {OLD}", "x") == [NEW, OLD]
    made = environment.encryption_keys("", "x")
    assert Fernet(made[0])
    assert made != environment.encryption_keys("", "y")


def test_a_new_key_is_printed():
    out = StringIO()
    call_command("rotate_secrets", "--new-key", stdout=out)
    assert Fernet(out.getvalue().strip())
