"""Checks an applicant's packet for a government approval item and says once, completely, what is missing.

    from materials_rules import load, check
    with load("rulesets/hengyang") as library:
        notice = check(library, packet_bytes)
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, whose import would keep Ctrl-C waiting
if TYPE_CHECKING:
    from materials_rules.library import Library, check, load

__all__ = ["Library", "check", "load"]


def __getattr__(name: str) -> object:
    """The public names, imported when first used: `--help` must not wait for the machine."""
    if name in __all__:
        from materials_rules.ground.garbage import collecting_later

        with collecting_later():
            from materials_rules import library
        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
