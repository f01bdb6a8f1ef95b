"""Where the vendor's people look at what is not simply theirs to read: seeing the portal as a contact sees it, and
break-glass access to what confidentiality would refuse. Both have a reason and an end, are on the audit trail, and
the customer reads there who looked.

What is confidential, and who is told, is the rooms' above: they ask `break_glass.is_open` and hear `glass_broken`.
"""
