"""Proves that nobody sees or does what belongs to another customer, or what her role lacks.

`table` says for each address of the product who may and what it is given; `verification` visits all of them as
everybody who may not. `manage.py verify_isolation` does so on the database it is pointed at, a test on data that
it plants.
"""
