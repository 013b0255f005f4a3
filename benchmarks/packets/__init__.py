"""Packets as a city's windows get them, all invented: any number, the same bytes for the same seed, one after the other."""
