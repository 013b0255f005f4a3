"""`batch`: files of packets through one ruleset, a result or a reject for every line, gone on with after any end.

    JSON Lines, CSV or Parquet, a ruleset  ->  JSON Lines or Parquet, rejects, a manifest, and an exit code
"""

from __future__ import annotations

import os
import shlex
import signal
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from materials_rules.commands._cluster import engine_options, engine_words, judged_by, require_engine
from materials_rules.commands._delivery import STANDARD_OUTPUT, deliver, put, require_apart, require_writable, tell
from materials_rules.commands._exits import ExitCode
from materials_rules.commands._intake import STANDARD_INPUT, require_readable
from materials_rules.commands._place import choose_place
from materials_rules.commands._streams import device, stopping, tell_rejects
from materials_rules.ground.diagnostic import Diagnostic, Place, Severity
from materials_rules.ground.errors import WrongUsage

if TYPE_CHECKING:
    from materials_rules.batch.checkpoint import Names
    from materials_rules.batch.counts import Counts
    from materials_rules.batch.manifest import Manifest
    from materials_rules.batch.run import Ending, Request

_PATH: Final = click.Path(readable=False)
_MOST_INPUTS: Final = 65_535
_MANY_ITEMS: Final = 50


@click.command(
    "batch",
    short_help="批量检查，一行一件。Check files of packets, one a line.",
    help="""批量检查 INPUT（JSON Lines、CSV、Parquet，每行一个申请件；前两种可以是 .gz、.zst；`-` 为标准输入），
    每行一个结果，顺序不变，写入 OUT（.parquet 的写成 Parquet）。没有结果的行逐行写入退回文件，另有清单文件记录行数和摘要。
    随时中断，都可以用 --resume 继续，结果逐字节相同。

    Check every packet of the files INPUT (JSON Lines or CSV, also .gz and .zst, or Parquet; `-` is standard input) and
    write one result a line, in order, to OUT (as Parquet where it ends with .parquet). Lines without a result go to a file
    of rejects, counts and digests to a manifest. After any end, --resume goes on, and the bytes are the same.""",
    epilog="""\b
    退出码 Exit codes:
      0   全部有结果 every line has a result
      11  有的行被退回 some lines rejected
      12  有的不能确定 some are undetermined
      2   用法有误，什么也没有做 wrong usage, nothing was done
      40  写入失败，可以继续 writing failed, it can be gone on with
      41  另一个进程正在写 another process is at work
      130 143  已停止，可以继续 stopped, it can be gone on with""",
)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=_PATH)
@click.option("-o", "output", metavar="OUT", required=True, type=_PATH, help="结果写入此文件。Write results here.")
@click.option("--rulesets", metavar="DIR", type=_PATH, help="规则集文件夹。The folder of the ruleset.")
@click.option("--as-of", metavar="DATE", help="按这一天计算期限，如 2026-03-02。Count deadlines as of this day.")
@click.option("--rejects", metavar="FILE", type=_PATH, help="退回的行写入此文件，默认 OUT.rejects.jsonl。Write rejects here.")
@click.option(
    "--workers", metavar="N", type=click.IntRange(1, 256), help="几个进程，默认一核一个。Processes, by default one a core."
)
@click.option("--resume", is_flag=True, help="继续上次没有完成的。Go on with what was not finished.")
@click.option("--force", is_flag=True, help="替换已有的输出，从头运行。Replace the output, begin anew.")
@click.option(
    "--time-limit",
    metavar="SECONDS",
    type=click.FloatRange(0.05, 3600),
    default=2.0,
    show_default=True,
    help="一件最多几秒。Seconds for one packet at most.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="汇总的格式。How the summary is written.",
)
@click.option(
    "--input-format",
    "shape",
    type=click.Choice(["jsonl", "csv"]),
    help="输入的格式，默认看后缀。The format of the input; by default its suffix says it.",
)
@click.option("--page", metavar="FILE", type=_PATH, help="汇总另写成网页。Write the summary as a page too.")
@click.option("--notices", metavar="DIR", type=_PATH, help="告知书逐件写入此文件夹。Write each notice into this folder.")
@click.option(
    "--notice-format",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
    help="逐件告知书的格式。The format of these notices.",
)
@engine_options
@click.option("--block", type=click.IntRange(1, 5_000_000), default=None, hidden=True)
@click.option("--every", type=click.FloatRange(0), default=None, hidden=True)
def batch(
    inputs: tuple[str, ...],
    output: str,
    rulesets: str | None,
    as_of: str | None,
    rejects: str | None,
    workers: int | None,
    resume: bool,
    force: bool,
    time_limit: float,
    format_: str,
    shape: str | None,
    page: str | None,
    notices: str | None,
    notice_format: str,
    engine: str,
    master: str | None,
    spark_conf: tuple[str, ...],
    block: int | None,
    every: float | None,
) -> ExitCode:
    """Refuse what cannot be, then run to the end or to a signal, and say what it came to."""
    from materials_rules.batch.shape import require_written

    day = None if as_of is None else _day(as_of)
    _refuse_impossible(inputs, resume=resume, force=force)
    require_engine(engine, master, spark_conf, workers)
    require_written(output)
    is_streamed = _is_streamed(output, force=force)
    place = choose_place(rulesets)

    from materials_rules.batch.checkpoint import Names
    from materials_rules.batch.cutting import SIZE
    from materials_rules.batch.heap import return_large_pieces
    from materials_rules.batch.judging import make_ready
    from materials_rules.batch.run import EVERY, Request
    from materials_rules.kept import this_program
    from materials_rules.library import TOOL

    target = Path(output if is_streamed else os.path.realpath(output))
    refused = Path(os.path.realpath(rejects)) if rejects is not None else target.with_name(f"{target.name}.rejects.jsonl")
    folder = None if notices is None else Path(os.path.realpath(notices))
    if is_streamed:
        _refuse_in_a_stream({"--resume": resume, "--rejects": rejects, "--page": page, "--notices": notices}, target)
    else:
        _require_apart(Names(target, refused, folder), inputs, place)
        _require_beside(Names(target, refused, folder), page, inputs, place, is_replaced=resume or force)
    rules, is_kept = make_ready(place, _tell_preparing)
    request = Request(
        inputs,
        target,
        refused,
        str(place),
        rules,
        TOOL,
        this_program() or TOOL,
        day,
        workers or _cores(),
        time_limit,
        resume,
        force,
        EVERY if every is None else every,
        SIZE if block is None else block,
        prepares=not is_kept,
        shape=shape,
        notices=folder,
        notice_format=notice_format,
    )
    options = {"-o": output, "--rulesets": rulesets, "--as-of": as_of, "--rejects": rejects}
    options |= {"--input-format": shape, "--page": page}
    if notices is not None:
        options |= {"--notices": notices, "--notice-format": notice_format}
    again = shlex.join([*_command(inputs, options), *engine_words(engine, master, spark_conf)])
    return_large_pieces()
    with judged_by(request, engine, master, spark_conf) as asked:
        return _stream(asked) if is_streamed else _run(asked, format_, page, again)


COMMAND: Final = batch


def _run(request: Request, format_: str, page: str | None, again: str) -> ExitCode:
    from materials_rules.batch.progress import Bar
    from materials_rules.batch.run import run_batch
    from materials_rules.batch.summary import as_json, as_text, in_one_line

    bar = Bar(request.inputs)
    with stopping() as signals:
        try:
            ending = run_batch(request, None, lambda: bool(signals), bar)
        finally:
            bar.clear()
    if ending.manifest is None:
        return _stopped(request, ending, signals, again)
    if ending.was_finished:
        tell(Diagnostic("B-FINISHED", Place(str(request.output)), severity=Severity.INFORMATION).lines())
    made = ending.manifest
    if made.namesakes:
        path = request.output.with_name(f"{request.output.name}.duplicates.jsonl")
        args = {"count": str(made.namesakes)}
        tell(Diagnostic("B-NAMESAKES", Place(str(path)), args, Severity.WARNING).lines())
    if page is not None:
        deliver(_page(request, made), page)
    put(as_json(made) if format_ == "json" else as_text(made.counts, made.namesakes))
    tell([in_one_line(made.counts)])
    return _end(made.counts)


def _page(request: Request, made: Manifest) -> bytes:
    """The summary as a page, with the names that things have in the ruleset."""
    from materials_rules.batch.named import names_of
    from materials_rules.batch.page import as_page
    from materials_rules.library import load

    with load(request.folder) as library:
        return as_page(made, names_of(library, made.counts))


def _stopped(request: Request, ending: Ending, signals: Sequence[int], again: str) -> ExitCode:
    options = [f"--time-limit {request.time_limit:g}"] if request.time_limit != 2.0 else []
    args = {"lines": str(ending.counts.lines), "command": " ".join([again, *options, "--resume"])}
    tell(Diagnostic("B-STOPPED", Place(str(request.output)), args, Severity.INFORMATION).lines())
    return ExitCode.TERMINATED if signal.SIGTERM in signals else ExitCode.INTERRUPTED


def _stream(request: Request) -> ExitCode:
    from materials_rules.batch.progress import Bar
    from materials_rules.batch.stream import stream_batch
    from materials_rules.batch.summary import in_one_line

    target = nullcontext(put) if str(request.output) == STANDARD_OUTPUT else device(request.output)
    bar = Bar(request.inputs)
    with stopping() as signals, target as put_results:
        try:
            counts = stream_batch(request, put_results, tell_rejects, lambda: bool(signals), bar)
        finally:
            bar.clear()
    tell([in_one_line(counts)])
    if signals:
        return ExitCode.TERMINATED if signal.SIGTERM in signals else ExitCode.INTERRUPTED
    return _end(counts)


def _end(counts: Counts) -> ExitCode:
    if counts.rejects:
        return ExitCode.LINES_REJECTED
    return ExitCode.UNDETERMINED if counts.outcomes.get("undetermined") else ExitCode.DONE


def _tell_preparing(items: int) -> None:
    """Says why nothing happens for a while, where it will be a while."""
    if items >= _MANY_ITEMS:
        tell(Diagnostic("B-PREPARING", Place(""), {"count": str(items)}, Severity.INFORMATION).lines())


def _day(text: str) -> date:
    from materials_rules.ground.day import read_day

    try:
        return read_day(text)
    except ValueError:
        raise WrongUsage([Diagnostic("X-DATE", Place(""), {"name": "--as-of", "value": text})]) from None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _refuse_impossible(inputs: Sequence[str], *, resume: bool, force: bool) -> None:
    """Raises WrongUsage, with every reason at once."""
    faults: list[Diagnostic] = []
    if inputs.count(STANDARD_INPUT) > 1:
        faults.append(Diagnostic("X-TWICE", Place(""), {"name": STANDARD_INPUT}))
    if resume and force:
        faults.append(Diagnostic("B-TOGETHER", Place("")))
    if len(inputs) > _MOST_INPUTS:
        said = f"at most {_MOST_INPUTS} inputs"
        faults.append(Diagnostic("X-USAGE", Place(""), {"said": said, "command": "materials-rules batch"}))
    for path in inputs:
        try:
            require_readable(path)
        except WrongUsage as error:
            faults += error.diagnostics
    if faults:
        raise WrongUsage(faults)


def _is_streamed(output: str, *, force: bool) -> bool:
    """Whether results go out as they come: to standard output, or to what is there and no plain file."""
    if output == STANDARD_OUTPUT:
        return True
    if not os.path.exists(output) or os.path.isfile(output) or os.path.isdir(output):
        return False
    if not force:
        raise WrongUsage([Diagnostic("B-EXISTS", Place(output))])
    return True


def _refuse_in_a_stream(options: Mapping[str, object], target: Path) -> None:
    """Raises WrongUsage where what is asked for needs files."""
    from materials_rules.batch.shape import PARQUET, shape_by_name

    faults = [Diagnostic("B-STREAM", Place(""), {"name": name}) for name, given in options.items() if given not in (None, False)]
    if shape_by_name(target.name) == PARQUET:
        faults.append(Diagnostic("B-WHOLE", Place(str(target))))
    if faults:
        raise WrongUsage(faults)


def _require_apart(names: Names, inputs: Sequence[str], place: Path) -> None:
    """Raises WrongUsage where a file that would be made cannot be one, is an input, or belongs to the ruleset."""
    if names.rejects in (others := [one for one in names.all if one != names.rejects]) or len(set(others)) < len(others):
        raise WrongUsage([Diagnostic("X-OVERWRITE", Place(str(names.rejects)))])
    read = [path for path in inputs if path != STANDARD_INPUT]
    for path in names.all:
        require_writable(str(path), read)
        require_apart(str(path), place)


def _require_beside(names: Names, page: str | None, inputs: Sequence[str], place: Path, *, is_replaced: bool) -> None:
    """Raises WrongUsage where the page or the folder of notices cannot be, or would be in the way of something else."""
    if page is not None:
        require_writable(page, [path for path in inputs if path != STANDARD_INPUT])
        require_apart(page, place)
        if Path(os.path.realpath(page)) in names.all:
            raise WrongUsage([Diagnostic("X-OVERWRITE", Place(page))])
        if os.path.lexists(page) and not is_replaced:
            raise WrongUsage([Diagnostic("B-EXISTS", Place(page))])
    if (folder := names.notices) is not None:
        if not folder.is_dir():
            require_writable(str(folder), inputs)
        if folder.is_file() or folder in names.all or folder in (names.output.parent, *names.output.parent.parents):
            raise WrongUsage([Diagnostic("B-NOTICES", Place(str(folder)))])


def _command(inputs: Sequence[str], options: Mapping[str, str | None]) -> list[str]:
    """The words that ask for the same batch again."""
    given = [word for name, value in options.items() if value is not None for word in (name, value)]
    return ["materials-rules", "batch", *inputs, *given]
