"""Pages of incidents are a contact's; staff are sent to the same incident at the desk, or to the queue."""

from notifications.views import readers

for_contacts = readers.for_contacts("/desk/incidents/", elsewhere="/desk/queue/")
