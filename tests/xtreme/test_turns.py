"""Pages take turns in a process, files do not: who fetches slowly holds up nobody (R3.3, R5.1)."""

import threading

from xtreme.turns import PAGES, Turns

SOON = 30  # seconds, at most, for what comes at once


def test_no_more_pages_at_a_time_than_there_are_turns():
    entered, leave, most = threading.Semaphore(0), threading.Event(), []
    inside = []

    def application(environ, start_response):
        inside.append(environ["n"])
        most.append(len(inside))
        entered.release()
        leave.wait(SOON)
        inside.remove(environ["n"])
        return [b"page"]

    turns = Turns(application)
    threads = [threading.Thread(target=turns, args=({"n": n}, None)) for n in range(5)]
    for thread in threads:
        thread.start()
    for _page in range(PAGES):
        assert entered.acquire(timeout=SOON)
    assert not entered.acquire(timeout=0.2)
    leave.set()
    for thread in threads:
        thread.join()
    assert max(most) == PAGES


def test_what_is_being_sent_takes_no_turn_r3_3():
    turns = Turns(lambda environ, start_response: iter([b"piece"] * 3))
    being_sent = [turns({}, None) for _download in range(50)]
    for download in being_sent:
        next(iter(download))
    assert list(turns({}, None)) == [b"piece"] * 3


def test_a_page_that_fails_gives_its_turn_back():
    def application(environ, start_response):
        raise RuntimeError

    turns = Turns(application)
    for _page in range(PAGES + 1):
        try:
            turns({}, None)
        except RuntimeError:
            continue
