"""What somebody may have meant: the nearest known word, ready to stand in a message.

    a word, the known words  ->  near_zh and near_en
"""

from __future__ import annotations

from collections.abc import Iterable


def near(word: str, known: Iterable[str]) -> dict[str, str]:
    """The arguments `near_zh` and `near_en` of a message: the nearest of *known* in brackets, or nothing."""
    from difflib import get_close_matches  # only a mistake needs it

    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    if not found:
        return {"near_zh": "", "near_en": ""}
    meant = by_lower[found[0]]
    return {"near_zh": f"（您要的可能是 `{meant}`）", "near_en": f" (did you mean `{meant}`?)"}
