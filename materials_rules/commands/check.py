"""`check`: what is missing or not in form in one packet or several, as one notice each.

    packets, a ruleset  ->  notices and an exit code
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from materials_rules.commands import names
from materials_rules.commands._delivery import deliver, put, require_apart, require_writable, tell
from materials_rules.commands._exits import ExitCode, gravest
from materials_rules.commands._intake import STANDARD_INPUT, read_named, require_readable
from materials_rules.commands._place import choose_place
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import MaterialsRulesError, WrongUsage

if TYPE_CHECKING:
    from materials_rules import Library
    from materials_rules.notice.model import Notice

ENDS: Final = {
    "accept": ExitCode.DONE,
    "accept_deferred": ExitCode.DONE,
    "supplement": ExitCode.NEEDS_CURING,
    "fix_on_spot": ExitCode.NEEDS_CURING,
    "undetermined": ExitCode.UNDETERMINED,
    "not_required": ExitCode.NOT_FOR_THIS_OFFICE,
    "not_competent": ExitCode.NOT_FOR_THIS_OFFICE,
}
_PATH: Final = click.Path(readable=False)  # what may not be read we say ourselves, in two languages
_JUDGED: Final = frozenset(ENDS.values())
_BETWEEN: Final = {"text": b"\n", "markdown": b"\n---\n\n", "json": b""}
"""What stands between two notices in one output; a format that is not here holds one notice."""


@click.command(
    "check",
    short_help="检查申请件，写出一次性告知书。Check packets, write a notice.",
    help="""检查申请件 PACKET（`-` 为标准输入），每件写出一份一次性告知书。

    Check each PACKET (`-` is standard input) and write one notice for it.""",
    epilog="""\b
    退出码 Exit codes:
      0  受理、容缺受理 accept, accept_deferred
      10 需要补正 needs curing
      12 不能确定 undetermined
      13 不需许可或不属本机关 not for this office
      30 不是申请件 no packet
    多件时取最重者 of several the gravest""",
)
@click.argument("packets", metavar="PACKET...", nargs=-1, required=True, type=_PATH)
@click.option("--rulesets", metavar="DIR", type=_PATH, help="规则集文件夹。The folder of the ruleset.")
@click.option("--as-of", metavar="DATE", help="按这一天计算期限，如 2026-03-02。Count deadlines as of this day.")
@click.option("--previous", metavar="NOTICE", type=_PATH, help="上一份告知书（JSON）。The notice before.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(names("materials_rules.render")),
    default="text",
    show_default=True,
    help="告知书的格式。How the notice is written.",
)
@click.option("-o", "output", metavar="FILE", type=_PATH, help="写入文件。Write into this file.")
@click.option("--exit-zero", is_flag=True, help="10–13 也以 0 结束。End with 0 instead of 10–13.")
def check(
    packets: tuple[str, ...],
    rulesets: str | None,
    as_of: str | None,
    previous: str | None,
    format_: str,
    output: str | None,
    exit_zero: bool,
) -> ExitCode:
    """Check every packet; a bad one does not stop the others."""
    question = _Question(format_, _day(as_of), _previous(previous, packets), previous or "")
    _refuse_impossible(packets, format_, output, [*packets, previous or STANDARD_INPUT])
    place = choose_place(rulesets)
    require_apart(output, place)

    from materials_rules import load  # heavy: only now is there something to do

    ends: list[int] = []
    written: list[bytes] = []
    with load(place) as library:
        for path in packets:
            try:
                notice = _notice(library, path, question)
            except MaterialsRulesError as error:
                tell(str(error).splitlines())
                ends.append(error.exit_code)
                continue
            ends.append(ENDS[notice.outcome])
            written.append(_BETWEEN.get(format_, b"") * bool(written) + _rendered(library, notice, format_))
            if output is None:
                put(written[-1])
    if output is not None and written:
        deliver(b"".join(written), output)
    end = gravest(ends)
    return ExitCode.DONE if exit_zero and end in _JUDGED else end


COMMAND: Final = check


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of every packet alike."""

    format: str
    as_of: date | None
    previous: bytes | None
    previous_path: str


def _day(text: str | None) -> date | None:
    from materials_rules.ground.day import read_day

    try:
        return None if text is None else read_day(text)
    except ValueError:
        raise WrongUsage([Diagnostic("X-DATE", Place(""), {"name": "--as-of", "value": str(text)})]) from None


def _previous(path: str | None, packets: Sequence[str]) -> bytes | None:
    if path is None:
        return None
    if len(packets) > 1:
        raise WrongUsage([Diagnostic("X-ONE-PACKET", Place(""), {"name": "--previous", "number": str(len(packets))})])
    if path == STANDARD_INPUT == packets[0]:
        raise WrongUsage([Diagnostic("X-TWICE", Place(""), {"name": STANDARD_INPUT})])
    return read_named(path)


def _refuse_impossible(packets: Sequence[str], format_: str, output: str | None, inputs: Sequence[str]) -> None:
    """Raise WrongUsage, with every reason at once, before any work is done."""
    faults = list(_faults(packets, format_))
    for path in packets:
        try:
            require_readable(path)
        except WrongUsage as error:
            faults += error.diagnostics
    if faults:
        raise WrongUsage(faults)
    require_writable(output, [path for path in inputs if path != STANDARD_INPUT])


def _faults(packets: Sequence[str], format_: str) -> Iterator[Diagnostic]:
    if packets.count(STANDARD_INPUT) > 1:
        yield Diagnostic("X-TWICE", Place(""), {"name": STANDARD_INPUT})
    if len(packets) > 1 and format_ not in _BETWEEN:
        args = {"name": f"--format {format_}", "number": str(len(packets))}
        yield Diagnostic("X-ONE-PACKET", Place(""), args)


def _notice(library: Library, path: str, question: _Question) -> Notice:
    import materials_rules

    notice = materials_rules.check(
        library, read_named(path), path, question.as_of, question.previous, question.previous_path
    )
    # days of one spelling compare as texts
    if question.as_of is not None and question.as_of.isoformat() < notice.received_on:
        place = Place(path, pointer="/received_on")
        raise WrongUsage([Diagnostic("X-AS-OF", place, {"name": "--as-of", "value": question.as_of.isoformat()})])
    return notice


def _rendered(library: Library, notice: Notice, format_: str) -> bytes:
    from materials_rules.render import render

    return render(notice, format_, library.names(notice.matter.items[0].id))
