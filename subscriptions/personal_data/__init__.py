"""Personal data: what is kept of a person or a customer, given out as a file, erased, and removed when its time
is up.

The rooms say what they hold: each adds its parts (`parts`), its steps (`erasing`) and its rules (`retention`).
"""
