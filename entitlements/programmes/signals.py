"""What other rooms may react to. A signal carries numbers and never asks for an answer; it is sent inside the
transaction."""

from django.dispatch import Signal

# A customer was given a place in a programme, or has it no more: `programme`, `customer` and `version` (of the
# product, None where the programme names none) are numbers, `admitted` whether she takes part from `at` on. Whoever
# publishes releases for named customers (R2.3) names her or leaves her out.
participants_changed = Signal()
