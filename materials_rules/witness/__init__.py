"""Packets that nobody handed in: a situation of a plan as a packet that shows something, ready for `check`."""
