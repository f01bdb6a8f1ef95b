"""What other rooms may react to. A signal carries keys only and never asks for an answer; its receivers act inside
the sender's transaction, so what must not be lost they write down."""

from django.dispatch import Signal

# Product lines that were begun, or whose tier or days were changed: `customer`, `lines`, `by` (None: nobody) are
# keys, `at` is the instant. A line that begins later is sent when it is agreed.
lines_changed = Signal()

# Something was put on the timeline of a subscription: `entry` is its key.
subscription_moved = Signal()

# Tiers were ordered anew: `tiers` are the keys of those with another rank.
ranks_changed = Signal()

# A tier was made that is to grant what another does: `tier` and `like` are their keys, `at` is the instant.
tier_begun = Signal()

# Somebody was told that she may not: `code` of the refusal, `path` of what she asked for.
access_refused = Signal()

# A table of the admin went out as a file: `model` is its label, `rows` how many of it.
table_exported = Signal()

# Sessions of a person were ended, by her or by what happened to her: `person` is her key.
sessions_ended = Signal()

# A customer's installed system runs no longer: `system` and `by` are keys, `at` is the instant.
system_ended = Signal()
