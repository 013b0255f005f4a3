"""The words of the reference: what a variable, a world and a place are, and the values that no paper holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

Key = tuple[Any, ...]
"""A variable: ("fact", name), ("applicant", name), ("provided", slot), ("field", slot, name), ("member", name), ("list", …)."""

World = dict[Key, Any]
Place = tuple[str, str | None]
Form = Callable[[Place], bool | None]
"""Whether a paper in form lies at a place; None where a person must look first."""

NONE: Final = "\0none"
"""A document bears none. A value of its own, so that a world can hold it."""

UNKNOWN: Final = object()
"""What the packet leaves open."""

EVERY: Final = "*"
"""A member of a list that nobody has named yet."""
