"""What scripts read of hand-overs, and how they object."""
