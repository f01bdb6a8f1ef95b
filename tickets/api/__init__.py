"""REST API v1 of incidents: the same verbs, rights and clocks as the screens."""
