"""The shelf of message families: one file a family, found by being there.

A family is a module with `MESSAGES: Final[dict[str, Message]]`. A code stands in exactly one family.
"""
