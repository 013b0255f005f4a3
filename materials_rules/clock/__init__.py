"""Days off from data, and the last day of a limit with every day of the count explained."""
