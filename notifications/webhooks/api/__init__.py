"""REST API v1 of webhooks: the same verbs and rights as their pages."""
