"""Open pages that show changes by themselves (R9): what a change tells them, and who may listen to what.

The pages' side of it is static/js/live.js, the process between both is xtreme/live.
"""
