"""The rules of lint, one a file: the docstring is the manual of the rule."""
