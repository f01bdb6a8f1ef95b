"""What the rooms above hear of. A signal carries numbers and never asks for an answer."""

from django.dispatch import Signal

# A recording is in the library, or what it says has changed there: `recording` is its number, `at` the instant.
recording_published = Signal()
# The same, no longer there.
recording_withdrawn = Signal()
