"""django-helpdesk beside the product: installed into an environment of its own, on the same PostgreSQL server."""
