"""Checks an applicant's packet for a government approval item and says once, completely, what is missing.

    from materials_rules import load, check
    with load("rulesets/hengyang") as library:
        notice = check(library, packet_bytes)
        for result in check_many(library, lines): ...
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, whose import would keep Ctrl-C waiting
if TYPE_CHECKING:
    from materials_rules.library import Library, check, load
    from materials_rules.many import Judge, Judged, Rejected, check_many

__all__ = ["Judge", "Judged", "Library", "Rejected", "check", "check_many", "load"]

_OF_MANY = frozenset({"Judge", "Judged", "Rejected", "check_many"})


def __getattr__(name: str) -> object:
    """The public names, imported when first used: `--help` must not wait for the machine."""
    if name in __all__:
        from materials_rules.ground.garbage import collecting_later

        with collecting_later():
            if name in _OF_MANY:
                from materials_rules import many

                return getattr(many, name)
            from materials_rules import library
        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
