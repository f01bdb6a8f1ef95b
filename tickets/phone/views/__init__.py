"""Pages of the phone: at the desk, and in the portal."""
