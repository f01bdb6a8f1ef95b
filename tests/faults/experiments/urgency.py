"""A severity 1 while an alert goes out: the page must not wait behind it."""

from tests.faults import acts
from tests.faults.experiment import experiment
from tests.faults.installation import Installation
from tests.faults.ledger import Expected, once_each
from tests.faults.people import AGENTS, MANY

PAGES = 3


@experiment
def pages_during_an_alert_to_10000(site: Installation) -> Expected:
    """Three pages of a severity 1 at random moments while an alert to 10,000 goes out: each arrives, once, among
    the next. How long each waited is printed in seconds."""
    site.worker()
    acts.publish(MANY)
    written = {}
    for number, agent in enumerate(AGENTS[:PAGES]):
        goal = site.post.count + site.random.randrange(200, 600)
        site.post.wait(lambda post, goal=goal: post.count > goal)
        written[agent] = acts.page(agent, number)
    at_last = site.post.count
    site.drain(600)
    taken = {mail.to: mail.at for mail in site.post.taken() if mail.to in written}
    waits = [round(taken[agent] - at.timestamp(), 2) for agent, at in written.items() if agent in taken]
    more = {"pages_waited_s": waits, "taken_at_the_last_page": at_last}
    return Expected(once_each(acts.registered(MANY)) + once_each(written), more=more)
