"""What rooms above may react to, in the sender's transaction."""

from django.dispatch import Signal

# Somebody took break-glass access: `opening` is its key.
glass_broken = Signal()
