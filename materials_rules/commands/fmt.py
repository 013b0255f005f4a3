"""`fmt`: the files of a ruleset in one order and one layout, with Chinese or English keys; comments stay.

    files, folders  ->  the same files in canonical form, or what would change
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from materials_rules.commands._delivery import deliver, put, tell
from materials_rules.commands._exits import ExitCode, gravest
from materials_rules.commands._intake import STANDARD_INPUT, missing, read_named
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import RulesetInvalid, StorageFailed, WrongUsage

if TYPE_CHECKING:
    from materials_rules.reading.keys import Language

_USAGE: Final = {
    errno.ENOENT: "X-MISSING",
    errno.ENOTDIR: "X-MISSING",
    errno.ENAMETOOLONG: "X-MISSING",
    errno.EACCES: "X-FORBIDDEN",
    errno.EPERM: "X-FORBIDDEN",
    errno.ENXIO: "X-NOT-A-FILE",
}


@click.command(
    "fmt",
    short_help="整理规则文件的顺序和格式，键可换成中文或英文。Put rules into one order and layout.",
    help="""把 PATH（文件、事项的文件夹、某地的文件夹，或者 - 表示标准输入）中的规则文件整理成统一的顺序和格式，
    就地写回；注释留在原处，含义和摘要不变。读不懂的文件原样不动，指出错误。--keys 把键、固定的词和条件里的词换成中文
    或者英文，两个方向都不丢失内容。

    Put the files of rulesets PATH (a file, the folder of an item or of a place, or - for standard input) into one order
    and one layout, in place; comments stay where they are, meaning and digest too. A file that cannot be read is left
    alone, with its diagnostics. --keys translates keys, closed words and the words in conditions, both ways without loss.""",
    epilog="""\b
    退出码 Exit codes: 0 已整理 done; 20 有文件读不懂，--check 时还有文件需要整理 a file cannot be read, with --check also:
    would change; 2 用法有误 wrong usage; 40 写入失败 writing failed""",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("--check", is_flag=True, help="什么也不改，列出需要整理的文件。Change nothing, list what would change.")
@click.option("--diff", is_flag=True, help="什么也不改，显示会有的改动。Change nothing, show what would change.")
@click.option("--keys", type=click.Choice(["zh", "en"]), help="键用中文或英文。The language of keys.")
def fmt(paths: tuple[str, ...], check: bool, diff: bool, keys: Language | None) -> ExitCode:
    """Format every file first, then write those that change, each whole or not at all."""
    found = list(_files(paths))
    done: list[_Done] = []
    ends: list[int] = []
    for path in found:
        try:
            done.append(_formatted(path, keys))
        except RulesetInvalid as error:
            tell(str(error).splitlines())
            ends.append(error.exit_code)
    changed = [one for one in done if one.is_changed]
    if check or diff:
        put("".join(_difference(one) if diff else f"{one.path}\n" for one in changed))
        ends += [ExitCode.RULESET_INVALID] if check and changed else []
    else:
        _write(done)
    tell([_summary(len(found), len(changed), len(found) - len(done), check or diff)])
    return gravest(ends)


COMMAND: Final = fmt


@dataclass(frozen=True, slots=True)
class _Done:
    """One file, before and after."""

    path: str
    before: bytes
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after.encode()


def _files(paths: Sequence[str]) -> Iterator[str]:
    """Every file that *paths* mean, once. Raises WrongUsage for what is none, before any work."""
    faults: list[Diagnostic] = []
    found: dict[str, str] = {}
    for text in paths:
        if text == STANDARD_INPUT:
            if text in found:
                faults.append(Diagnostic("X-TWICE", Place(""), {"name": text}))
            found[text] = text
        elif not text:
            faults.append(Diagnostic("X-MISSING", Place(text)))
        elif os.path.isdir(text):
            below = list(_below(text))
            faults += [] if below else [Diagnostic("X-NOTHING-TO-FORMAT", Place(text))]
            found |= {os.path.abspath(path): path for path in below}
        elif not os.path.lexists(text):
            faults.append(missing(text))
        else:
            found.setdefault(os.path.abspath(text), text)
    if faults:
        raise WrongUsage(faults)
    yield from found.values()


def _below(folder: str) -> Iterator[str]:
    """The files of rulesets in *folder*, by where they stand; what is hidden is passed over, no link is followed."""
    from materials_rules.writing.kinds import kind_at

    for home, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        whole = Path(os.path.abspath(home)).parts
        yield from (os.path.join(home, name) for name in sorted(names) if kind_at((*whole, name)))


def _formatted(path: str, keys: Language | None) -> _Done:
    """The file *path* formatted. Raises RulesetInvalid for one that cannot be, WrongUsage and StorageFailed for the disk."""
    from materials_rules.reading.source import Mapping, read_source
    from materials_rules.writing.formatting import formatted
    from materials_rules.writing.kinds import kind_at, kind_of

    data = read_named(path) if path == STANDARD_INPUT else _read(path)
    source = read_source(data, path)
    kind = kind_at(Path(os.path.abspath(path)).parts) or kind_of(source.root)
    if kind is None or not isinstance(source.root, Mapping):  # no file of a ruleset is a list or a text
        raise RulesetInvalid([Diagnostic("X-NO-KIND", Place(path))])
    return _Done(path, data, formatted(source, kind, keys))


def _read(path: str) -> bytes:
    from materials_rules.reading.disk import read_plain
    from materials_rules.rules.folder import LARGEST_FILE

    try:
        return read_plain(Path(path), LARGEST_FILE)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise RulesetInvalid([Diagnostic("R-PATH", Place(path))]) from error
        if code := _USAGE.get(error.errno or 0):
            raise WrongUsage([missing(path) if code == "X-MISSING" else Diagnostic(code, Place(path))]) from error
        reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
        raise StorageFailed([Diagnostic("X-READ", Place(path), {"reason": reason})]) from error


def _write(done: Sequence[_Done]) -> None:
    """Writes what changed, in place, and what came from standard input to standard output, changed or not."""
    changed = [one for one in done if one.is_changed and one.path != STANDARD_INPUT]
    # a file appears by renaming, which asks nobody whether the one before it may be written to
    if barred := [Diagnostic("X-FORBIDDEN", Place(one.path)) for one in changed if not _may_be_written(one.path)]:
        raise WrongUsage(barred)
    for one in changed:
        deliver(one.after, one.path)
    put("".join(f"{one.path}\n" for one in changed))
    for one in done:
        if one.path == STANDARD_INPUT:
            put(one.after)


def _may_be_written(path: str) -> bool:
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC))
    except OSError:
        return False
    return True


def _difference(one: _Done) -> str:
    from difflib import unified_diff

    before = one.before.decode("utf-8-sig").splitlines(keepends=True)
    lines = unified_diff(before, one.after.splitlines(keepends=True), f"{one.path}", f"{one.path}（fmt）")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _summary(total: int, changed: int, refused: int, is_trial: bool) -> str:
    zh, en = ("需要整理", "would change") if is_trial else ("已整理", "changed")
    refused_zh, refused_en = (f"，读不懂 {refused}", f", {refused} left alone") if refused else ("", "")
    return f"文件 {total}，{zh} {changed}{refused_zh}。 files {total}, {changed} {en}{refused_en}."
