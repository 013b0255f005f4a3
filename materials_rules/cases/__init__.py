"""An author's own tests: packets beside a ruleset, what must come of them, and what they leave untried."""
