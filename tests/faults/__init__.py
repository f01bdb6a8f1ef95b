"""What the promise "told once, the right ones, whatever dies" is worth: real processes, hurt on purpose.

`make faults` runs it; docs/faults.md says what is promised, and what no sender of mail can.
"""
