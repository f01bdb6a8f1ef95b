"""Pages of remote access, by audience."""
