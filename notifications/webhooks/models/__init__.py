from notifications.webhooks.models.deliveries import Attempt, Delivery
from notifications.webhooks.models.endpoints import Endpoint
from notifications.webhooks.models.rules import WebhookRules
from notifications.webhooks.models.secrets import Secret

__all__ = ["Attempt", "Delivery", "Endpoint", "Secret", "WebhookRules"]
