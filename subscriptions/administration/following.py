"""What an administrator is told of a change of tier before it is made, by rooms above this one."""

from collections.abc import Callable

from subscriptions.models import Customer, ProductLine, Tier

# A room above adds a function when its admin is loaded; it says in sentences what the new tier would mean.
followers: list[Callable[[ProductLine, Tier], list[str]]] = []


def what_follows(line: ProductLine, tier: Tier) -> list[str]:
    """What all of them say."""
    return [sentence for say in followers for sentence in say(line, tier)]


# The same of a tier that a customer gets, whatever she had of the product before.
brought: list[Callable[[Customer, Tier], list[str]]] = []


def what_it_brings(customer: Customer, tier: Tier) -> list[str]:
    """What all of those say."""
    return [sentence for say in brought for sentence in say(customer, tier)]
