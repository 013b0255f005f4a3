"""What a text that has no place raises, deep inside: the message that fits, for whoever knows where the text stands.

    code, words  ->  an exception that becomes a Diagnostic
"""

from __future__ import annotations


class Refusal(ValueError):
    """A text or a value that cannot stand where it does: *code* is of the catalogue and *values* fill its message."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
