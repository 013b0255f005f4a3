"""What was measured, for people: a table on the screen, the page in docs, a drawing.

    Measured  ->  text, Markdown, SVG
"""

# ruff: noqa: E501  a paragraph of the page stands on one line

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from benchmarks.measured import Curve, Measured, Row, Unknown
from materials_rules.figures.chart import as_svg
from materials_rules.figures.report import Group, Report, Tally, Text

OURS: Final = "materials-rules, the whole job"
MEANING: Final[dict[str, Text]] = {
    "lines copied": ("逐行照抄", "lines copied"),
    "floor: typed decode and encode": ("底线：按类型解码再编码", "floor: typed decode and encode"),
    "packets decoded, ready notices encoded": ("读申请件，写出现成的告知书", "packets decoded, ready notices encoded"),
    OURS: ("materials-rules，全部工作", OURS),
}
"""The rows that are no engine, in Chinese and English."""
CURVES: Final[dict[str, Text]] = {
    "packets": ("随申请件数", "by number of packets"),
    "items": ("随规则集的事项数", "by items in the ruleset"),
    "materials": ("随事项的材料数", "by materials of the item"),
    "unknown": ("随没有回答的要素数", "by facts left out"),
    "workers": ("随进程数", "by workers"),
}


HEAD: Final = ("engine", "µs a packet", "min … max", "× floor", "packet read too", "agreed", "an answer left out")


def table(found: Measured) -> str:
    """The table as it is printed."""
    rows = [HEAD, *map(_told, found.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD) - 1)]
    lines = ["  ".join((*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1])).rstrip() for row in rows]
    for one in found.apart:
        lines.append(f"  {one.name}: {one.microseconds:.0f} µs, × {one.ratio:.1f}; the exact reader took {one.exact} of {one.lines}")
    for curve in found.curves:
        lines.append(f"  {curve.title}: " + ", ".join(f"{p.at} → {p.ours:.0f} µs (× {p.ours / p.floor:.0f})" for p in curve.points))
    return "\n".join(lines) + "\n"


def _told(row: Row) -> tuple[str, ...]:
    name = f"{row.name} {row.version}".strip()
    if row.absent:
        return name, "–", "–", "–", "–", "–", row.absent
    each = row.microseconds
    agreed = f"{row.agreed}/{row.compared}" if row.compared else ""
    spread, reading = f"{_short(min(each))} … {_short(max(each))}", _reading(row)
    return name, _short(median(each)), spread, f"{row.ratio:.2f}", reading, agreed, _unknown(row.unknown)


def _reading(row: Row) -> str:
    return _short(median(row.reading)) if row.reading else ""


def _short(microseconds: float) -> str:
    return f"{microseconds:.1f}" if microseconds < 100 else f"{microseconds:.0f}"


def _unknown(unknown: Unknown | None) -> str:
    if unknown is None:
        return ""
    counts = (("error", unknown.refused), ("passes over", unknown.silent), ("claims", unknown.claimed), ("wrong", unknown.wrong))
    said = [f"{word} {count}" for word, count in counts if count]
    return f"{', '.join(said) or 'nothing amiss'} of {unknown.packets}"


def page(found: Measured, picture: str) -> str:
    """The page of the docs."""
    return "\n".join(_page(found, picture)) + "\n"


def _page(found: Measured, picture: str) -> Iterator[str]:
    yield "# 与同类引擎比较 · Measured against other engines\n"
    yield "<!-- 由 python -m benchmarks.compare --write docs/benchmarks.md 生成，请勿手改。 Generated; do not edit. -->\n"
    yield _METHOD
    machine = found.machine
    yield "## 结果 · Result\n"
    yield (
        f"{machine.day}，{machine.processor}，{machine.cores} 个核心 cores，{machine.system}，{machine.python}。"
        f"{found.packets} 件 packets，平均 {found.bytes_a_packet} 字节 bytes each，{found.rounds} 轮 rounds。命令 command：`{found.command}`\n"
    )
    yield f"![每件微秒 microseconds a packet]({picture})\n"
    yield "| 引擎 engine | 版本 version | 每件微秒 µs a packet | 最小…最大 min … max | × 底线 floor | 连读申请件 packet read too | 答案一致 agreed | 打开 opened |"
    yield "|---|---|---|---|---|---|---|---|"
    for row in found.rows:
        if not row.absent:
            yield _cells(row)
    yield ""
    yield from _quicker(found)
    absent = [row for row in found.rows if row.absent]
    if absent:
        yield "没有测的 Not measured:\n"
        for row in absent:
            yield f"- {f'{row.name} {row.version}'.strip()}: {row.absent}"
        yield ""
    yield from _left_out(found.rows)
    yield from _beyond(found)


def _quicker(found: Measured) -> Iterator[str]:
    """Who was quicker with his part than we with all of it, and whether something else ran."""
    ours = next((median(row.microseconds) for row in found.rows if row.name == OURS), None)
    engines = [row for row in found.rows if row.compared]
    if ours is not None and engines:
        ready = [row.name for row in engines if median(row.microseconds) < ours]
        read = [row.name for row in engines if row.reading and median(row.reading) < ours]
        yield (
            f"比我们做全部工作快的：输入做好的 {len(ready)} 个（{'、'.join(ready) or '没有'}），连读申请件的 {len(read)} 个（{'、'.join(read) or '没有'}），共 {len(engines)} 个。"
            f" Quicker with the list than we with the whole job: {len(ready)} of {len(engines)} from ready inputs, {len(read)} with the packet read too.\n"
        )
    if found.machine.load > 0.5:
        yield (
            f"开始时平均有 {found.machine.load} 个进程要用核心：别的工作同时在跑，秒数偏大，比值也有出入。"
            f" {found.machine.load} processes wanted a core when it began: other work ran beside, so seconds are long and ratios uncertain.\n"
        )


def _cells(row: Row) -> str:
    meaning = MEANING.get(row.name)
    name = row.name if meaning is None else f"{meaning[0]} {meaning[1]}" if meaning[0] != meaning[1] else meaning[0]
    each = row.microseconds
    agreed = f"{row.agreed}/{row.compared}" if row.compared else ""
    opened = f"{row.opened:.2f} s" if row.opened else ""
    spread, reading = f"{_short(min(each))} … {_short(max(each))}", _reading(row)
    cells = (name, row.version, _short(median(each)), spread, f"{row.ratio:.2f}", reading, agreed, opened)
    return f"| {' | '.join(cells)} |"


def _left_out(rows: Sequence[Row]) -> Iterator[str]:
    """What is said where an answer is left out."""
    told = [row for row in rows if row.unknown is not None]
    if not told:
        return
    yield "## 有一项没有回答时 · When an answer is left out\n"
    yield _UNKNOWN
    yield "| 引擎 engine | 报错 error | 漏掉 passed over | 当作缺少 claimed | 另有错误 wrong elsewhere | 件数 of |"
    yield "|---|---|---|---|---|---|"
    for row in told:
        unknown = row.unknown
        assert unknown is not None
        yield f"| {row.name} | {unknown.refused} | {unknown.silent} | {unknown.claimed} | {unknown.wrong} | {unknown.packets} |"
    yield ""


def _beyond(found: Measured) -> Iterator[str]:
    if found.apart:
        yield "## 单独看的 · Standing apart\n"
        yield _APART
        yield "| 输入 lines | 每件微秒 µs a packet | × 底线 floor | 由精确读取器读的 by the exact reader |"
        yield "|---|---|---|---|"
        for one in found.apart:
            share = 100 * one.exact / max(one.lines, 1)
            yield f"| {one.name} | {_short(one.microseconds)} | {one.ratio:.2f} | {one.exact}/{one.lines} ({share:.1f} %) |"
        yield ""
    if found.curves:
        yield "## 怎样增长 · How it grows\n"
        yield "每点与同一批行的底线轮流测。 Each point in turn with the floor of the same lines.\n"
        for curve in found.curves:
            title = CURVES[curve.name]
            yield f"**{title[0]} {title[1]}**\n"
            yield f"| {curve.title} | 每件微秒 µs a packet | 底线 floor | × |"
            yield "|---|---|---|---|"
            for point in curve.points:
                yield f"| {point.at} | {_short(point.ours)} | {_short(point.floor)} | {point.ours / point.floor:.1f} |"
            yield ""


_METHOD: Final = """\
同一批申请件、同一套规则，我们和 PyPI 上能装的每个规则引擎轮流跑。**比的不是同样的工作**：我们做全部工作（读入并严格检查、判断、说明依据和
补正办法、写出告知书），别的引擎只回答一个问题：缺哪些材料。这样比对我们不利，是有意的。

The same packets and the same rules, us and every rule engine that installs from PyPI, in turn. **It is not the same work**: we do the whole
job, from the bytes of a packet to the bytes of a notice with its law, its reasons and its cures; the others answer one question, which
materials are missing. That is to our disadvantage, and meant to be: who wants the list alone may see here what it costs elsewhere.

## 方法 · Method

- **申请件 Packets.** `python -m benchmarks.packets` 按种子生成，全部虚构；同样的选项得到同样的字节。Invented, from a seed. For the table every
  question is answered; faults as they are met at windows (`--faults`, `benchmarks/packets/faults.py`; the rates are assumed).
- **规则 Rules.** 逐个走我们的条件树，译成每个引擎的语言（`benchmarks/peers/lowering.py`，一个引擎一个文件）。
  Our condition trees are walked and written in each engine's own language, a file an engine: `ask` and `drop` by date, arms, coverers,
  commitments, staged materials; for a list one question a member.
- **替它们做好的 Done for them beforehand, and not timed:** 材料是否合格（签字、盖章、份数、期限）、对整个清单的判断（`any all count`）、
  每个答案的类型检查，以及把申请件摊平。Whether each paper is in form, statements about whole lists, the types of answers, and flattening the
  packet: they get short lines of ready inputs, numbers as whole numbers, days as ordinals, a `some_of` as one boolean a member.
- **连读申请件 Packet read too.** 做好的输入总要由申请件做成：这一列另外把每件申请件解码一次（不按类型，不检查），仍不含摊平和材料的判断。
  The ready inputs come from a packet that somebody read: here each packet is decoded as well (untyped, unchecked); flattening it and judging
  its papers are still given for nothing.
- **一致 Agreement.** 计时以前，每个引擎的每个答案都与我们告知书里的逐项比对。Before anything is timed every answer is held against the findings of our
  notices; the column counts the packets with equal lists. The command ends with 1 where one differs.
- **底线 The floor.** 同一进程里按类型解码整个申请件再编码（msgspec），读行写行。A typed decode and encode of the whole packet, lines read and written, in
  the same process. `lines copied` reads and writes and does nothing. A notice has six or seven times the bytes of a packet, so a third row
  decodes the packets and encodes notices that are there already: nothing is checked and nothing decided, only written.
- **见过的与没见过的 Met before, met first.** 分不出差别的申请件，我们只判断一次，以后填空（决定 0026）。表中一行是这批申请件都见过一次以后的数；第一次见到时的数单独列在下面。
  What no rule can tell apart we judge once and then fill in (decision 0026). Our row is of packets whose like were met before; what they
  take when they are met for the first time stands apart below. The others keep nothing between packets.
- **计时 Timing.** 各自打开以后轮流跑（A B C A B C …），取各轮的中位数；× 是与同一轮底线之比的中位数。秒数只对这台机器有意义，比值可以带走。
  Medians of interleaved rounds; × is the median of the ratios to the floor of the same round. An engine runs in a process and an
  environment of its own and times itself: lines read, decoded, asked, written. Opening (compiling) is a column of its own.
- **各用其长 Each at its best.** 打开一次，反复用；一件一问得到全部缺少的材料；能直接吃 JSON 的给 JSON；cel-python 用较快的运行器；cedarpy 的策略只解析一次；
  durable-rules 的析取式展开成合取式，每件之后收回事实；OpenFisca 一次算一整批。Compiled once; one call a packet for all materials; JSON text where an
  engine takes it; OpenFisca alone is asked for many packets at once, as it is made for that.

再测 Measure again: `python -m benchmarks.compare --rounds 9 --packets 5000 --largest 5000 --curves --write docs/benchmarks.md`
"""
_UNKNOWN: Final = """\
这些引擎都不知道什么叫“还不知道”。把一项影响结果的回答去掉，数一数它们怎么说。我们在这里列出附条件的材料，并提出问题。

None of them knows unknown. An answer that matters is left out of the input, and what they say is counted: an error; a material that
depends on the answer passed over in silence; the same called missing as if it were certain; anything that is not so whatever the answer.
We report such a material as conditional, with the question that decides it. One packet may count in several columns.
"""
_APART: Final = """\
快的读取器只说“好”或者“去问精确的”；精确的读取器读重复的键、不认识的键、`\\"` 之类的转义。ASCII 转义的输入把每个汉字写成六个字节，读它本身就慢。

The fast reader says "good" or "ask the exact one"; the exact one reads what is odd. Lines escaped into ASCII hold six bytes for each
Chinese character, and their floor is that of the same escaped lines; that of the others is the floor of the plain ones.
"""


def drawing(found: Measured) -> str:
    """Bars: everybody's microseconds a packet, then the curves."""
    measured = sorted((row for row in found.rows if not row.absent), key=lambda row: median(row.microseconds))
    rows = tuple(Tally(row.name, _label(row), round(median(row.microseconds))) for row in measured)
    groups = [Group("engines", ("每件微秒", "microseconds a packet"), rows)]
    for curve in found.curves:
        groups.append(Group(curve.name, CURVES[curve.name], tuple(_points(curve))))
    return as_svg(
        Report(
            places=(),
            names=("materials-rules 与同类引擎 and other engines",),
            day=dt.date.fromisoformat(found.machine.day),
            before=None,
            label=None,
            changes=(),
            groups=tuple(groups),
            notes=(
                ("别的引擎只回答缺哪些材料，材料是否合格已替它们判断；我们做全部工作。", "The others only list what is missing, from ready inputs; we do the whole job."),
                (f"{found.machine.processor}，{found.machine.cores} 个核心", f"{found.packets} packets, medians of {found.rounds} rounds"),
            ),
        )
    )


def _label(row: Row) -> Text:
    return MEANING.get(row.name, (row.name, ""))[0], f"× {row.ratio:.1f}"


def _points(curve: Curve) -> Iterator[Tally]:
    for point in curve.points:
        yield Tally(str(point.at), (str(point.at), f"× {point.ours / point.floor:.0f}"), round(point.ours))
