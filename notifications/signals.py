"""What the rooms above hear of. A signal carries keys only and never asks for an answer."""

from django.dispatch import Signal

# These `people` (keys) were told something in the app, or have read some of it. Sent inside the transaction.
bell_changed = Signal()
