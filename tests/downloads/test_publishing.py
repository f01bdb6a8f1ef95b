"""Writing and publishing releases: what is refused, and where it says so (R2.4, R3.1, R3.4)."""

import itertools
import threading
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from entitlements.downloads import graph, linking, publishing, spans
from entitlements.downloads.models import Link, Release, ReleaseLink
from entitlements.downloads.models.releases import Kind, State
from entitlements.downloads.refusals import (
    AlertForSome,
    ChangedMeanwhile,
    Circle,
    CodeTaken,
    CountryMissing,
    DayBeforeRelease,
    DayMissing,
    FileMissing,
    NameTaken,
    NobodyNamed,
    NotADraft,
    NotesMissing,
    RequiresItself,
    SymptomMissing,
    VersionOfAnother,
)
from entitlements.models import Document
from entitlements.readers import Reader
from subscriptions import tenancy
from subscriptions.refusals import Forbidden
from tests import factories as make
from tests.downloads.scene import AT, DAY
from tests.downloads.scene import scene as made

pytestmark = pytest.mark.django_db
REGULATORY = {"kind": Kind.REGULATORY, "country": "DK", "effective_on": date(2027, 1, 1)}


def test_without_english_release_notes_nothing_is_published_r2_4(scene):
    release = scene.written(notes_en="  ", notes_da="Installér den.")
    with pytest.raises(NotesMissing):
        publishing.publish(release, scene.publisher, at=AT)
    release.refresh_from_db()
    assert release.state == State.DRAFT


def test_danish_notes_are_optional_r2_4(scene):
    assert scene.published(notes_da="").state == State.PUBLISHED


def test_without_a_file_there_is_nothing_to_publish_but_notes_r2_1(scene):
    with pytest.raises(FileMissing):
        publishing.publish(scene.written(file=False), scene.publisher, at=AT)
    notes = scene.written("LGF-N", file=False, kind=Kind.RELEASE_NOTES)
    assert publishing.publish(notes, scene.publisher, at=AT).state == State.PUBLISHED


def test_a_regulatory_update_names_country_and_day_r3_1(scene):
    with pytest.raises(CountryMissing):
        scene.written(**REGULATORY | {"country": ""})
    with pytest.raises(DayMissing):
        scene.written(**REGULATORY | {"effective_on": None})


def test_a_rule_cannot_take_effect_before_its_update_is_released_r3_1(scene):
    yesterday = REGULATORY | {"effective_on": date(2026, 11, 24)}
    release = scene.written(at=AT - DAY, **yesterday)
    with pytest.raises(DayBeforeRelease):
        publishing.publish(release, scene.publisher, at=AT)
    with pytest.raises(DayBeforeRelease) as refused:
        scene.written("LGF-3", file=False, **yesterday)
    assert refused.value.field == "effective_on"
    assert scene.published("LGF-2", **REGULATORY | {"effective_on": date(2026, 11, 25)}).published_at


@pytest.mark.parametrize("kind", Link.values)
def test_a_release_cannot_require_supersede_or_contain_itself_r3_4(scene, kind):
    release = scene.written()
    with pytest.raises(RequiresItself) as refused:
        publishing.edit(release, scene.draft(links={kind: [release]}), scene.publisher)
    assert refused.value.field == kind


@pytest.mark.parametrize("kind", Link.values)
def test_a_circle_is_refused_with_its_way_and_nothing_is_changed_r3_4(scene, kind):
    a = scene.written("A", file=False)
    b = scene.written("B", file=False, links={kind: [a]})
    c = scene.written("C", file=False, links={kind: [b]})
    with pytest.raises(Circle) as refused:
        publishing.edit(a, scene.draft("A", title_en="New", links={kind: [c]}), scene.publisher)
    assert "A → C → B → A" in str(refused.value)
    a.refresh_from_db()
    assert a.title_en == "What A brings"
    assert not ReleaseLink.objects.filter(release=a).exists()


@pytest.mark.parametrize("title", ["Period lock", "PERIOD Lock"])
def test_two_releases_of_one_name_in_a_version_are_refused_r3_4(scene, title):
    scene.written("LGF-1", title_en="Period lock")
    with pytest.raises(NameTaken) as refused:
        scene.written("LGF-2", title_en=title)
    assert "LGF-1" in str(refused.value)
    assert refused.value.field == "title_en"
    other = make.version(scene.product, "12.0")
    assert scene.written("LGF-3", title_en="Period lock", version=other)


@pytest.mark.parametrize("code", ["LGF-1", "lgf-1"])
def test_a_code_is_one_release_s_in_small_letters_too_r3_4(scene, code):
    scene.written("LGF-1")
    with pytest.raises(CodeTaken):
        scene.written(code, title_en="Another")


def test_what_does_not_fit_together_is_refused_at_its_field(scene):
    other = make.version(make.product("VDL"), "4.1")
    with pytest.raises(VersionOfAnother):
        scene.written(version=other)
    with pytest.raises(NobodyNamed):
        scene.written(generally_available=False)
    with pytest.raises(SymptomMissing):
        scene.written(alert_class="statutory")
    with pytest.raises(AlertForSome):
        scene.written(
            alert_class="statutory", symptom="x", generally_available=False, customers=[scene.customer]
        )


def test_only_publishers_write_publish_and_withdraw(scene):
    agent, release = make.staff("agent"), scene.written()
    for act in (
        lambda: publishing.write(scene.draft("B"), agent),
        lambda: publishing.edit(release, scene.draft(), agent),
        lambda: publishing.publish(release, agent),
        lambda: publishing.withdraw(release, agent, "Faulty."),
    ):
        with pytest.raises(Forbidden):
            act()


def test_what_is_published_is_not_changed_and_not_published_again(scene):
    release = scene.published()
    with pytest.raises(NotADraft):
        publishing.edit(release, scene.draft(title_en="Another"), scene.publisher)
    with pytest.raises(NotADraft):
        publishing.publish(release, scene.publisher)


def test_who_has_seen_another_edition_changes_nothing(scene):
    release = scene.written()
    seen = release.edition
    publishing.edit(release, scene.draft(title_en="Hers"), scene.publisher)
    with pytest.raises(ChangedMeanwhile):
        publishing.publish(release, scene.publisher, seen)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_close_a_circle_at_once_are_decided_by_the_lock_r3_4():
    with tenancy.as_staff():
        scene = made()
        a, b = scene.written("A", file=False), scene.written("B", file=False)
    barrier, refused = threading.Barrier(2), []

    def link(one, other):
        try:
            with tenancy.as_staff(), transaction.atomic():
                barrier.wait()
                linking.set_links(one, {Link.REQUIRES: [other]})
        except Circle:
            refused.append(one)
        finally:
            connection.close()

    threads = [threading.Thread(target=link, args=pair) for pair in ((a, b), (b, a))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with tenancy.as_staff():
        assert len(refused) == ReleaseLink.objects.count() == 1


EDGES = st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=4), max_size=9)


@given(EDGES, st.integers(0, 8))
def test_what_is_needed_comes_before_what_needs_it(edges, wanted):
    if any(graph.path(edges, each, node) for node in edges for each in edges[node]):
        return
    order = graph.in_order(edges, wanted)
    assert order[-1] == wanted
    assert len(order) == len(set(order))
    for node in order:
        assert all(order.index(each) < order.index(node) for each in edges.get(node, ()))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), max_size=12))
def test_spans_are_the_bytes_that_were_sent_whatever_their_order(parts):
    found = []
    for start, end in parts:
        found = spans.with_span(found, start, end)
    sent = {each for start, end in parts for each in range(start, end)}
    assert {each for start, end in found for each in range(start, end)} == sent
    assert spans.length(found) == len(sent)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(found))


def test_the_database_itself_keeps_releases_without_notes_from_being_published_r2_4(scene):
    from django.db import IntegrityError

    release = scene.written(notes_en="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(
            state=State.PUBLISHED, published_at=AT, published_by=scene.publisher
        )


def test_a_search_finds_what_is_published_for_whom_it_is_for_r2_3(scene):
    covered = frozenset([scene.product.pk])
    mine, hers = Reader(customer=1, products=covered), Reader(customer=scene.customer.pk, products=covered)
    scene.written("LGF-D")
    release = scene.published("LGF-A", title_da="Titel", notes_da="**Installér** den.")
    scene.published("LGF-N", generally_available=False, customers=[scene.customer])
    found = Document.objects.filter(kind="release")
    assert set(found.visible_to(mine).values_list("code", "language")) == {("LGF-A", "en"), ("LGF-A", "da")}
    assert set(found.visible_to(hers).values_list("code", flat=True)) == {"LGF-A", "LGF-N"}
    assert not found.visible_to(Reader(customer=scene.customer.pk)).exists()
    assert found.get(code="LGF-A", language="da").body == "Installér den."
    publishing.withdraw(release, scene.publisher, "Faulty.", AT)
    assert not found.filter(code="LGF-A").exists()
