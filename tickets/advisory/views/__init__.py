"""Pages by audience: the portal's, and the desk's by subject."""
