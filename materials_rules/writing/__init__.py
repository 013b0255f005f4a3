"""What authors write, written again: in one order, in the other language of keys, or anew."""
