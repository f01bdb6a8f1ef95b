"""What a customer's scripts read of briefings."""
