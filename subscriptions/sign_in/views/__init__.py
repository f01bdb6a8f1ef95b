"""Pages: of one's own account, of a manager's people, of those who come in."""
