"""What the rooms above hear of. A signal carries numbers and never asks for an answer."""

from django.dispatch import Signal

# An event was confirmed, cancelled or has begun, or it covers other products: the clocks of the customer's open
# incidents may count other hours. `event` and `customer` are numbers, `by` that of who did it or None, `at` the
# instant. Sent inside the transaction.
hours_changed = Signal()
