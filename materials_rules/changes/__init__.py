"""What becomes of applicants when rules change: stricter, looser or neutral, decided on the tables of both rulesets."""
