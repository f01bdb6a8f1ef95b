"""A new release comes while an alert is sent: web, worker and beat replaced one by one (R5.3)."""

from tests.faults import acts
from tests.faults.experiment import experiment
from tests.faults.installation import Installation
from tests.faults.ledger import Expected, once_each
from tests.faults.people import FEW, PUBLISHERS, SOME
from tests.faults.rules import WAIT, Rule


@experiment
def everything_replaced_one_by_one(site: Installation) -> Expected:
    """New processes are started beside the old ones, which are asked to end, while one alert is sent and another is
    published: each mail once, not one undecided."""
    site.post.treat(Rule("end", WAIT, seconds=0.02))
    web, port = site.web("web1")
    worker, beat = site.worker("worker1"), site.beat("beat1")
    publisher = acts.visitor(port, PUBLISHERS[0])
    acts.press_publish(publisher, acts.written(SOME))
    site.post.wait(lambda post: post.count > 100)
    site.worker("worker2")
    worker.ask_to_end()
    _web, port = site.web("web2")
    web.ask_to_end()
    publisher = acts.visitor(port, PUBLISHERS[1])
    acts.press_publish(publisher, acts.written(FEW))
    site.beat("beat2")
    beat.ask_to_end()
    for old in (web, worker, beat):
        old.wait()
    site.drain(nudged=False)
    return Expected(once_each(acts.registered(SOME)) + once_each(acts.registered(FEW)))


@experiment
def everything_ended_and_started_again(site: Installation) -> Expected:
    """All processes are asked to end at once while an alert is sent, and started again: the worker ends what it has
    begun, each mail once."""
    site.post.treat(Rule("end", WAIT, seconds=0.02))
    _web, port = site.web("web1")
    site.worker("worker1")
    site.beat("beat1")
    acts.press_publish(acts.visitor(port, PUBLISHERS[0]), acts.written(FEW))
    site.post.wait(lambda post: post.count > 20)
    for old in site.processes:
        old.ask_to_end()
    for old in site.processes:
        old.wait()
    site.worker("worker2")
    site.beat("beat2")
    site.drain(nudged=False)
    return Expected(once_each(acts.registered(FEW)))
