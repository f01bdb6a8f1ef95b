"""Retention: old rows go from the beginning of the chain, an anchor stays, and the dry run says what would go."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from subscriptions.audit import sealing, sweeping
from subscriptions.audit.models import Anchor, AuditRules, Entry, Seal
from subscriptions.audit.recording import record
from tests.audit.trail import found, hurt, last, sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    """Old ones from the beginning, then five new ones."""
    AuditRules.objects.update_or_create(pk=1, defaults={"keep_days": 100})
    old = sealed()[-1].pk
    hurt("truncate audit_seal")
    hurt("update audit_entry set at = at - interval '200 days'")
    hurt("insert into audit_unsealed select id from audit_entry")
    for number in range(5):
        record("export.made", name=f"{number}.csv")
    sealing.seal()
    return old


def test_rows_older_than_the_rules_keep_them_go_and_the_chain_stays_whole(rows):
    gone = sweeping.sweep()
    assert gone.rows > 0
    assert not Entry.objects.filter(pk__lte=rows).exists()
    assert Entry.objects.filter(object_name__endswith=".csv").count() == 5
    anchor = Anchor.objects.get()
    assert (anchor.position, anchor.entries) == (gone.position, gone.rows)
    assert Seal.objects.order_by("position").first().previous == anchor.hash
    sealing.seal()
    assert found() == []
    assert last("audit.swept").details["rows"] == gone.rows


def test_a_sweep_again_removes_nothing_more(rows):
    sweeping.sweep()
    assert sweeping.sweep().rows == 0
    assert Anchor.objects.count() == 1


def test_a_removed_row_beside_a_sweep_is_still_found(rows):
    sweeping.sweep()
    sealing.seal()
    first = Seal.objects.order_by("position").first()
    hurt("delete from audit_entry where id = %s", first.entry)
    hurt("delete from audit_seal where position = %s", first.position)
    assert f"position {first.position} is missing" in found()


def test_everything_old_may_go_and_the_chain_goes_on_from_its_anchor(rows):
    gone = sweeping.sweep(timezone.now() + timedelta(days=101))
    assert not Seal.objects.exists()
    record("export.made", name="later.csv")
    sealing.seal()
    assert found() == []
    assert Seal.objects.order_by("position").first().position == gone.position + 1


def test_the_dry_run_says_what_would_go_and_removes_nothing(rows, capsys):
    before = Entry.objects.count()
    call_command("sweep_audit", "--dry-run")
    said = json.loads(capsys.readouterr().out)
    assert (said["removed"], said["would_remove"]) == (0, sweeping.expired().rows)
    assert said["would_remove"] > 0
    assert Entry.objects.count() == before
    call_command("sweep_audit")
    assert json.loads(capsys.readouterr().out)["removed"] == said["would_remove"]


def test_what_is_not_sealed_yet_is_not_swept(rows):
    record("export.made", name="waiting.csv")
    sweeping.sweep(timezone.now() + timedelta(days=101))
    assert Entry.objects.filter(object_name="waiting.csv").exists()


def test_the_rules_keep_rows_for_ninety_days_at_least(rows):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        AuditRules(pk=1, keep_days=89).full_clean(validate_unique=False)
