"""The names that are in sight at one place of a condition.

    name as written, Scope, list ranged over  ->  Variable, or what may have been meant
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from materials_rules.condition.scope import Scope, nearest
from materials_rules.condition.tree import Kind, OneOf, RecordList, ValueType, Variable
from materials_rules.condition.vocabulary import AFTER_A_NUMBER, BETWEEN, FOREIGN_WORDS, HAS, RESERVED, proposal_for
from materials_rules.ground.look_alike import as_seen, told_apart

_APPLICANT: Final = frozenset(("applicant", "申请人"))

_REACHING: Final = re.compile(rf"(?P<thing>.*?)([0-9]+)({'|'.join(AFTER_A_NUMBER)})")

Hint = tuple[str, str]
"""A proposal in Chinese and in English, each with its closing punctuation, or two empty texts."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The names of *scope* and, inside a quantifier, the fields of its list by their bare names."""

    scope: Scope
    list: Variable | None = None

    @property
    def fields(self) -> dict[str, ValueType]:
        """The fields of the list ranged over."""
        return dict(self.list.type.fields) if self.list and isinstance(self.list.type, RecordList) else {}

    def of_item(self, name: str) -> Variable | None:
        """What *name* stands for outside every quantifier."""
        declared = self.scope.lookup(name)
        return None if declared is None else Variable(declared.kind, name, declared.type, declared.owner)

    def find(self, name: str) -> Variable | None:
        """What *name* stands for here."""
        if self.list is not None and name in self.fields:
            return Variable(Kind.MEMBER_FACT, name, self.fields[name], self.list.name)
        return self.of_item(name)

    def is_shadowed(self, name: str) -> bool:
        """Whether *name* is a field of the list and something outside it too."""
        return name in self.fields and self.of_item(name) is not None

    def of_member(self, name: str) -> tuple[str, str, ValueType] | None:
        """The list, the field and its type where *name* is a field of the members of a list, with or without its list."""
        before, dot, behind = name.partition(".")
        for listed in self.scope.lists():
            declared = self.scope.lookup(listed)
            fields = dict(declared.type.fields) if declared is not None and isinstance(declared.type, RecordList) else {}
            if name in fields:
                return listed, name, fields[name]
            if dot and before == listed and behind in fields:
                return listed, behind, fields[behind]
        return None

    def hint(self, name: str) -> Hint:
        """What may have been meant by a name that stands for nothing."""
        if name in self.scope.slots():
            written = f"provided({name})"
            return f"是否交了材料写作 `{written}`；", f"whether a material is there is written `{written}`; "
        owner, dot, _ = name.partition(".")
        if dot and owner in _APPLICANT and (fields := self._of_applicant()):
            listed = " ".join(f"`{field}`" for field in fields)
            return f"申请人的栏目有 {listed}；", f"the fields of the applicant are {listed}; "
        if apart := self._apart(name):
            return f"运算词两边要留空格：`{apart}`；", f"leave blanks around operators: `{apart}`; "
        in_sight = (*self.fields, *self.scope.names())
        return _looks_like(name, in_sight) or did_you_mean(nearest(name, self.fields) or self.scope.suggest(name))

    def _of_applicant(self) -> Sequence[str]:
        return tuple(name for name in self.scope.names() if name.startswith("applicant."))

    def _apart(self, name: str) -> str:
        """`甲且乙` as `甲 且 乙` where both sides are in sight, `面积50以上` as `面积 50 以上`."""
        if (found := _REACHING.fullmatch(name)) and self.find(found["thing"]) is not None:
            return " ".join(found.groups())
        rest = name.removeprefix("not").lstrip("_-")
        if name.startswith("not") and rest and self.find(rest) is not None:
            return f"not {rest}"
        for word in sorted((*RESERVED, *FOREIGN_WORDS, *BETWEEN, HAS), key=len, reverse=True):
            before, glue, after = name.partition(word)
            sides = [side for side in (before, after) if side]
            if glue and not word.isascii() and sides and self._makes_sense(sides):
                instead = proposal_for(word, behind_a_name=bool(before)) or word
                return " ".join(filter(None, (before, instead, after)))
        return ""

    def _makes_sense(self, sides: Sequence[str]) -> bool:
        first, last = self.find(sides[0]), sides[-1]
        if first is None:
            return False
        is_member = isinstance(first.type, OneOf) and first.type.member(last) in first.type.members
        return is_member or self.find(last) is not None or last.isdecimal()


def meant(word: str, candidates: Collection[str]) -> Hint:
    """The candidate most like *word*, as a proposal; of one that looks the same, in what it differs."""
    return _looks_like(word, candidates) or did_you_mean(nearest(word, candidates))


def _looks_like(word: str, candidates: Iterable[str]) -> Hint | None:
    """What tells *word* from the candidate that looks just like it, where there is one."""
    seen = as_seen(word)
    other = next((candidate for candidate in candidates if candidate != word and as_seen(candidate) == seen), None)
    if other is None:
        return None
    zh, en = told_apart(word, other)
    return f"与 `{other}` 看上去一样，{zh}；", f"it looks like `{other}`, but {en}; "


def did_you_mean(near: str) -> Hint:
    """A proposal of *near*, or none where it is empty."""
    return (f"是否想写 `{near}`？", f"did you mean `{near}`? ") if near else ("", "")


def in_quotes(name: str) -> Hint:
    """The proposal to write *name* as a text."""
    return f"文字要加引号，写作 `“{name}”`；", f'a text stands in quotes, `"{name}"`; '
