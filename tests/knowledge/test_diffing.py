"""Word by word: what is added and removed is all that differs."""

from hypothesis import given
from hypothesis import strategies as some

from entitlements.knowledge.diffing import Piece, changes

TEXTS = some.text(alphabet="ab \n.é", max_size=60)


@given(TEXTS, TEXTS)
def test_without_what_was_added_the_older_text_is_left_and_without_what_was_removed_the_newer(before, after):
    pieces = changes(before, after) or [Piece("same", after)]
    assert "".join(each.text for each in pieces if each.mark != "added") == before
    assert "".join(each.text for each in pieces if each.mark != "removed") == after


def test_a_word_that_changed_stands_alone():
    assert changes("Open the period now.", "Open the lock now.") == [
        Piece("same", "Open the "),
        Piece("removed", "period"),
        Piece("added", "lock"),
        Piece("same", " now."),
    ]


def test_of_what_is_the_same_the_words_beside_a_change_are_shown():
    long = "word " * 400
    pieces = changes(f"a {long}", f"b {long}")
    assert [each.mark for each in pieces] == ["removed", "added", "same"]
    assert len(pieces[2].text) < 200


def test_no_word_is_cut_where_what_is_the_same_is_shortened():
    long = "installation " * 60
    [same, _added] = changes(long, f"{long}c")
    assert set(same.text.split()) == {"…", "installation"}
    [_removed, _added, same] = changes(f"a {long}", f"b {long}")
    assert set(same.text.split()) == {"…", "installation"}


def test_two_large_texts_without_anything_in_common_are_quick():
    import time

    begun = time.process_time()
    changes("a b " * 25_000, "c d " * 25_000)
    changes("[\n" * 50_000, "]\n" * 50_000)
    changes("\n".join(f"a{n}" for n in range(9_000)), "\n".join(f"b{n}" for n in range(9_000)))
    assert time.process_time() - begun < 5
