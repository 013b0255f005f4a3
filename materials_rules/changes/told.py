"""The report for people: by item, stricter first, one sentence for each change that an official can approve.

    Report, Replay  ->  text, Markdown
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from materials_rules.changes.change import Change, ItemChanges, Witness
from materials_rules.changes.duty import ORDER, Direction
from materials_rules.changes.replay import Replay
from materials_rules.changes.rulesets import Report
from materials_rules.changes.shared import NAME
from materials_rules.ground.day import chinese_day
from materials_rules.ground.script import visible
from materials_rules.why.compared import SECTIONS

Format = Literal["text", "markdown"]

DIRECTIONS: Final[Mapping[Direction, tuple[str, str]]] = {
    "stricter": ("更严", "stricter"),
    "both": ("有严有宽", "both"),
    "looser": ("更宽", "looser"),
    "neutral": ("不影响", "neutral"),
}
"""What a change is for the applicant, in both languages."""

_STRANGE: Final = "目录中没有的事项 items that are in neither ruleset"

SHOWN: Final = ("requirement", "line", "scope", "never")
"""What a notice shows, so that a packet can be its witness."""

_SORTS: Final = {
    "item": ("事项", "item"),
    "scope": ("适用范围", "scope"),
    "requirement": ("材料", "material"),
    "line": ("一致性核对", "consistency"),
    "never": ("矛盾的回答", "contradiction"),
    "answer": ("问题", "question"),
    "element": ("要素", "element"),
    "text": ("文字", "text"),
}


def told(report: Report, replay: Replay | None, format_: Format, wants_list: bool) -> str:
    """The whole report."""
    lines = [*_head(report, format_)]
    for item in report.items:
        lines += ["", *_item(item, format_)]
    if report.shared:
        lines += ["", *_shared(report.shared, format_)]
    if replay is not None:
        lines += ["", *_replay(replay, report, format_, wants_list)]
    return "".join(f"{line}\n" for line in lines)


def sentence(change: Change) -> str:
    """One change in Chinese: who, what was, what is now."""
    if change.is_only_words:
        return f"{change.was.zh}；{change.became.zh}。"
    when = "，且".join(part for part in (_days_zh(change), change.situation) if part)
    whom = f"{when}的，" if when else ""
    return f"{whom}原{change.was.zh}，现{change.became.zh}。"


def english(change: Change) -> str:
    """The same, shortly, with ids; the situation has Chinese words only."""
    if change.is_only_words:
        return f"{change.was.en}; {change.became.en}."
    return f"{_days_en(change)}was: {change.was.en}; now: {change.became.en}."


def _head(report: Report, format_: Format) -> Iterator[str]:
    counts = report.counts()
    total = "，".join(f"{zh} {counts[way]}" for way, (zh, _) in DIRECTIONS.items())
    in_english = ", ".join(f"{en} {counts[way]}" for way, (_, en) in DIRECTIONS.items())
    title = "规则的变化 What changes for applicants"
    bullet = "- " if format_ == "markdown" else ""
    yield f"# {title}" if format_ == "markdown" else title
    if format_ == "markdown":
        yield ""
    yield f"{bullet}原 old: {_plain(report.old.id, format_)} {report.old.digest}"
    yield f"{bullet}现 new: {_plain(report.new.id, format_)} {report.new.digest}"
    changed = report.items or report.shared
    yield f"{bullet}{total}。{in_english}." if changed else f"{bullet}没有变化。Nothing changes."


def _item(item: ItemChanges, format_: Format) -> Iterator[str]:
    heading = f"{_plain(item.title, format_)}（{item.item}）"
    yield f"## {heading}" if format_ == "markdown" else f"== {heading}"
    if format_ == "markdown":
        yield ""
    yield _between(item)
    for way, changes in things(item):
        first = changes[0]
        name = f"《{first.name}》" if first.sort in ("requirement",) else first.name
        zh, en = DIRECTIONS[way]
        sort_zh, sort_en = _SORTS[first.sort]
        if any(change.for_a_person for change in changes):
            zh, en = f"{zh}，含义须由人判断", f"{en}, its meaning to be judged"
        about = f"[{zh} {en}] {sort_zh}：{_plain(name, format_)}（{sort_en} {first.of}）"
        yield from ("", f"### {about}", "") if format_ == "markdown" else ("", f"  {about}")
        for change in changes:
            yield from _change(change, way, format_)


def _shared(changes: Sequence[Change], format_: Format) -> Iterator[str]:
    title = f"{NAME} Shared by all items"
    yield f"## {title}" if format_ == "markdown" else f"== {title}"
    if format_ == "markdown":
        yield ""
    for change in changes:
        zh, en = DIRECTIONS[change.direction]
        about = f"[{zh} {en}] {change.name}（{change.of}）"
        said = f"{_plain(sentence(change), format_)} {_plain(english(change), format_)}"
        yield f"- {about}<br>{said}" if format_ == "markdown" else f"  {about}\n    {said}"


def _change(change: Change, way: Direction, format_: Format) -> Iterator[str]:
    # of a thing that is both, each line says which it is
    zh, en = DIRECTIONS[change.direction] if change.direction != way else ("", "")
    prefix = f"（{zh}）" if zh else ""
    said, also = f"{prefix}{sentence(change)}", f"{f'({en}) ' if en else ''}{english(change)}"
    if format_ == "markdown":
        yield f"- {_plain(said, format_)}<br>{_plain(also, format_)}"
    else:
        yield from (f"    {said}", f"      {also}")
    if change.witness is not None:
        for name, packet in _packets(change.witness):
            text = json.dumps(packet, ensure_ascii=False, default=float)
            yield f"  - {name}: `{text}`" if format_ == "markdown" else f"      {name}: {text}"
    elif change.direction != "neutral" and change.sort in SHOWN:
        none = "没有找到能显示这一变化的申请件。No packet was found that shows it."
        yield f"  - {none}" if format_ == "markdown" else f"      {none}"


def _packets(witness: Witness) -> Iterator[tuple[str, Mapping[str, object]]]:
    if witness.old == witness.new:
        yield "例 example", witness.new
    else:
        yield "例（原） example, old", witness.old
        yield "例（现） example, new", witness.new


def things(item: ItemChanges) -> list[tuple[Direction, Sequence[Change]]]:
    """What changed, each thing once with all its changes, stricter first."""
    ways = item.directions()
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in item.changes:
        groups.setdefault((change.sort, change.of), []).append(change)
    found = [(ways[changes[0].sort, of], changes) for (_, of), changes in groups.items()]
    return sorted(found, key=lambda one: ORDER.index(one[0]))


def _between(item: ItemChanges) -> str:
    """Which versions, for whom."""
    old, new = ("—" if day is None else day.isoformat() for day in (item.old, item.new))
    until = f"至{chinese_day(item.until)}" if item.until else "起"
    days = f"{item.since.isoformat()}{f' to {item.until.isoformat()}' if item.until else ' on'}"
    received = f"首次收件{chinese_day(item.since)}{until}"
    if item.apart is not None:
        received = f"首次收件{chinese_day(item.apart[0])}对{chinese_day(item.apart[1])}"
        days = f"{item.apart[0].isoformat()} against {item.apart[1].isoformat()}"
    return f"版本 {old} → {new}，{received}。Versions, received {days}."


def _days_zh(change: Change) -> str:
    if change.since is None and change.until is None:
        return ""
    since = f"{chinese_day(change.since)}起" if change.since else ""
    until = f"至{chinese_day(change.until)}" if change.until else ""
    return f"首次收件{since}{until}"


def _days_en(change: Change) -> str:
    since = f" from {change.since}" if change.since else ""
    until = f" until {change.until}" if change.until else ""
    return f"received{since}{until}: " if since or until else ""


def _replay(replay: Replay, report: Report, format_: Format, wants_list: bool) -> Iterator[str]:
    title = "存档申请件 Stored packets"
    yield f"## {title}" if format_ == "markdown" else f"== {title}"
    if format_ == "markdown":
        yield ""
    bullet = "- " if format_ == "markdown" else "  "
    yield (
        f"{bullet}共 {replay.packets} 件，告知书改变 {replay.changed} 件，不能读取 {len(replay.bad)} 件。"
        f"{replay.packets} packets, {replay.changed} with another notice, {len(replay.bad)} unreadable."
    )
    for name, counted in sorted(replay.items.items()):
        called = f"{_plain(report.new.title(name), format_)}（{name}）" if name in report.known else _STRANGE
        yield f"{bullet}{called}：{counted.packets} 件，改变 {len(counted.changed)} 件 changed"
        deeper = f"  {bullet}"
        for (old, new), number in sorted(counted.outcomes.items()):
            yield f"{deeper}结果 outcome {old} → {new}: {number}"
        parts = (("新增", "added", counted.came), ("减少", "removed", counted.went), ("改变", "altered", counted.altered))
        for zh, en, counter in parts:
            for key, number in sorted(counter.items()):
                section, _, of = key.partition(" ")
                yield f"{deeper}{zh} {en}：{SECTIONS[section][0]} {SECTIONS[section][1]} {_plain(of, format_)}: {number}"
        if wants_list and counted.changed:
            yield f"{deeper}申请件 packets: {', '.join(_plain(one, format_) for one in counted.changed)}"
    for bad in replay.bad:
        yield f"{bullet}{bad.place}: {bad.code} {bad.say('zh')}。{bad.say('en')}."


def _plain(text: str, format_: Format) -> str:
    """Words of others, with nothing in them that a screen or Markdown would take for its own."""
    shown = visible(text)
    if format_ == "text":
        return shown
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in shown)
