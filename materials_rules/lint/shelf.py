"""The shelf of rules: one file each in `lint/rules`, found by being there.

    code  ->  Rule

A file holds, besides `check`, everything that people are told of the rule: the docstring is its manual in three paragraphs
of Chinese (`错在哪：` `为什么：` `怎么改：`) and the same in English (`Wrong:` `Why:` `Do:`); `SAID` is the message, `BAD` and
`GOOD` are parts of a ruleset, which the tests lint.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, Final, Literal, get_args

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.shelf import members
from materials_rules.lint.subject import Found

RULES: Final = "materials_rules.lint.rules"

Family = Literal["elements", "legality", "time", "logic", "closure", "notice", "office", "items", "wording"]
"""What a rule is about; the reference is in this order."""

PARAGRAPHS: Final = ("错在哪：", "为什么：", "怎么改：", "Wrong:", "Why:", "Do:")
"""What the paragraphs of a manual begin with, in this order."""


@dataclass(frozen=True, slots=True)
class Manual:
    """What is wrong, why it matters, what to do: each in Chinese and in English."""

    wrong_zh: str
    why_zh: str
    do_zh: str
    wrong_en: str
    why_en: str
    do_en: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of lint; `check` is given one version or, with `per` = "ruleset", all of it."""

    code: str
    family: Family
    severity: Severity
    per: Literal["version", "ruleset"]
    said: Message
    manual: Manual
    bad: str
    good: str
    check: Callable[[Any], Iterator[Found]]


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of the codes. Raises ValueError for a file that lacks a part."""
    found = [_rule(name, module) for name, module in members(RULES).items()]
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}


def code_of(name: str) -> str:
    """The code of the rule in the file *name*: `no_telephone` -> `L-NO-TELEPHONE`."""
    return f"L-{name.upper().replace('_', '-')}"


def _rule(name: str, module: ModuleType) -> Rule:
    lacks = [part for part in _PARTS if not hasattr(module, part)]
    if lacks or code_of(name) != module.CODE or module.FAMILY not in get_args(Family):
        raise ValueError(f"the rule of lint {name} is not whole: {lacks or (module.CODE, module.FAMILY)}")
    return Rule(
        module.CODE,
        module.FAMILY,
        module.SEVERITY,
        module.PER,
        module.SAID,
        _without_words(module.SAID) if module.__doc__ is None else manual_of(inspect.cleandoc(module.__doc__)),
        module.BAD,
        module.GOOD,
        module.check,
    )


_PARTS: Final = ("CODE", "FAMILY", "SEVERITY", "PER", "SAID", "BAD", "GOOD", "check")


def _without_words(said: Message) -> Manual:
    """What is left of a manual where Python was told to leave docstrings out: the message."""
    wrong_zh, do_zh, wrong_en, do_en = (_FIELD.sub("…", text) for text in (said.zh, said.remedy_zh, said.en, said.remedy_en))
    return Manual(f"{wrong_zh}。", "", f"{do_zh}。", f"{wrong_en}.", "", f"{do_en}.")


_FIELD: Final = re.compile(r"\{\w+\}")
_SIGN: Final = "[，。；：、（）“”《》…]"
_NO_BLANK: Final = re.compile(rf"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])|(?<={_SIGN})\n|\n(?={_SIGN})")
"""A line break that stands for no blank: between Chinese characters, and beside a Chinese sign."""


def manual_of(text: str) -> Manual:
    """The manual that the docstring *text* is. Raises ValueError when it has not the six paragraphs."""
    found = [" ".join(paragraph.split("\n")) for paragraph in text.split("\n\n")]
    if len(found) != len(PARAGRAPHS) or not all(map(str.startswith, found, PARAGRAPHS)):
        raise ValueError(f"a manual has the paragraphs {' '.join(PARAGRAPHS)}: {text[:80]}")
    chinese = [_NO_BLANK.sub("", paragraph).replace("\n", " ") for paragraph in text.split("\n\n")[:3]]
    bodies = [*chinese, *found[3:]]
    return Manual(*(body.removeprefix(label).strip() for body, label in zip(bodies, PARAGRAPHS, strict=True)))
