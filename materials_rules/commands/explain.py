"""`explain`: what a code means, wherever it was met.

    diagnostic, kind of defect, class, element, form check, number, exit code, key  ->  text in Chinese and English

A word may mean several things (`copies` is a form check and a key): all of them are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Final, TypeVar

import click

from materials_rules.commands import _english, _keys
from materials_rules.commands._delivery import put
from materials_rules.commands._exits import ExitCode
from materials_rules.commands._intake import read_named
from materials_rules.commands._near import near
from materials_rules.commands._place import choose_place, find_place
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid, WrongUsage

if TYPE_CHECKING:
    from pydantic import BaseModel

    from materials_rules.rules.basis import Basis

M = TypeVar("M", bound="BaseModel")


@click.command(
    "explain",
    short_help="解释一个代码。Tell what a code means.",
    help="""解释一个代码 CODE：诊断、问题的种类、不得要求的六类材料、事项要素、形式审查、号码、退出码，以及规则文件的键（中文、
    英文均可）。

    Tell what CODE means: a diagnostic, a kind of defect, a disallowed class, an element of an item, a form check,
    a kind of number, an exit code, or a key of a YAML file, in English or Chinese.""",
)
@click.argument("code", required=False)
@click.option("--rulesets", metavar="DIR", type=click.Path(readable=False), help="规则集（用于六类材料和要素）。The ruleset.")
@click.option("--list", "wants_list", is_flag=True, help="列出全部代码。List every code.")
@click.option("--lint-reference", is_flag=True, help="全部检查规则的手册（docs/lint.md）。The manual of all rules of lint.")
def explain(code: str | None, rulesets: str | None, wants_list: bool, lint_reference: bool) -> ExitCode:
    """Explain one code, or list them all."""
    if lint_reference:
        from materials_rules.lint.manual import reference

        put(reference())
        return ExitCode.DONE
    if wants_list:
        for group in _KNOWN:
            put(f"{group.title}\n" + "".join(f"  {name}\n" for name in group.names()) + "\n")
        return ExitCode.DONE
    if code is None:
        raise WrongUsage([Diagnostic("X-ARGUMENT", Place(""), {"command": "materials-rules explain", "name": "CODE"})])
    meant = code.casefold()
    found = [(group, name) for group in _KNOWN for name in group.names() if meant in (name.casefold(), group.also(name))]
    if not found:
        everything = [word for group in _KNOWN for name in group.names() for word in (name, group.also(name)) if word]
        raise WrongUsage([Diagnostic("X-CODE", Place(""), {"name": code, **near(code, everything)})])
    told = ["".join(f"{line}\n" for line in group.lines(name, rulesets)) for group, name in found]
    put("\n".join(told))
    return ExitCode.DONE


COMMAND: Final = explain


def _rules() -> Iterable[str]:
    from materials_rules.lint.shelf import all_rules

    return all_rules()


def _rule(code: str, rulesets: str | None) -> list[str]:
    from materials_rules.lint.manual import manual_lines
    from materials_rules.lint.shelf import all_rules

    return manual_lines(all_rules()[code])


def _diagnostics() -> Iterable[str]:
    from materials_rules.ground.catalogue import codes

    return codes()


def _diagnostic(code: str, rulesets: str | None) -> list[str]:
    from materials_rules.ground.catalogue import message

    said = message(code)
    lines = [code, "", *_sentences("。", said.zh, said.remedy_zh), *_sentences("; ", said.en, said.remedy_en)]
    return [*lines, "", said.about_zh] if said.about_zh else lines


def _sentences(between: str, *templates: str) -> list[str]:
    """Templates with their fields shown as `‹name›`, in one line that ends as a sentence does."""
    filled = [_open(template) for template in templates if template]
    return [between.join(filled) + ("。" if between == "。" else ".")]


def _open(template: str) -> str:
    return "".join(text + (f"‹{name}›" if name else "") for text, name, _, _ in Formatter().parse(template))


def _kinds() -> Iterable[str]:
    from materials_rules.form_checks.kinds import KINDS

    return KINDS


def _kind(code: str, rulesets: str | None) -> list[str]:
    from materials_rules.form_checks.kinds import KINDS

    name, about = _english.KINDS.get(code, ("", ""))
    return [f"{code}  {KINDS[code].name} {name}".rstrip(), "", *filter(None, (KINDS[code].about, about))]


def _classes() -> Iterable[str]:
    from materials_rules.rules.material import CLASS_IDS

    return CLASS_IDS


def _class(code: str, rulesets: str | None) -> list[str]:
    from materials_rules.reading.keys import WORD_TABLE
    from materials_rules.rules.folder import above
    from materials_rules.rules.place import DisallowedFile

    file = _authored(above(choose_place(rulesets)) / "disallowed.yaml", DisallowedFile)
    about = next(about for id_, about in file.classes.items() if id_ == code)
    name, english = _english.CLASSES[code]
    effect = f"{WORD_TABLE.chinese(about.effect)} {_english.EFFECTS[about.effect]}"
    lines = [f"{code}  {about.name} {name}", "", about.say, english, ""]
    lines += [f"效果 effect ({about.effect}): {effect}", f"何时 when: {about.when}"]
    lines += [f"  {reason.id}: {reason.say} ({reason.when})" for reason in about.reasons]
    for kind, cited in about.ground.items():
        lines.append(f"依据 basis ({WORD_TABLE.chinese(kind)} {kind}): {'; '.join(map(_cited, cited))}")
    lines += [f"改为 instead: {about.instead}"] if about.instead else []
    return [*lines, f"来源 source: {_source(about.source)}"]


def _source(source: str) -> str:
    from materials_rules.reading.keys import WORD_TABLE

    chinese = WORD_TABLE.chinese(source)
    return f"{chinese} {source}" if chinese else source


def _cited(basis: Basis) -> str:
    return f"{basis.law} {basis.number}".rstrip()


def _elements() -> Iterable[str]:
    from materials_rules.rules.element import ELEMENTS

    return ELEMENTS


def _element(code: str, rulesets: str | None) -> list[str]:
    from materials_rules.rules.place import RulesetFile

    lines = [f"{code}  {_keys.chinese_of(code)}", "", "事项的一个要素。", "An element of an item."]
    if find_place(rulesets) is None:
        return [*lines, "本市的名称和来源见规则集（--rulesets）。", "A ruleset (--rulesets) has the city's name and source."]
    file = _authored(choose_place(rulesets) / "ruleset.yaml", RulesetFile)
    for element in file.elements:
        if element.id == code:
            lines += [f"本市的名称 the city's name: {element.name}", f"来源 source: {_source(element.source)}"]
    return lines


def _authored(path: Path, model: type[M]) -> M:
    """One file of a ruleset alone, so that a fault in another one does not keep us from explaining."""
    from materials_rules.reading.source import read_source
    from materials_rules.rules.shape import shaped
    from materials_rules.rules.spelling import in_english

    source, language = in_english(read_source(read_named(str(path)), str(path)), model)
    file, faults = shaped(source, model, language)
    if file is None:
        raise RulesetInvalid(faults)
    return file


def _checks() -> Iterable[str]:
    from materials_rules.form_checks import always_checks, hand_in_checks

    return sorted({**hand_in_checks(), **always_checks()})


def _check(code: str, rulesets: str | None) -> list[str]:
    from materials_rules.form_checks import always_checks, hand_in_checks
    from materials_rules.form_checks.kinds import KINDS

    check = {**hand_in_checks(), **always_checks()}[code]
    names = [f"{kind} {KINDS[kind].name}" for kind in check.KINDS]
    about = _english.CHECKS.get(code, ())
    return [f"{code}  形式审查 form check", "", *about, "", f"问题的种类 kinds: {', '.join(names)}"]


def _numbers() -> Iterable[str]:
    from materials_rules.identifiers import identifiers

    return identifiers()


def _number(code: str, rulesets: str | None) -> list[str]:
    from materials_rules.identifiers import identifiers

    about = identifiers()[code]
    name, rule = _english.NUMBERS.get(code, ("", ""))
    lines = [f"{code}  {about.NAME} {name}".rstrip(), "", f"{about.RULE}。"]
    return [*lines, *([f"{rule}."] if rule else []), f"来源 source: {about.SOURCE}"]


def _exits() -> Iterable[str]:
    return [str(int(code)) for code in ExitCode]


def _exit(code: str, rulesets: str | None) -> list[str]:
    ending = ExitCode(int(code))
    return [f"{code}  退出码 exit code", "", f"{ending.zh}。", f"{ending.en}."]


def _no_other(name: str) -> str:
    return ""


def _key(code: str, rulesets: str | None) -> list[str]:
    return _keys.key_lines(code)


@dataclass(frozen=True, slots=True)
class _Group:
    """Things of one sort: how the sort is called, their names, what to say of one, and its other name."""

    title: str
    names: Callable[[], Iterable[str]]
    lines: Callable[[str, str | None], list[str]]
    also: Callable[[str], str] = _no_other


_KNOWN: Final = (
    _Group("退出码 exit codes", _exits, _exit),
    _Group("问题的种类 kinds of defect", _kinds, _kind),
    _Group("不得要求的材料 disallowed classes", _classes, _class),
    _Group("事项要素 elements", _elements, _element),
    _Group("法定形式审查 form checks", _checks, _check),
    _Group("号码 numbers", _numbers, _number),
    _Group("检查规则 rules of lint", _rules, _rule),
    _Group("诊断 diagnostics", _diagnostics, _diagnostic),
    _Group("规则文件的键 keys of YAML files", _keys.key_names, _key, _keys.chinese_of),
)
