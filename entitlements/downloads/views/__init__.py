"""Pages of downloads, by audience."""
