"""Pages by audience: readers, the desk, writers."""
