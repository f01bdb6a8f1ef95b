"""What the rooms beside the core hear of an incident. A signal carries numbers and never asks for an answer; its
receivers act inside the sender's transaction."""

from django.dispatch import Signal

# An incident was closed or withdrawn: `incident` and `by` (None: the product itself) are numbers, `reason` that of
# closing, empty where it was withdrawn, `at` the instant.
incident_ended = Signal()

# A closed incident is in progress again: `incident`, `by`, `at` as above.
incident_reopened = Signal()

# An agent logged a call on an incident's page: `entry` is the number of the call in the timeline.
call_logged = Signal()

# Somebody answered an invitation in her calendar: `uid` and `sequence` are the entry's, `says` a PARTSTAT of RFC
# 5545, `person` is her number, `at` the instant.
invitation_answered = Signal()

# A contact wrote on an incident that the consulting service has, which stays closed: `entry` is the number of her
# message in the timeline.
written_to_consulting = Signal()

# The severity of an incident was changed: `incident` is its number, `severity` the new one, `at` the instant. The
# incident is saved after this.
severity_changed = Signal()
