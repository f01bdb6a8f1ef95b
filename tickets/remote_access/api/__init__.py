"""What scripts read of remote sessions."""
