"""Citations as officials write them in a cell: one a line, `《中华人民共和国行政许可法》第32条第1款第4项〔假定〕`.

    acts, list of citations  <->  text
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from materials_rules.reading.source import Plain
from materials_rules.rules.scalar import ASSUMED

_DIGITS: Final = str.maketrans("〇零一二三四五六七八九０１２３４５６７８９－", "0012345678901" "23456789-")
_NUMBER: Final = r"[〇零一二三四五六七八九十百０-９0-9]+"
_PART: Final = (
    rf"(?:第(?P<article>{_NUMBER})条(?:之(?P<inserted>{_NUMBER}))?)?"
    rf"(?:第(?P<paragraph>{_NUMBER})款)?(?:第[（(]?(?P<point>{_NUMBER})[）)]?项)?"
)
_ACT: Final = r"(?P<act>[^《》\n]{1,200})"
_MARKED: Final = r"(?P<source>〔[^〔〕]*〕)?"
_CITATION: Final = re.compile(rf"[《〈]{_ACT}[》〉]\s*{_PART}{_MARKED}")
_IN_PROSE: Final = re.compile(rf"《{_ACT}》(?:[（(][^（()）\n]{{0,100}}[)）])?\s*{_PART}{_MARKED}")
_BETWEEN: Final = re.compile(r"[\s；;、，,。]*")
_ASSUMED_ZH: Final = "〔假定〕"
_SOURCE: Final = "〔来源："
_REPUBLIC: Final = "中华人民共和国"


class UnknownAct(ValueError):
    """A citation of an act that is not among those that may be cited; the argument is what stands between 《 and 》."""


@dataclass(frozen=True)
class Acts:
    """The acts that may be cited: id -> title. A title that two acts share names neither."""

    titles: Mapping[str, str]

    def shown(self, act: str) -> str:
        """What stands between 《 and 》 for *act*: its title where that names it alone, else its id."""
        title = self.titles.get(act, "")
        return title if title and not re.search("[《》\n]", title) and self.found(title) == act else act

    def found(self, said: str) -> str | None:
        """The act that *said* names: an id, a title, or a title without 中华人民共和国; None where it names none or two."""
        said = said.strip()
        if said in self.titles:
            return said
        for wanted in (said, _REPUBLIC + said):
            named = [act for act, title in self.titles.items() if title == wanted]
            if named:
                return named[0] if len(named) == 1 else None
        return None


def looks_like_citations(text: str) -> bool:
    """Whether *text* begins as a citation does."""
    return text.lstrip().startswith(("《", "〈"))


def written(citations: list[Plain], acts: Acts) -> str:
    """The lines of *citations*; one that holds more than a citation can say makes a text that does not read back."""
    return "\n".join(_line(citation, acts) for citation in citations)


def _line(citation: Plain, acts: Acts) -> str:
    if not isinstance(citation, dict):
        return ""
    texts = {key: value for key, value in citation.items() if isinstance(value, str)}
    line = f"《{acts.shown(texts.get('law', ''))}》"
    article, _, inserted = texts.get("article", "").partition("-")
    line += f"第{article}条" if article else ""
    line += f"之{inserted}" if inserted else ""
    line += f"第{texts['paragraph']}款" if "paragraph" in texts else ""
    line += f"第{texts['point']}项" if "point" in texts else ""
    return line + source_mark(texts["source"]) if "source" in texts else line


def read(text: str, acts: Acts) -> list[Plain] | None:
    """The citations in *text*, or None where something in it is no citation. Raises UnknownAct."""
    found: list[Plain] = []
    at = _BETWEEN.match(text).end()  # type: ignore[union-attr]  # it matches nothing as well
    while at < len(text):
        one = _CITATION.match(text, at)
        if one is None:
            return None
        found.append(_citation(one, acts))
        at = _BETWEEN.match(text, one.end()).end()  # type: ignore[union-attr]  # as above
    return found or None


def found_in(text: str, acts: Acts) -> tuple[list[Plain], list[str]]:
    """The citations in a running *text*, each once, and what stands between 《 and 》 of acts that are not among *acts*."""
    found: list[Plain] = []
    unknown: list[str] = []
    for one in _IN_PROSE.finditer(text):
        try:
            citation = _citation(one, acts)
        except UnknownAct as act:
            unknown.append(str(act))
        else:
            found += [citation] if citation not in found else []
    return found, unknown


def _citation(one: re.Match[str], acts: Acts) -> Plain:
    act = acts.found(one["act"])
    if act is None:
        raise UnknownAct(one["act"])
    citation: dict[str, Plain] = {"law": act}
    if one["article"]:
        citation["article"] = arabic(one["article"]) + (f"-{arabic(one['inserted'])}" if one["inserted"] else "")
    for part in ("paragraph", "point"):
        if one[part]:
            citation[part] = arabic(one[part])
    if one["source"]:
        citation["source"] = source_of(one["source"])
    return citation


def source_mark(source: str) -> str:
    """`〔假定〕` for what its author assumed, `〔来源：…〕` for what he found somewhere."""
    return _ASSUMED_ZH if source == ASSUMED else f"{_SOURCE}{source}〕"


def source_of(mark: str) -> str:
    """The source that a mark names."""
    if mark == _ASSUMED_ZH:
        return ASSUMED
    return mark.removeprefix(_SOURCE).removeprefix("〔").removesuffix("〕")


def arabic(number: str) -> str:
    """`32` for 三十二, ３２ and 32; numbers below a thousand."""
    if not re.search("[十百]", number):
        return number.translate(_DIGITS)
    hundreds, found, rest = number.rpartition("百")
    total = 100 * int(hundreds.translate(_DIGITS) or 1) if found else 0
    tens, found, ones = rest.rpartition("十")
    total += 10 * int(tens.translate(_DIGITS).strip("0") or 1) if found else 0
    return str(total + int(ones.translate(_DIGITS) or 0))
