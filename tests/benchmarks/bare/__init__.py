"""The bare view that the product is compared with: what Django costs for 50 rows and nothing else.

No middleware, no session, no language; one indexed query as plain values, and a plain table.
"""
