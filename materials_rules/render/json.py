"""The notice itself, for programs: notice/1, indented for reading.

    Notice  ->  JSON
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from materials_rules.notice.model import Notice, encode


def render(notice: Notice, names: Mapping[str, str]) -> bytes:
    """Every key of the contract in its order; *names* are for people and do not come in."""
    return msgspec.json.format(encode(notice), indent=2) + b"\n"
