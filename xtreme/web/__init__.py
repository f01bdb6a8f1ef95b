"""The web server: a parent that watches, and the processes that serve. Imports nothing of the product by itself."""
