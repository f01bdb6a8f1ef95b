"""The life of a subscription: change of tier, added products, renewal, reinstatement (R26).

One function a move, each one transaction that holds the customer, writes the lines, puts it down on the timeline
and lets other rooms know. Reminders are entitlements.renewal's, what open incidents do is tickets.following's.
"""
