"""What a batch came to, for people and for programs.

    Counts  ->  a table, or JSON
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from unicodedata import east_asian_width

import msgspec

from materials_rules.batch.counts import UNKNOWN, Counts, Table
from materials_rules.batch.manifest import Manifest, in_order
from materials_rules.ground.script import visible
from materials_rules.reading.case_words import CASE_WORDS
from materials_rules.render._vocabulary import WORDS

Row = tuple[str, ...]
_Called = Callable[[str], str]


def as_text(counts: Counts, namesakes: int | None) -> str:
    """The table: lines, outcomes, items, requirements and kinds, classes, what was demanded, why lines were rejected."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(in_order(counts), namesakes))


def as_json(made: Manifest) -> bytes:
    """The same as one JSON object."""
    told: dict[str, object] = {
        "schema": "batch-summary/1",
        "lines": made.lines,
        "results": made.results,
        "rejects": made.rejects,
        "blanks": made.blanks,
        "namesakes": made.namesakes,
    }
    counts = msgspec.to_builtins(in_order(made.counts))
    told |= {name: table for name, table in counts.items() if name not in told}
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def in_one_line(counts: Counts) -> str:
    """The lines and what became of them."""
    return (
        f"{counts.lines} 行：结果 {counts.results}，退回 {counts.rejects}，空行 {counts.blanks}。"
        f"{counts.lines} lines: {counts.results} results, {counts.rejects} rejects, {counts.blanks} blank."
    )


def _lines(counts: Counts, namesakes: int | None) -> Iterator[str]:
    yield in_one_line(counts)
    if namesakes:
        yield f"与前面编号相同的 {namesakes} 件。{namesakes} bear the number of an earlier one."
    yield from _part("结果 outcomes", _single(counts.outcomes, _outcome))
    yield from _part("事项 items", _double(counts.items, _item, _outcome))
    yield from _part("问题 findings", _double(counts.findings, _item, _word))
    yield from _part("视情形需要 conditional", _single(counts.conditional, _item))
    yield from _part("待答的问题 questions", _single(counts.questions, _item))
    yield from _part("不需要交 not needed", _double(counts.not_needed, _item, _class))
    yield from _part("被要求过的 demanded", _double(counts.demanded, _word, _class))
    yield from _part("退回的原因 rejects", _single(counts.codes, str))


def _part(title: str, rows: Sequence[Row]) -> Iterator[str]:
    if rows:
        yield ""
        yield title
        yield from _columns(rows)


def _single(table: Mapping[str, int], called: _Called) -> list[Row]:
    return [(f"  {called(name)}", str(number)) for name, number in _most_first(table)]


def _double(table: Table, called: _Called, word_called: _Called) -> list[Row]:
    totals = {name: sum(row.values()) for name, row in table.items()}
    rows: list[Row] = []
    for name, _ in _most_first(totals):
        for place, (word, number) in enumerate(_most_first(table[name])):
            rows.append((f"  {called(name)}" if not place else "", word_called(word), str(number)))
    return rows


def _most_first(table: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    return sorted(table.items(), key=lambda pair: (-pair[1], pair[0]))


def _item(name: str) -> str:
    return f"（规则集里没有的事项 not in the ruleset）{name[len(UNKNOWN) :]}" if name.startswith(UNKNOWN) else name


def _outcome(word: str) -> str:
    zh, en = WORDS.get(f"outcome.{word}", ("", ""))
    return f"{word} {zh} {en}"


def _word(word: str) -> str:
    return f"{word} {CASE_WORDS.get(word, '')}"


def _class(word: str) -> str:
    return f"{word} {WORDS.get(f'class.{word}', ('', ''))[0]}" if word else ""


def _columns(rows: Sequence[Row]) -> Iterator[str]:
    """*rows* with all columns as wide as their widest cell; the last one ends below each other."""
    cells = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        *texts, number = row
        padded = (text + " " * (width - _width(text)) for text, width in zip(texts, widths, strict=False))
        yield "  ".join((*padded, number.rjust(widths[-1])))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "FW" else 1 for sign in text)
