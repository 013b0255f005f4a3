"""The language server: the same diagnostics, names and law, while the author writes."""
