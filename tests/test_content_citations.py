"""The delivered rules: every citation held against the texts of the acts."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from test_content import FILES, ROOT, content, ruleset, walk

from materials_rules.rules.basis import Basis
from materials_rules.rules.law import standing
from materials_rules.rules.place import Law, LawVersion

TEXTS: Final = Path(os.environ.get("MATERIALS_RULES_LAWS") or ROOT.parent / "shared" / "laws")
"""Where the texts of the acts are; they are no part of this project."""


def texts(law: Law) -> dict[dt.date, Path]:
    """The texts of *law*, by the day from which they are in force."""
    found = {}
    for path in sorted(TEXTS.glob(f"{law.title.removeprefix('中华人民共和国')}(*).md")):
        adopted = dt.date.fromisoformat(path.stem[-11:-1])
        found[next(v.from_ for v in law.versions if v.from_ >= adopted)] = path
    return found


DIGITS: Final = "零一二三四五六七八九"


def number(words: str) -> int:
    """`一百零三` -> 103."""
    total = current = 0
    for word in words:
        if word in DIGITS:
            current = DIGITS.index(word)
        else:
            total += (current or 1) * {"十": 10, "百": 100, "千": 1000}[word]
            current = 0
    return total + current


# ---------------------------------------------------------------- the texts of the acts


def has(path: Path, article: str, paragraph: str | None, point: str | None) -> bool:
    points = articles_of(path).get(article, ())
    if paragraph is None:
        return bool(points) and point is None
    return int(paragraph) <= len(points) and (point is None or int(point) <= points[int(paragraph) - 1])


@cache
def articles_of(path: Path) -> dict[str, tuple[int, ...]]:
    """A published text: for each article the number of points in each of its paragraphs."""
    articles: dict[str, tuple[int, ...]] = {}
    head = re.compile(r"第([零一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?[ \u3000]")
    current: list[int] = []
    name = ""
    for line in (line.strip() for line in path.read_text(encoding="utf-8").split("\n")):
        if not line or line.startswith("#"):
            continue
        if opened := head.match(line):
            name = str(number(opened[1])) + (f"-{number(opened[2])}" if opened[2] else "")
            current = [0]
        elif not current:
            continue
        elif listed := re.match(r"[（(]([一二三四五六七八九十]+)[）)]", line):
            current[-1] = number(listed[1])
        elif not re.match(r"[0-9]+[.．、]", line):  # what stands below a point is no paragraph
            current.append(0)
        articles[name] = tuple(current)
    return articles


def text_in_force(law: Law, day: dt.date) -> tuple[LawVersion, Path | None]:
    """The version in force on *day*, and its text when it lies beside the repository.

    A text is named by the day on which it was adopted; it is that of the first version in force from that day or later.
    """
    version = [v for v in law.versions if v.from_ <= day][-1]
    return version, texts(law).get(version.from_)


def cited() -> list[tuple[str, str, str | None, str | None, str]]:
    """Every provision that is cited, with the day for which its author wrote; without a day, the act as it is last."""
    found = set()
    for path in FILES:
        if path.name != "laws.yaml":
            day = path.stem if "items" in path.parts else "9998-12-31"
            for _, mapping in walk(content(path)):
                if "law" in mapping and "article" in mapping:
                    law, article, paragraph, point = (mapping.get(k) for k in ("law", "article", "paragraph", "point"))
                    found.add((str(law), str(article), str(paragraph or ""), str(point or ""), day))
    return [(law, article, paragraph or None, point or None, day) for law, article, paragraph, point, day in sorted(found)]


@pytest.mark.parametrize(("law_id", "article", "paragraph", "point", "day"), cited())
def test_every_citation_names_a_provision_that_exists(
    law_id: str, article: str, paragraph: str | None, point: str | None, day: str
) -> None:
    if not TEXTS.is_dir():
        pytest.skip("the texts of the acts do not lie beside the repository: nothing was resolved")
    law = ruleset().laws[law_id]
    on = dt.date.fromisoformat(day)
    version, path = text_in_force(law, on)
    if path is not None:
        assert has(path, article, paragraph, point), f"{path.name}: {article}.{paragraph}.{point}"
        return
    later = min((first for first in texts(law) if first > on), default=None)
    if later is None:
        pytest.skip(f"no text of 《{law.title}》 as in force from {version.from_} ({version.by}) or later: not resolved")
    # The older text is not here: the provision must at least have become one of the next text that is.
    carried = standing(ruleset().laws, Basis(law=law_id, article=article, paragraph=paragraph, point=point), on, later)
    assert carried.in_force
    parts = (*carried.number.split("."), None, None)
    assert has(texts(law)[later], str(parts[0]), parts[1], parts[2]), f"{law.title} ({later}): {carried.number}"


def test_the_register_counts_articles_paragraphs_and_points_as_the_texts_do() -> None:
    if not TEXTS.is_dir():
        pytest.skip("the texts of the acts do not lie beside the repository: nothing was counted")
    for law in ruleset().laws.values():
        for version in law.versions:
            _, path = text_in_force(law, version.from_)
            counted = len(articles_of(path)) if path is not None else None
            assert version.articles == counted, f"{law.title} {version.from_}"
            divided = " ".join(divisions(path)) if path is not None else None
            assert version.divisions == divided, f"{law.title} {version.from_}"


def divisions(path: Path) -> Iterator[str]:
    """`3.2 12.1.6`: the last paragraph of each article that has several, the last point of each paragraph with points."""
    for article, points in articles_of(path).items():
        for number, last in enumerate(points, 1):
            if last:
                yield f"{article}.{number}.{last}"
        if len(points) > 1 and not points[-1]:
            yield f"{article}.{len(points)}"


def test_it_is_said_aloud_which_citations_rest_on_no_text() -> None:
    laws = ruleset().laws
    unread = Counter(laws[law].title for law, *_ in cited() if not texts(laws[law]))
    if TEXTS.is_dir():
        told = (ROOT / "docs" / "content.md").read_text("utf-8")
        assert [title for title in unread if f"《{title}》" not in told] == [], "an act that nobody read, and no document says so"
    if unread:
        told = "、".join(f"《{title}》{count}" for title, count in sorted(unread.items()))
        pytest.skip(f"{sum(unread.values())} of {len(cited())} cited provisions are of acts whose text is not here: {told}")
