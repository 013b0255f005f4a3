"""Everything worth telling an author: a shelf of rules, each with its manual and its examples."""
