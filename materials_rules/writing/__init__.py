"""Rules back into YAML, in one order and one layout, with every comment at its place."""
