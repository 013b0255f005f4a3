"""Two rulesets: what became stricter, what looser, each with a packet that shows it."""
