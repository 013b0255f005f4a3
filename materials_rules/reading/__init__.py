"""From bytes to plain things that remember where they stood."""
