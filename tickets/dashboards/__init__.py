"""What those who lead see at a glance: the queue of the day, and how far promises are kept. Drawn from sums that
triggers keep and `manage.py verify_sums` counts anew; nothing is counted over all incidents when a page is looked
at."""
