"""What a customer's scripts read of the phone."""
