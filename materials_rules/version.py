"""The version of this tool: part of what determines the bytes of a notice."""

from typing import Final

VERSION: Final = "0.1.0"
