"""The citizen's guide of an item, made from its rules."""
