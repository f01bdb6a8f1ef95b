"""What the rooms above hear of. A signal carries numbers and never asks for an answer."""

from django.dispatch import Signal

# A release was published: `release` is its number, `at` the instant. Sent once, inside the transaction.
release_published = Signal()

# A release was withdrawn, and who fetched it was told: `release`, `at`. Sent once, inside the transaction.
release_withdrawn = Signal()
