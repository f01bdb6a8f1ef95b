"""What runs at a customer, in the REST API."""
