"""Pages of webhooks: endpoints and their steps, deliveries and sending one again."""
