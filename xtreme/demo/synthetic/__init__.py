"""Deterministic synthetic data in any amount, for measuring: `manage.py fill`.

companies.py makes customers and people, courses.py decides what happens to an incident and when, ledger.py keeps
its milestones as the verbs would, rows.py writes it all down, copying.py brings it into PostgreSQL.
"""
