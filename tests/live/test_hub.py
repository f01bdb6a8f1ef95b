"""Who is told what and how often: one event a topic and second, the last never left out, nothing without bound."""

import asyncio
import json
import time
from collections import deque

import pytest

from subscriptions.scope import Scope
from tests.live import skipped_time
from tickets.live.topics import Change, Ended, Gap, Permit, Told, of_incident, of_person, of_queue
from xtreme.live import hub as hubs
from xtreme.live.hub import AWAY, HERE, HERE_AGAIN, Hub

STAFF, CUSTOMER = of_incident(7, staff=True), of_incident(7, staff=False)


def permit(topic, since=None):
    return Permit(topic, time.time() if since is None else since, time.time() + 60)


def here():
    made = Hub()
    made.say(here=True)
    return made


async def heard(reader, seconds):
    """What a reader is told within these seconds, each with how many passed."""
    loop, found = asyncio.get_running_loop(), []
    begun = loop.time()
    while (left := seconds - (loop.time() - begun)) > 0:
        try:
            frame = await asyncio.wait_for(reader.frames.get(), left)
        except TimeoutError:
            break
        found.append((frame, loop.time() - begun))
    return found


def changes(frames):
    return [json.loads(frame.split(b"data: ")[1])["changes"] for frame, _at in frames if b"change" in frame]


def test_a_change_reaches_the_queue_with_its_place_and_the_incident_without():
    async def run():
        hub = here()
        readers = [hub.join(permit(topic)) for topic in ("queue", STAFF, CUSTOMER)]
        hub.publish(Change(7, "2100", public=True))
        frames = [await heard(reader, 0.1) for reader in readers]
        return [changes(each) for each in frames], {at for _frame, at in frames[0]}

    assert skipped_time.run(run()) == ([[[[7, "2100"]]], [[[7, ""]]], [[[7, ""]]]], {0})  # at once


def test_r9_what_is_internal_is_not_told_to_the_customer_nor_another_incident_to_anybody():
    async def run():
        hub = here()
        readers = [hub.join(permit(topic)) for topic in (STAFF, CUSTOMER, of_incident(8, staff=False))]
        hub.publish(Change(7, "2100", public=False))
        return [changes(await heard(reader, 0.1)) for reader in readers]

    assert skipped_time.run(run()) == [[[[7, ""]]], [], []]


def test_r9_a_list_within_a_scope_is_told_of_no_other_incident():
    hers, others = (of_queue(Scope(products=frozenset({number}))) for number in (1, 2))

    async def run():
        hub, read_at = here(), time.time()
        readers = [hub.join(permit(topic)) for topic in (hers, others)]
        hub.publish(Change(7, "2100", public=True, queues=frozenset({hers})))
        hub.publish(Change(8, "2200", public=True, left=frozenset({hers})))
        told = [changes(await heard(reader, 0.1)) for reader in readers]
        late = [hub.join(permit(topic, since=read_at)) for topic in (hers, others)]
        return told + [changes(await heard(reader, 0.1)) for reader in late]

    both = [[7, "2100"], [8, ""]]
    assert skipped_time.run(run()) == [[both], [], [both], []]


def test_who_may_hear_of_other_things_is_cut_off_and_comes_again_by_a_newer_token_alone():
    async def run():
        hub, now = here(), time.time()
        hub.sure_since = now - 10
        hers, others = (Permit("queue", now - 5, now + 60, person) for person in (1, 2))
        readers = [hub.join(each) for each in (hers, others)]
        hub.publish(Ended(1, now))
        hub.publish(Change(7, "2100", public=True))
        frames = [[frame for frame, _at in await heard(reader, 0.1)] for reader in readers]
        newer = Permit("queue", now + 1, now + 60, 1)
        return frames[0][-1], len(frames[1]), [hub.holds(each) for each in (hers, others, newer)]

    assert skipped_time.run(run()) == (None, 2, [False, True, True])


def test_many_changes_are_one_event_a_second_and_the_last_arrives_within_two():
    async def run():
        hub = here()
        reader = hub.join(permit("queue"))
        listening = asyncio.create_task(heard(reader, 2.3))
        for number in range(60):
            hub.publish(Change(number, f"place {number}", public=True))
            await asyncio.sleep(0.01)
        return await listening

    frames = skipped_time.run(run())
    told = [(at, named) for (frame, at), named in zip(frames[1:], changes(frames), strict=True)]
    assert len(told) == 2
    assert told[1][0] - told[0][0] == pytest.approx(hubs.PACE)
    assert {number for _at, named in told for number, _place in named} == set(range(60))


def test_too_many_changes_are_named_none_of_them():
    async def run():
        hub = here()
        reader = hub.join(permit("queue"))
        for number in range(hubs.MOST_CHANGES + 1):
            hub.publish(Change(number, "", public=True))
        return changes(await heard(reader, 0.1))

    assert skipped_time.run(run()) == [None]


def test_a_page_that_takes_nothing_is_let_go_and_the_others_go_on():
    async def run():
        hub = here()
        slow, quick = hub.join(permit("queue")), hub.join(permit("queue"))
        taken = []
        for number in range(hubs.MOST_FRAMES + 2):
            hub.topics["queue"].told_at = float("-inf")
            hub.publish(Change(number, "", public=True))
            taken += await heard(quick, 0.02)
        return (
            len(hub.topics["queue"].readers),
            slow.frames.qsize(),
            await slow.frames.get(),
            len(changes(taken)),
        )

    assert skipped_time.run(run()) == (1, 1, None, hubs.MOST_FRAMES + 2)


def test_what_changed_between_the_page_and_its_connection_is_told_when_it_listens():
    async def run():
        hub, read_at = here(), time.time()
        hub.publish(Change(7, "2100", public=True))
        hub.publish(Change(8, "2200", public=False))
        early = await heard(hub.join(permit(CUSTOMER, since=read_at)), 0.05)
        later = await heard(hub.join(permit(CUSTOMER)), 0.05)
        return changes(early), changes(later)

    assert skipped_time.run(run()) == ([[[7, ""]]], [])


def test_pages_are_told_when_changes_do_not_arrive():
    async def run():
        hub = here()
        reader = hub.join(permit("queue"))
        hub.say(here=False)
        return [frame for frame, _at in await heard(reader, 0.05)]

    assert skipped_time.run(run()) == [HERE, AWAY]


def test_when_changes_arrive_again_pages_come_anew_for_somebody_may_have_left_meanwhile():
    """Nobody was told of it."""

    async def run():
        hub = here()
        hub.say(here=False)
        reader, before = hub.join(permit("queue")), permit("queue")
        hub.say(here=True)
        frames = [frame for frame, _at in await heard(reader, 0.05)]
        return frames, hub.holds(before), hub.holds(permit("queue"))

    assert skipped_time.run(run()) == ([None], False, True)


def test_what_was_allowed_before_the_process_began_is_asked_for_anew():
    before = permit("queue", since=time.time() - 60)
    assert not Hub().holds(before)


def test_a_page_read_before_changes_arrived_whole_is_told_that_it_may_have_missed_one(monkeypatch):
    monkeypatch.setattr(hubs, "REMEMBERED", 2)

    async def run():
        before = time.time() - 5
        hub = here()
        hub._remembered = deque(maxlen=2)
        old, fresh = hub.join(permit("queue", since=before)), hub.join(permit("queue"))
        between = time.time()
        for number in range(2):
            hub.publish(Change(number, "", public=True))
        remembered = hub.join(permit("queue", since=between))
        hub.publish(Change(2, "", public=True))
        return [reader.frames.get_nowait() for reader in (old, fresh, remembered)], hub.join(
            permit("queue", since=between)
        ).frames.get_nowait()

    assert skipped_time.run(run()) == ([HERE_AGAIN, HERE, HERE], HERE_AGAIN)


def test_a_gap_sends_every_page_to_come_anew():
    async def run():
        hub = here()
        reader, before = hub.join(permit("queue")), permit(of_person(1))
        hub.publish(Gap())
        return [frame for frame, _at in await heard(reader, 0.05)], hub.holds(before)

    assert skipped_time.run(run()) == ([None], False)


def test_no_more_pages_are_taken_than_the_bound_and_none_after_the_end(monkeypatch):
    async def run():
        hub = here()
        first = hub.join(permit("queue"))
        full = hub.join(permit("queue"))
        hub.leave(first)
        again = hub.join(permit("queue"))
        hub.end()
        frames = [frame for frame, _at in await heard(again, 0.05)]
        return full, frames, hub.join(permit(STAFF))

    monkeypatch.setattr(hubs, "MOST_READERS", 1)
    assert skipped_time.run(run()) == (None, [None], None)


def test_pages_are_told_how_long_to_take_so_that_they_do_not_all_come_at_once():
    async def run():
        hub = here()
        readers = [hub.join(permit("queue")) for _ in range(21)]
        hub.publish(Change(7, "2100", public=True))
        frames = await heard(readers[0], 0.1)
        return json.loads(frames[-1][0].split(b"data: ")[1])["within"]

    assert skipped_time.run(run()) == 1600


def test_nobody_learns_from_an_event_how_many_others_read():
    assert {hubs.within(readers) for readers in range(21)} == {400}
    assert {hubs.within(readers) for readers in range(21, 81)} == {1600}
    assert hubs.within(hubs.MOST_READERS) >= hubs.MOST_READERS * hubs.EACH
    assert b"readers" not in hubs.event({7: ""}, 12) + hubs.told(12)


def tellings(frames):
    """Each time its person was told something: within how many ms her pages ask what."""
    return [int(frame.split(b"data: ")[1]) for frame, _at in frames if b"event: told" in frame]


def test_r9_only_who_was_told_something_hears_of_it_on_each_of_her_pages():
    async def run():
        hub = here()
        readers = [hub.join(permit(of_person(number))) for number in (1, 1, 2)]
        hub.publish(Told(frozenset({1, 3})))
        return [tellings(await heard(reader, 0.1)) for reader in readers]

    assert skipped_time.run(run()) == [[400], [400], []]


def test_everybody_is_told_on_her_pages_and_no_page_of_anything_else():
    async def run():
        hub = here()
        readers = [hub.join(permit(topic)) for topic in (of_person(1), of_person(2), "queue", STAFF)]
        hub.publish(Told(None))
        return [tellings(await heard(reader, 0.1)) for reader in readers]

    assert skipped_time.run(run()) == [[400], [400], [], []]


def test_one_page_hears_of_its_incident_and_of_its_person_and_leaves_both():
    async def run():
        hub = here()
        reader = hub.join(permit(STAFF), permit(of_person(1)))
        hub.publish(Change(7, "2100", public=False))
        hub.publish(Told(frozenset({1})))
        frames = await heard(reader, 0.1)
        hub.leave(reader)
        return changes(frames), tellings(frames), hub.topics, hub.readers

    assert skipped_time.run(run()) == ([[[7, ""]]], [400], {}, 0)


def test_what_she_was_told_since_the_page_was_read_is_not_missed():
    async def run():
        hub = here()
        hub.publish(Told(frozenset({1})))
        readers = [
            hub.join(permit(of_person(number), since=time.time() - age))
            for number, age in ((1, 5), (1, -5), (2, 5))
        ]
        return [tellings(await heard(reader, 0.05)) for reader in readers]

    assert skipped_time.run(run()) == [[400], [], []]


def present(frames):
    return [json.loads(frame.split(b"data: ")[1]) for frame, _at in frames if b"event: present" in frame]


def named(person, name, topic=STAFF):
    return Permit(topic, time.time(), time.time() + 60, person, name)


def test_r9_who_reads_an_incident_at_the_desk_is_told_who_else_does_and_when_they_have_gone(monkeypatch):
    monkeypatch.setattr(hubs, "PACE", 0.05)

    async def run():
        hub = here()
        signe, jonas = hub.join(named(1, "Signe Holm")), hub.join(named(2, "Jonas Krogh"))
        again = hub.join(named(1, "Signe Holm"))
        both = [present(await heard(each, 0.15)) for each in (signe, jonas, again)]
        hub.leave(signe)
        one_left = [present(await heard(each, 0.15)) for each in (jonas, again)]
        hub.leave(jonas)
        return both, one_left, present(await heard(again, 0.15))

    both, one_left, alone = skipped_time.run(run())
    assert both == [[["Jonas Krogh"]], [["Signe Holm"]], [["Jonas Krogh"]]]
    assert one_left == [[], []]  # she has it open in another tab
    assert alone == [[]]


def test_r9_who_else_reads_stays_said_when_the_reader_is_told_something(monkeypatch):
    """Of her bell nobody but she reads: that said nobody read the incident either."""
    monkeypatch.setattr(hubs, "PACE", 0.05)

    async def run():
        hub = here()
        signe = hub.join(named(1, "Signe Holm"), named(1, "", of_person(1)))
        hub.join(named(2, "Jonas Krogh"), named(2, "", of_person(2)))
        first = present(await heard(signe, 0.15))
        hub.publish(Told(frozenset({1})))
        return first, present(await heard(signe, 0.15))

    assert skipped_time.run(run()) == ([["Jonas Krogh"]], [])


def test_r9_whoever_brings_no_name_is_neither_told_nor_shown():
    async def run():
        hub = here()
        readers = [
            hub.join(named(1, "Signe Holm")),
            hub.join(named(2, "")),
            hub.join(named(3, "Ida", CUSTOMER)),
        ]
        return [present(await heard(reader, 0.1)) for reader in readers]

    assert skipped_time.run(run()) == [[], [], []]
