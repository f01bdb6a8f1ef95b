"""A room that only tests have: what a later version of the product changes in a table that is in use."""
