"""What holds of a ruleset in every situation, or the smallest packet that shows that it does not."""
