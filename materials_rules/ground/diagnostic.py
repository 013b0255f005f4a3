"""A diagnostic: one fault in what somebody wrote, where it is, and what to do.

    code, place, arguments  ->  a line in Chinese and a line in English
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from materials_rules.ground.catalogue import Language, Message, message
from materials_rules.ground.script import visible

LONGEST_SHOWN: Final = 600  # characters of one argument; a whole condition fits, a pasted file does not


class Severity(StrEnum):
    """How grave a diagnostic is; only an error makes a ruleset invalid."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


_SEVERITY_ZH: Final = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFORMATION: "提示"}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: `line` and `column` count from 1 (column in characters), 0 = unknown.

    `pointer` is a JSON pointer inside a packet; `path` is empty where no file is concerned.
    """

    path: str
    line: int = 0
    column: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        """`path:line:column`, without what is unknown; a pointer follows as `#/materials/0`."""
        text = visible(self.path)
        if self.line:
            text += f":{self.line}:{self.column}" if self.column else f":{self.line}"
        return f"{text}#{visible(self.pointer)}" if self.pointer else text


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault. `args` fill the message: the author's own words, never an applicant's data.

    `witness` is an example that proves the fault, where there is one. `said` is what the code means where that stands
    with the rule that found it and not in the catalogue.
    """

    code: str
    place: Place
    args: Mapping[str, str] = field(default_factory=dict, hash=False)
    severity: Severity = Severity.ERROR
    witness: Mapping[str, object] | None = field(default=None, hash=False)
    said: Message | None = field(default=None, repr=False)

    def say(self, lang: Language) -> str:
        """The fault in the language *lang*, without a full stop."""
        said = self.said or message(self.code)
        return self._filled(said.zh if lang == "zh" else said.en)

    def remedy(self, lang: Language) -> str:
        """What to do about it in the language *lang*, without a full stop; empty where nothing helps."""
        said = self.said or message(self.code)
        return self._filled(said.remedy_zh if lang == "zh" else said.remedy_en)

    def lines(self) -> list[str]:
        """`path:line:column: 错误 CODE: fault。remedy。`, then, indented, the same in English and the witness."""
        place = str(self.place)
        where = f"{place}: " if place else ""
        chinese = "。".join(filter(None, (self.say("zh"), self.remedy("zh"))))
        english = "; ".join(filter(None, (self.say("en"), self.remedy("en"))))
        lines = [
            f"{where}{_SEVERITY_ZH[self.severity]} {self.code}: {chinese}。",
            f"    {self.severity}: {english}.",
        ]
        if self.witness is not None:
            import json  # a start that finds no fault need not wait for it

            lines.append(f"    例 example: {_shown(json.dumps(self.witness, ensure_ascii=False, default=str))}")
        return lines

    def _filled(self, template: str) -> str:
        return template.format_map({name: _shown(value) for name, value in self.args.items()})


def _shown(value: str) -> str:
    return visible(value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…")
