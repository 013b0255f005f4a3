"""`prove`: what holds of every situation of a ruleset, or the packet that shows that it does not.

    folders of places, files in them  ->  counts and faults as text or JSON, packets, and an exit code
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from materials_rules.commands._delivery import deliver, put, tell
from materials_rules.commands._exits import ExitCode
from materials_rules.commands._targets import Target, targets
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid, WrongUsage

if TYPE_CHECKING:
    from materials_rules import Library
    from materials_rules.proof.result import Proof, Result
    from materials_rules.rules.version import Version

_WHOLE: Final = frozenset({"ruleset.yaml", "departments.yaml", "sharing.yaml", "common.yaml", "laws.yaml", "disallowed.yaml"})
_NOT_A_NAME: Final = re.compile(r"[^\w.-]+")


@click.command(
    "prove",
    short_help="逐一证明规则集的性质，不成立的给出申请件。Prove what a ruleset promises.",
    help="""对规则集 PATH（某地的文件夹、其中的一个事项或者文件）的每个事项、每个版本，走遍各种情形，证明：一次告知以后
    不再增加要求；不得要求的材料从不要求；每项要求都可能需要、也可能不需要；要求之间没有矛盾；每个问题都影响告知书。
    不成立的，给出最小的申请件，可以直接交给 check。

    Prove, for every item and version of the rulesets PATH (a place, an item or a file in one), by going through every
    situation: nothing is asked anew after the notice; what may not be asked for never is; every requirement can be due and
    can be not due; nothing contradicts; every question matters. Where a claim fails, the smallest packet that shows it is
    given, ready for `check`.""",
    epilog="""\b
    退出码 Exit codes: 0 全部成立 all hold; 20 有的不成立 some fail; 2 用法有误，或者缺 z3 wrong usage, or no z3""",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--witness", "folder", metavar="DIR", type=click.Path(readable=False), help="申请件写入此文件夹。Write packets here."
)
@click.option(
    "--most",
    metavar="N",
    type=click.IntRange(1, 1_000_000),
    help="每组材料最多走遍多少个申请件。How many packets of one group are searched at most.",
)
@click.option(
    "--workers", metavar="N", type=click.IntRange(1, 64), help="几个进程，默认一核一个。Processes, by default one a core."
)
def prove(paths: tuple[str, ...], format_: str, folder: str | None, most: int | None, workers: int | None) -> ExitCode:
    """Prove every version, show counts and what fails, end with 20 where something does."""
    found: list[Proof] = []
    faults: list[Diagnostic] = []
    for target in _places(paths):
        proofs, refused = _proved(target, most, workers or _cores())
        found += proofs
        faults += [one for one in refused if one not in faults]  # two places share the files above them
    if folder is not None:
        _write(found, Path(folder))
    put(_as_json(found, faults) if format_ == "json" else _as_text(found, faults))
    fails = sum(not result.holds for proof in found for result in proof.results)
    tell([_summary(found, fails)])
    return ExitCode.RULESET_INVALID if fails or faults else ExitCode.DONE


COMMAND: Final = prove


def _places(paths: Sequence[str]) -> list[Target]:
    """The places among what *paths* mean. Raises WrongUsage where there are calendars alone."""
    meant = targets(paths)
    places = [target for target in meant if not target.is_calendar]
    if not places:
        raise WrongUsage([Diagnostic("X-NOTHING-TO-PROVE", Place(str(one.folder)), {"name": str(one.folder)}) for one in meant])
    return places


def _proved(target: Target, most: int | None, workers: int) -> tuple[list[Proof], list[Diagnostic]]:
    """The proof of each version that *target* means, and why the others, or all, do not load."""
    try:
        return _loaded(target, most, workers)
    except RulesetInvalid as invalid:
        return [], list(invalid.diagnostics)


def _loaded(target: Target, most: int | None, workers: int) -> tuple[list[Proof], list[Diagnostic]]:
    from materials_rules import load
    from materials_rules.ground.garbage import collecting_later

    found: list[Proof] = []
    faults: list[Diagnostic] = []
    with load(target.folder) as library, collecting_later():
        versions = list(_versions(library, target))
        for version in list(versions):
            try:
                library.plan(version)  # here and not in every worker: what is compiled is kept for them
            except RulesetInvalid as invalid:
                faults += invalid.diagnostics
                versions.remove(version)
        if workers > 1 and len(versions) > _WORTH_IT:
            found = _side_by_side(target.folder, versions, most, workers)
        else:
            found = [_of(library, version, most) for version in versions]
    return found, faults


_WORTH_IT: Final = 3
"""With so few versions, another process would take longer to begin than to prove."""


def _of(library: Library, version: Version, most: int | None) -> Proof:
    from materials_rules.proof.prove import prove as proved
    from materials_rules.proof.small_world import MOST_PACKETS

    return proved(library, version, MOST_PACKETS if most is None else most)


def _side_by_side(folder: Path, versions: Sequence[Version], most: int | None, workers: int) -> list[Proof]:
    """The proofs in the order of *versions*, by several processes, each of which loads the ruleset once.

    The largest are begun first, so that at the end no process waits long for another.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context("spawn")
    largest_first = sorted(range(len(versions)), key=lambda i: -len(versions[i].asked))
    with ProcessPoolExecutor(min(workers, len(versions)), context, _opened, (str(folder),)) as pool:
        tasks = {i: pool.submit(_by_name, versions[i].item, versions[i].file.in_force_from, most) for i in largest_first}
        return [tasks[i].result() for i in range(len(versions))]


_LIBRARY: list[Library] = []
"""What a worker has loaded, once."""


def _opened(folder: str) -> None:
    """Begins a worker: an interruption ends the first process, which ends this one."""
    import signal

    from materials_rules import load

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _LIBRARY.append(load(folder))


def _by_name(item: str, day: date, most: int | None) -> Proof:
    from materials_rules.ground.garbage import collecting_later

    library = _LIBRARY[0]
    version = next(one for one in library.ruleset.items[item] if one.file.in_force_from == day)
    with collecting_later():
        return _of(library, version, most)


def _cores() -> int:
    """How many processes may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _versions(library: Library, target: Target) -> Iterator[Version]:
    whole = not target.files or any(file.name in _WHOLE for file in target.files)
    for versions in library.ruleset.items.values():
        for version in versions:
            if whole or Path(version.path).resolve() in target.files:
                yield version


def _summary(found: Sequence[Proof], fails: int) -> str:
    claims = sum(len(proof.results) for proof in found)
    return (
        f"版本 {len(found)}，命题 {claims}，不成立 {fails}。 "
        f"versions {len(found)}, claims {claims}, failing {fails}."
    )


def _as_text(found: Iterable[Proof], faults: Iterable[Diagnostic]) -> str:
    lines = [line for one in faults for line in one.lines()]
    for proof in found:
        lines += _of_version(proof)
    return "".join(f"{line}\n" for line in lines)


def _of_version(proof: Proof) -> Iterator[str]:
    from materials_rules.proof.result import CLAIMS, counted
    from materials_rules.witness.written import text

    yield f"{proof.item} {proof.in_force_from.isoformat()}"
    for claim, (chinese, english) in CLAIMS.items():
        results = proof.of(claim)
        number, examined, steps = counted(results)
        mark = "成立 holds" if all(result.holds for result in results) else "不成立 FAILS"
        walked = f"，补正 {steps} 步 {steps:,} cure steps" if steps else ""
        yield f"  {mark}  {chinese}。{english}."
        yield f"      {number} 项 things，{examined:,} 个情形 situations{walked}"
        yield from (f"      {said}" for said in _bounds(results))
        for result in results:
            if result.fault is not None:
                yield from (f"    {line}" for line in result.fault.lines())
                for packet in result.witness:
                    yield from (f"      {line}" for line in text(packet).splitlines())


def _bounds(results: Sequence[Result]) -> Iterator[str]:
    """What was not looked at, each way with the things that it concerns."""
    from materials_rules.proof.result import BOUNDS

    for bounded, (chinese, english) in BOUNDS.items():
        about = [result.about for result in results if result.bounded == bounded]
        if about:
            yield f"限定 bounded（{len(about)}）：{chinese}。{english}: {'；'.join(about)}"


def _as_json(found: Iterable[Proof], faults: Iterable[Diagnostic]) -> str:
    import json

    told = {
        "schema": "prove/1",
        "diagnostics": [_fault(one) for one in faults],
        "versions": [_version(proof) for proof in found],
    }
    # a witness may hold a number that no binary fraction equals
    return json.dumps(told, ensure_ascii=False, indent=2, default=str) + "\n"


def _version(proof: Proof) -> dict[str, Any]:
    return {
        "item": proof.item,
        "in_force_from": proof.in_force_from.isoformat(),
        "holds": proof.holds,
        "claims": [
            {
                "claim": result.claim,
                "about": result.about,
                "holds": result.holds,
                "situations": result.examined,
                "steps": result.steps,
                "bounded": result.bounded or None,
                "fault": None if result.fault is None else _fault(result.fault),
                "witness": list(result.witness),
            }
            for result in proof.results
        ],
    }


def _fault(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code,
        "path": one.place.path,
        "line": one.place.line or None,
        "column": one.place.column or None,
        "zh": one.say("zh"),
        "en": one.say("en"),
        "remedy_zh": one.remedy("zh"),
        "remedy_en": one.remedy("en"),
    }


def _write(found: Iterable[Proof], folder: Path) -> None:
    """Every witness in a file of its own: item, first day, code, what it is about; 1 and 2 where it takes two."""
    from materials_rules.witness.written import text

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUsage([Diagnostic("X-NOT-A-FOLDER", Place(str(folder)))]) from error
    for proof in found:
        for result in proof.results:
            for number, packet in enumerate(result.witness, start=1):
                code = "" if result.fault is None else result.fault.code
                name = _NOT_A_NAME.sub("-", f"{proof.item}-{proof.in_force_from}-{code}-{result.about}")[:120]
                deliver(text(packet), str(folder / f"{name}-{number}.json"))

