"""Proposed cases written beside a version: never over what a person wrote.

    a version's run  ->  a file of proposals, and what is said of it
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from materials_rules.commands._casefiles import ENDING, PROPOSED
from materials_rules.commands._delivery import STANDARD_OUTPUT, deliver, put, require_apart, tell
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import MaterialsRulesError, WrongUsage

if TYPE_CHECKING:
    from materials_rules.cases.branches import Branch
    from materials_rules.commands._runs import Run
    from materials_rules.reading.keys import Language

_HEAD: Final = (
    "由 materials-rules test --write 写出，每次相同。预期是程序算出的，没有人核对过：请逐个对照法律和事项，",
    "对的删去 unconfirmed（未确认）一行，移到 {own}；不对的改正规则。未确认的用例不计入到达。",
    "在这个文件里写过字的，以后不会被覆盖，新的草稿写到另一个文件。",
    "Written by materials-rules test --write, the same each time. What is expected was computed and nobody checked it: where it",
    "is right, remove `unconfirmed` and move the case to {own}; where it is not, correct the rules.",
    "Once you have written anything in here it is never overwritten; new drafts go to another file.",
)


def write(one: Run, named: str | None) -> None:
    """Write proposals for what the cases of a version do not reach, and say what was written and what was not.

    Drafts in which a person wrote stay, and what they reach is not proposed again. Raises WrongUsage where the file that was
    *named* is the ruleset's own or holds what a person wrote.
    """
    from materials_rules.cases.packing import Packing
    from materials_rules.cases.proposing import judged, propose
    from materials_rules.cases.sealing import sealed
    from materials_rules.cases.yamltext import as_yaml

    if one.coverage is None or one.reaching is None:
        _say(one, "用例文件有写错的地方，没有写草稿", "there are faults in its cases; no draft was written")
        return
    day = one.version.file.in_force_from.isoformat()
    home = Path(one.version.path).parent
    if named is not None and not named.endswith(ENDING):
        require_apart(named, Path(one.library.ruleset.folder))
    if named is not None and (code := _not_ours(named)):
        raise WrongUsage([Diagnostic(code, Place(named), {"name": Path(named).name, "own": f"{day}{ENDING}"})])
    target = named or str(_free(home, day))
    kept = [result for result in one.results if not result.case.is_confirmed and not _is_at(result.case.place.path, target)]
    drafted = _drafted(one, [result.packet for result in kept if result.packet])
    missed = tuple(branch for branch in one.coverage.missed if branch.id not in drafted)
    if not missed:
        _say(one, *_nothing_to_write(one, len(drafted)))
        return
    taken = [result.case.name for result in one.results if result.case.is_confirmed or result in kept]
    proposals, without = propose(one.reaching, replace(one.coverage, missed=missed), taken)
    left_zh = f"有 {len(without)} 处没有到达，但写不出用例"
    left_en = f"{len(without)} branches are not reached, and no case could be made"
    if not proposals:
        _say(one, f"{left_zh}；没有写文件", f"{left_en}; nothing was written")
        return
    packing = Packing(one.reaching.plan, one.reaching.criteria_of)
    found = [judged(one.library, packing, proposal) for proposal in proposals]
    head = [line.format(own=f"{day}{ENDING}") for line in _HEAD]
    zh, en = _put(sealed(as_yaml(found, _language(one), head)), target)
    zh, en = f"{zh}待确认的用例 {len(proposals)} 个，到达 {len(missed) - len(without)} 处", (
        f"{en}: {len(proposals)} cases to confirm, reaching {len(missed) - len(without)} branches"
    )
    if drafted:
        zh, en = f"{zh}；另有 {len(drafted)} 处已有待确认的草稿", f"{en}; {len(drafted)} more have drafts to confirm"
    if without:
        zh, en = f"{zh}；另{left_zh}", f"{en}; {left_en}"
    _say(one, zh, en)


def _say(one: Run, zh: str, en: str) -> None:
    tell([f"{one.name}：{zh}。 {en}."])


def _nothing_to_write(one: Run, drafted: int) -> tuple[str, str]:
    """Why there is nothing to propose: everything is reached, or drafts that are there reach the rest."""
    assert one.coverage is not None
    if drafted:
        zh = f"没有到达的 {drafted} 处都已有待确认的草稿"
        en = f"the {drafted} branches that are not reached have drafts to confirm"
    else:
        zh = "没有要补的用例：申请件能到达的各处都已到达"
        en = "nothing to propose: every branch that a packet can reach is reached"
    if beyond := len(one.coverage.beyond):
        zh, en = f"{zh}（任何申请件都到不了的 {beyond} 处不算）", f"{en} ({beyond} are beyond every packet)"
    return f"{zh}；没有写文件", f"{en}; nothing was written"


def _drafted(one: Run, packets: list[bytes]) -> frozenset[str]:
    """Those of the missed branches that drafts reach already."""
    from materials_rules.cases.coverage import reached_by

    assert one.coverage is not None and one.reaching is not None
    left: list[Branch] = list(one.coverage.missed)
    return frozenset(branch.id for packet in packets for branch in reached_by(one.reaching, packet, left))


def _is_at(path: str, target: str) -> bool:
    return target != STANDARD_OUTPUT and Path(path).resolve() == Path(target).resolve()


def _free(home: Path, day: str) -> Path:
    """The first file for proposals in which no person wrote."""
    names: Iterator[str] = (f"{day}{PROPOSED}" if i == 1 else f"{day}.proposed-{i}{ENDING}" for i in count(1))
    return next(home / name for name in names if _not_ours(str(home / name)) is None)


def _put(text: str, target: str) -> tuple[str, str]:
    """What was done with the file *target*, in both languages."""
    if target == STANDARD_OUTPUT:
        put(text)
        return "在标准输出写出", "written to stdout"
    from materials_rules.cases.sealing import seal_of

    path = Path(target)
    # what nobody touched and says the same stays as it is written, also in the other language
    if path.is_file() and seal_of(path.read_text("utf-8", "replace")) == seal_of(text):
        return f"`{target}` 的内容没有变化，仍是", f"`{target}` stays as it is"
    is_there = path.is_file()
    deliver(text, target)
    if is_there:
        return f"`{target}` 里没有人改过的草稿已经换成", f"`{target}`, whose drafts nobody had touched, was replaced"
    return f"写出 `{target}`，", f"`{target}` was written"


def _language(one: Run) -> Language:
    """The language of the cases that are there, else of the item."""
    if one.files:
        return one.files[0].language
    from materials_rules.reading.keys import TABLE
    from materials_rules.reading.source import keys, read_source

    source = read_source(Path(one.version.path).read_bytes(), one.version.path)
    return "zh" if TABLE.has_chinese(keys(source.root)) else "en"


def _not_ours(target: str) -> str | None:
    """Why *target* is not to be overwritten, as the code of a message; None where nothing is there that a person wrote."""
    if target == STANDARD_OUTPUT or not Path(target).is_file():
        return None
    from materials_rules.cases.sealing import is_untouched
    from materials_rules.cases.written import read_cases

    data = Path(target).read_bytes()
    if is_untouched(data.decode("utf-8", "replace")):
        return None
    try:
        is_confirmed = any(not case.unconfirmed for case in read_cases(data, target).file.cases)
    except MaterialsRulesError:
        return "T-NO-DRAFTS"
    return "T-WRITTEN-BY-AUTHOR" if is_confirmed else "T-DRAFTS-EDITED"
