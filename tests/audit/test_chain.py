"""The chain of hashes: sealed shortly after, and whoever changes, removes, adds or re-orders a row is found out."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from subscriptions.audit import sealing
from subscriptions.audit.canonical import canonical, link_hash
from subscriptions.audit.models import Entry, Seal, Unsealed
from subscriptions.audit.recording import record
from subscriptions.audit.verification import differences
from tests import factories as make
from tests.audit.trail import found, hurt, sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    """Five of them, the last five of the chain."""
    for number in range(5):
        record(
            "export.made",
            name=f"{number}.csv",
            details={"rows": number, "note": "æøå “quoted”", "share": 2.5},
        )
    return sealed()[-5:]


def position(row):
    return Seal.objects.get(entry=row.pk).position


def test_the_canonical_form_is_what_rfc_8785_says():
    entry = {
        "at": datetime(2026, 11, 26, 7, 30, tzinfo=UTC),
        "b": 'é\n"',
        "a": [1, True, None, {"z": 1, "y": "€"}],
    }
    assert canonical(entry).decode() == (
        '{"a":[1,true,null,{"y":"€","z":1}],"at":"2026-11-26T07:30:00.000000Z","b":"é\\n\\""}'
    )
    assert link_hash(3, "p", "c") == sha256(b"3\np\nc").hexdigest()


def test_each_seal_holds_the_hash_of_its_predecessor_and_positions_have_no_gap(rows):
    seals = list(Seal.objects.order_by("position"))
    assert [seal.position for seal in seals] == list(range(1, len(seals) + 1))
    for before, seal in pairwise(seals):
        assert seal.previous == before.hash
    assert not Unsealed.objects.exists()
    assert found() == []


def test_sealing_twice_seals_nothing_twice(rows):
    assert sealing.seal() == 0


def test_more_than_a_batch_is_sealed_in_one_go(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 2)
    sealing.seal()
    for number in range(5):
        record("export.made", name=str(number))
    assert sealing.seal() == 5
    assert found() == []


def test_a_changed_row_is_found(rows):
    hurt("update audit_entry set details = jsonb_set(details, '{rows}', '4711') where id = %s", rows[2].pk)
    assert found() == [f"position {position(rows[2])}, row {rows[2].pk}: the row was changed"]


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'x'",
        "at = at + interval '1 microsecond'",
        "person_id = 7",
        "address = '10.0.0.1'",
        "shown = not shown",
        "object_name = 'other'",
        "customer_id = 3",
        "session = 'x'",
        "acting_as_id = 3",
        "object_type = 'x', object_id = 1",
    ],
)
def test_no_column_is_left_out_of_the_hash(rows, change):
    hurt(f"update audit_entry set {change} where id = %s", rows[1].pk)
    assert len(found()) == 1


def test_a_removed_row_is_found(rows):
    hurt("delete from audit_entry where id = %s", rows[1].pk)
    assert found() == [f"position {position(rows[1])}, row {rows[1].pk}: the row was removed"]


def test_a_row_removed_with_its_seal_is_found(rows):
    place = position(rows[1])
    hurt("delete from audit_entry where id = %s", rows[1].pk)
    hurt("delete from audit_seal where position = %s", place)
    assert found() == [
        f"position {place} is missing",
        f"position {place + 1}: its predecessor is not the one it was sealed after",
    ]


def test_rows_in_another_order_are_found(rows):
    one, other = position(rows[1]), position(rows[2])
    hurt("update audit_seal set position = -1 where position = %s", one)
    hurt("update audit_seal set position = %s where position = %s", one, other)
    hurt("update audit_seal set position = %s where position = -1", other)
    assert f"position {one}: its predecessor is not the one it was sealed after" in found()
    assert f"position {one}, row {rows[2].pk}: the seal was changed" in found()


def test_a_changed_row_with_a_seal_made_to_fit_breaks_the_chain_after_it(rows):
    hurt("update audit_entry set object_name = 'forged' where id = %s", rows[1].pk)
    seal = Seal.objects.get(entry=rows[1].pk)
    from subscriptions.audit.canonical import FIELDS, content_hash

    content = content_hash(Entry.objects.values(*FIELDS).get(pk=rows[1].pk))
    forged = link_hash(seal.position, seal.previous, content)
    hurt("update audit_seal set content = %s, hash = %s where position = %s", content, forged, seal.position)
    assert found() == [f"position {seal.position + 1}: its predecessor is not the one it was sealed after"]


def test_a_row_that_was_added_past_the_mark_stands_outside_the_chain(rows):
    hurt("alter table audit_entry disable trigger mark")
    hurt("insert into audit_entry (kind, shown) values ('export.made', false)")
    hurt("alter table audit_entry enable trigger mark")
    added = Entry.objects.order_by("-pk").first()
    sealing.seal()
    assert found() == [f"row {added.pk}: the row stands outside the chain"]


def test_a_row_removed_before_it_was_sealed_is_found(rows):
    record("export.made", name="gone.csv")
    gone = Entry.objects.get(object_name="gone.csv").pk
    hurt("delete from audit_entry where id = %s", gone)
    sealing.seal()
    assert found() == [f"row {gone}: the row was removed before it was sealed"]


def test_rows_cut_off_the_end_are_found_by_a_head_that_was_noted_down(rows):
    head = sealing.head()
    assert list(differences(head)) == []
    hurt("delete from audit_entry where id >= %s", rows[3].pk)
    hurt("delete from audit_seal where entry >= %s", rows[3].pk)
    assert found() == []
    assert list(differences(head)) == [f"position {head[0]}: the hash that was noted down is not there"]


def test_a_setting_whose_history_was_changed_or_removed_is_found():
    region = make.region()
    region.name = "Elsewhere"
    region.save()
    sealing.seal()
    assert found() == []
    table = "subscriptions_supportregionevent"
    hurt(f"alter table {table} disable trigger user")
    hurt(f"update {table} set name = 'Nowhere' where name = 'Elsewhere'")
    assert [line.partition(": ")[2] for line in found()] == [
        "the history of the setting it tells of was changed"
    ]
    hurt(f"delete from {table} where name = 'Nowhere'")
    assert [line.partition(": ")[2] for line in found()] == [
        "the history of the setting it tells of was removed"
    ]


def test_the_command_says_which_and_fails(rows, capsys):
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert "The chain is whole." in said
    head = said.split("Head ")[1].split(",")[0]
    call_command("verify_audit", "--head", head)
    hurt("update audit_entry set kind = 'x' where id = %s", rows[0].pk)
    with pytest.raises(CommandError, match="1 differences"):
        call_command("verify_audit")
    assert f"row {rows[0].pk}: the row was changed" in capsys.readouterr().out
    with pytest.raises(CommandError, match="POSITION:HASH"):
        call_command("verify_audit", "--head", "nonsense")


def test_details_are_json_of_whatever_people_type():
    record(
        "export.made", name="\u202e'; drop table --", details={"narrowed": json.dumps({"a": "\ud83d\ude00"})}
    )
    sealing.seal()
    assert found() == []
