"""What rooms of services and higher ones may react to. A signal carries numbers and never asks for an answer; it is
sent inside the transaction."""

from django.dispatch import Signal

# Customers take part in a programme, or do no more, as `admitted` says: `programme` and `customers` are numbers,
# `builds` the codes of the builds that this concerns, none where the programme has given none yet.
participants_changed = Signal()

# What is searched of a thing was written: `kind` and `key` are its Document's.
document_kept = Signal()
