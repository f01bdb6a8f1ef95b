"""Pages of special events, by audience."""
