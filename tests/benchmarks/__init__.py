"""`make bench`: how fast the product is at 10,000 to 1,000,000 incidents, beside a bare Django view.

Everything is built and started here, on loopback and in a temporary state, and ended at the end. A command, not
a test: pytest collects nothing of it.
"""
