"""The words of one language, asked for by key and filled without losing whose words they are.

    key, values  ->  Line
"""

from __future__ import annotations

from string import Formatter
from typing import Final

from materials_rules.form_checks.kinds import KINDS
from materials_rules.ground.day import chinese_day, read_day
from materials_rules.notice.model import Language
from materials_rules.render._paper import Line, Run, ours
from materials_rules.render._vocabulary import WORDS

_NUMERALS: Final = "一二三四五六七八九十"


class Words:
    """The words of one language; every sentence is asked for by its key."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self._column = 0 if lang == "zh" else 1

    def text(self, key: str, **values: object) -> str:
        """The words *key* as one text of ours, filled with texts and numbers of ours."""
        return WORDS[key][self._column].format(**values)

    def line(self, key: str, **values: Line | str | int) -> Line:
        """The words *key*; a line among *values* stays apart, so that it is known whose words they are."""
        runs: list[Run] = []
        for literal, name, _, _ in Formatter().parse(WORDS[key][self._column]):
            if literal:
                runs.append(Run(literal))
            if name is not None:
                value = values[name]
                runs.extend(value if isinstance(value, tuple) else ours(str(value)))
        return tuple(runs)

    def has(self, key: str) -> bool:
        """Whether there are words under *key*."""
        return key in WORDS

    def known(self, family: str, code: str) -> Line:
        """The word for *code* of a family such as `class`; a code that has none stands for itself."""
        key = f"{family}.{code}"
        return ours(WORDS[key][self._column] if key in WORDS else code)

    def kind(self, kind: str) -> str:
        """What a kind of defect is called."""
        return KINDS[kind].name if self.lang == "zh" else kind.replace("_", " ")

    def day(self, day: str) -> str:
        """A day `YYYY-MM-DD` as an official paper writes it."""
        return chinese_day(read_day(day)) if self.lang == "zh" else day

    def between(self) -> str:
        """What stands between the members of a list inside a sentence."""
        return "、" if self.lang == "zh" else ", "

    def numbered(self, place: int, title: str) -> str:
        """The title of the *place*-th part, counted from 1 to 19 as official papers count."""
        if self.lang != "zh":
            return f"{place}. {title}"
        tens, ones = divmod(place, 10)
        numeral = "十" * tens + (_NUMERALS[ones - 1] if ones else "")
        return f"{numeral}、{title}"
