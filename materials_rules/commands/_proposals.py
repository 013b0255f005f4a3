"""Proposed cases written beside a version: never over what its author confirmed.

    a version's run  ->  a file of proposals
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from materials_rules.commands._casefiles import ENDING, PROPOSED
from materials_rules.commands._delivery import STANDARD_OUTPUT, deliver, require_apart, tell
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import MaterialsRulesError, WrongUsage

if TYPE_CHECKING:
    from materials_rules.commands._runs import Run
    from materials_rules.reading.keys import Language

_HEAD: Final = (
    "由 materials-rules test --write 写出，每次相同。预期是程序算出的，没有人核对过：请逐个对照法律和事项，",
    "对的删去 unconfirmed（未确认）一行，移到 {own}；不对的改正规则。未确认的用例不计入到达。",
    "Written by materials-rules test --write, the same each time. What is expected was computed and nobody checked it: where it",
    "is right, remove `unconfirmed` and move the case to {own}; where it is not, correct the rules.",
)


def write(one: Run, named: str | None) -> None:
    """Write proposals for what the cases of a version do not reach; where nothing is missing, say so.

    Raises WrongUsage where the file is the ruleset's own, or holds a case that is confirmed.
    """
    from materials_rules.cases.packing import Packing
    from materials_rules.cases.proposing import judged, propose
    from materials_rules.cases.yamltext import as_yaml

    assert one.coverage is not None and one.reaching is not None
    day = one.version.file.in_force_from.isoformat()
    home = Path(one.version.path).parent
    target = named or str(home / f"{day}{PROPOSED}")
    if not target.endswith(ENDING):
        require_apart(target, Path(one.library.ruleset.folder))
    _require_unconfirmed(target, home / f"{day}{ENDING}")
    if not one.coverage.missed:
        tell([f"{one.name}：没有要补的用例。 nothing to propose."])
        return
    taken = [result.case.name for result in one.results if result.case.is_confirmed]
    proposals, without = propose(one.reaching, one.coverage, taken)
    packing = Packing(one.reaching.plan, one.reaching.criteria_of)
    found = [judged(one.library, packing, proposal) for proposal in proposals]
    head = [line.format(own=f"{day}{ENDING}") for line in _HEAD]
    deliver(as_yaml(found, _language(one), head), target)
    reached = len(one.coverage.missed) - len(without)
    tell(
        [
            f"{target}：写出待确认的用例 {len(proposals)} 个，到达 {reached} 处；另有 {len(without)} 处写不出。"
            f" {len(proposals)} cases to confirm, reaching {reached} branches; {len(without)} left without one."
        ]
    )


def _language(one: Run) -> Language:
    """The language of the cases that are there, else of the item."""
    if one.files:
        return one.files[0].language
    from materials_rules.reading.keys import TABLE
    from materials_rules.reading.source import keys, read_source

    source = read_source(Path(one.version.path).read_bytes(), one.version.path)
    return "zh" if TABLE.has_chinese(keys(source.root)) else "en"


def _require_unconfirmed(target: str, own: Path) -> None:
    """Raise WrongUsage where *target* holds cases that somebody confirmed, or is no file of cases."""
    if target == STANDARD_OUTPUT or not Path(target).is_file():
        return
    from materials_rules.cases.written import read_cases

    try:
        kept = any(not case.unconfirmed for case in read_cases(Path(target).read_bytes(), target).file.cases)
    except MaterialsRulesError:
        kept = True  # whatever it is, it is not ours
    if kept:
        raise WrongUsage([Diagnostic("T-WRITTEN-BY-AUTHOR", Place(target), {"name": Path(target).name, "own": own.name})])
