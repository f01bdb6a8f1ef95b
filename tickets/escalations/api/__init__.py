"""How scripts escalate at the customer's request, and what they read of it."""
