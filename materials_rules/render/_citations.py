"""Citations in a row, in which an act is named once for all of its provisions.

    《许可法》第三十二条第一款第二项, 《许可法》第三十二条第二款  ->  《许可法》第三十二条第一款第二项, 第二款
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_CITATION: Final = re.compile(r"(?P<act>《.+》(?:（[^（）]*）)?)(?P<article>第[^条第]+条(?:之[^第]+)?)(?P<rest>(?:第[^第]+)*)")


def short_citations(texts: Iterable[str]) -> Iterator[str]:
    """*texts* in their order, each without what it shares with the one before it: the act, the article, the paragraph.

    An article is named again where one of the two is the whole article: a paragraph alone would be read as another's.

    >>> list(short_citations(["《甲法》第三条第一款", "《甲法》第三条第二款", "《甲法》第四条", "《甲法》第四条第一款"]))
    ['《甲法》第三条第一款', '第二款', '第四条', '第四条第一款']
    """
    before: tuple[str, ...] = ()
    for text in texts:
        steps = _steps(text)
        same = _shared(before, steps)
        if same == min(len(before), len(steps)):
            same = min(same, 1)
        yield "".join(steps[same:])
        before = steps if len(steps) > 1 else ()


def _shared(before: tuple[str, ...], steps: tuple[str, ...]) -> int:
    """How many steps two citations share from the first on."""
    differ = (i for i, (one, other) in enumerate(zip(before, steps, strict=False)) if one != other)
    return next(differ, min(len(before), len(steps)))


def _steps(text: str) -> tuple[str, ...]:
    """The act, the article, the paragraph and the point of a citation; what is no such citation is one step."""
    found = _CITATION.fullmatch(text)
    return (text,) if found is None else (found["act"], found["article"], *re.findall("第[^第]+", found["rest"]))
