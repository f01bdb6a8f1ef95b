"""What other rooms may react to. A signal carries keys only and never asks for an answer; its receivers act inside
the sender's transaction, so what must not be lost they write down."""

from django.dispatch import Signal

# An alert was published and those concerned are told: `alert_id`. Sent once an alert.
alert_published = Signal()

# A published alert was corrected or withdrawn: `change_id`, the key of its AlertChange.
alert_changed = Signal()
