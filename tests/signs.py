"""What each sign of a comparison means, for every judge that tests set beside the program."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

OPS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
