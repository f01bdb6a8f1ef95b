"""What rooms above hear of personal data. Signals carry ids and ask for nothing."""

from django.dispatch import Signal

export_made = Signal()  # export: the key of the DataExport that can be fetched now
export_failed = Signal()  # export
