"""A file of packets through one ruleset: read in blocks, judged side by side, written in order, resumed after any end."""
