"""The reform's own figures, computed from rulesets."""
