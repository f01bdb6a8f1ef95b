"""REST API v1 of the knowledge base: what the caller may read, as the portal has it."""
