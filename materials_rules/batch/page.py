"""The summary of a batch as one page that needs nothing beside itself: drawings with their tables, Chinese first.

    Manifest, names of the ruleset  ->  HTML

Every number on it stands in the manifest, every name in the ruleset whose digest it bears; the same of both make the same page.
No script, nothing from elsewhere; it prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from types import MappingProxyType
from typing import Final
from unicodedata import east_asian_width

from materials_rules.batch.counts import UNKNOWN, Table
from materials_rules.batch.manifest import FileMade, Manifest
from materials_rules.batch.named import Names
from materials_rules.ground.catalogue import message
from materials_rules.ground.script import visible
from materials_rules.reading.case_words import CASE_WORDS
from materials_rules.render._markup import Html, digest, element, escaped
from materials_rules.render._vocabulary import WORDS

Text = tuple[str, str]
CONSISTENCY: Final = "consistency/"
_NOBODY: Final[Names] = MappingProxyType({})
MOST_BARS: Final = 20
"""Of more than this the drawing shows only the first; the table has all of them."""
_WIDTH: Final = 440
_ROW: Final = 46
_CHARACTER: Final = 13


@dataclass(frozen=True, slots=True)
class Group:
    """One drawing and its table: *names* of the columns behind the label, and rows of a label and so many numbers.

    *whole* is what the rows are shares of, 0 where they are of nothing.
    """

    key: str
    title: Text
    of: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[int, ...]], ...]
    whole: int = 0


def as_page(made: Manifest, names: Names = _NOBODY) -> bytes:
    """The page of what *made* tells, with the *names* of its ids, where they have one."""
    style = f"\n{_style()}\n"
    policy = f"default-src 'none'; style-src {digest(style)}; base-uri 'none'; form-action 'none'"
    title = f"批量检查汇总 · {visible(made.ruleset.id)}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", escaped(title)),
        element("style", Html(style)),
    )
    top = element("header", element("h1", escaped(title), Html(" "), _english("Summary of a batch")), _totals(made))
    parts = [top, *(_section(group) for group in groups(made, names) if group.rows), _footer(made)]
    body = element("body", *(Html(f"\n{one}") for one in parts), Html("\n"))
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='zh-CN')}\n".encode()


def groups(made: Manifest, names: Names = _NOBODY) -> Iterator[Group]:
    """What is drawn: by outcome, item, kind of finding, requirement, class, material, and code of reject."""

    def item(name: str) -> Text:
        return _item(name, names)

    counts = made.counts
    number = (("件", "packets"),)
    times = (("次", "times"),)
    yield Group("outcomes", ("结果", "Outcomes"), ("结果", "outcome"), number, _rows(counts.outcomes, _outcome), made.results)
    yield _by_item(counts.items, item)
    kinds = ("问题的种类", "Kinds of findings")
    yield Group("kinds", kinds, ("种类", "kind"), times, _rows(_across(counts.findings), _kind))
    requirements = {name: sum(row.values()) for name, row in counts.findings.items()}
    title = ("有问题的要求", "Requirements with findings")
    yield Group("requirements", title, ("要求和事项", "requirement and item"), times, _rows(requirements, item))
    title = ("不得要求的材料", "Materials that may not be asked for")
    yield Group("classes", title, ("类别", "class"), times, _rows(_across(counts.not_needed), _class))
    materials = {name: sum(row.values()) for name, row in counts.not_needed.items()}
    title = ("不得要求的是哪些材料", "Which materials these were")
    yield Group("materials", title, ("材料和事项", "material and item"), times, _rows(materials, item))
    lines = (("行", "lines"),)
    yield Group("rejects", ("退回的原因", "Why lines were rejected"), ("代码", "code"), lines, _rows(counts.codes, _code))


def _by_item(items: Table, called: Callable[[str], Text]) -> Group:
    outcomes = [name for name, _ in _most_first(_across(items))]
    totals = {name: sum(row.values()) for name, row in items.items()}
    columns = (("件", "packets"), *(_outcome(name) for name in outcomes))
    rows = ((called(name), (total, *(items[name].get(one, 0) for one in outcomes))) for name, total in _most_first(totals))
    return Group("items", ("事项", "Items"), ("事项", "item"), columns, tuple(rows), sum(totals.values()))


def _rows(table: Mapping[str, int], called: Callable[[str], Text]) -> tuple[tuple[Text, tuple[int, ...]], ...]:
    return tuple((called(name), (number,)) for name, number in _most_first(table))


def _across(table: Table) -> dict[str, int]:
    """How often each word of the rows of *table*, whatever the row."""
    found: dict[str, int] = {}
    for row in table.values():
        for word, number in row.items():
            found[word] = found.get(word, 0) + number
    return found


def _most_first(table: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(table.items(), key=lambda pair: (-pair[1], pair[0]))


def _outcome(word: str) -> Text:
    return WORDS.get(f"outcome.{word}", (word, word))


def _item(name: str, names: Names) -> Text:
    """An item, or what is asked for within one, as people call it, and its id; what has no name is called by its id."""
    if name.startswith(UNKNOWN):
        rest = visible(name[len(UNKNOWN) :])
        return f"规则集里没有的事项{rest}", f"not in the ruleset{rest}"
    item, _, within = name.partition("/")
    if (title := names.get(item)) is None:
        return visible(name), ""
    if not within:
        return visible(title), visible(name)
    line = within.removeprefix(CONSISTENCY)
    called = names.get(name) or (f"是否一致（{line}）" if line != within else within)
    return visible(f"{called} · {title}"), visible(name)


def _kind(word: str) -> Text:
    return CASE_WORDS.get(word, visible(word)), visible(word).replace("_", " ")


def _class(word: str) -> Text:
    return WORDS.get(f"class.{word}", (visible(word) or "未分类", visible(word) or "no class"))


def _code(word: str) -> Text:
    said = message(word)
    return f"{word} {_plain(said.zh)}", _plain(said.en)


def _plain(template: str) -> str:
    """A sentence of the catalogue whose places nobody fills."""
    whole = template.split("{")[0].rstrip(" ：:（(`“，,")
    return f"{whole}…" if "{" in template else whole


def _section(group: Group) -> Html:
    heading = element("h2", escaped(group.title[0]), Html(" "), _english(group.title[1]), id=group.key)
    class_ = "beside" if len(group.columns) == 1 else "below"
    return element("section", heading, element("div", _drawing(group), _table(group), class_=class_))


def _drawing(group: Group) -> Html:
    """Bars with their labels above and their numbers at the end; whoever does not see them has the table."""
    shown = group.rows[:MOST_BARS]
    most = max(numbers[0] for _, numbers in shown) or 1
    drawn = [element("title", escaped(f"{group.title[0]} {group.title[1]}"))]
    for place, (label, numbers) in enumerate(shown):
        y = place * _ROW
        number = f"{numbers[0]:,}" + (f" · {numbers[0] / group.whole:.1%}" if group.whole else "")
        words = _fitted(label, _WIDTH - _CHARACTER * len(number) * 0.6 - _CHARACTER)
        drawn.append(element("text", escaped(words), x="0", y=str(y + 14)))
        drawn.append(element("text", escaped(number), x=str(_WIDTH), y=str(y + 14), class_="number"))
        drawn.append(element("rect", x="0", y=str(y + 20), width=str(_WIDTH), height="11", class_="ground"))
        width = max(_WIDTH * numbers[0] / most, 1.0) if numbers[0] else 0.0
        drawn.append(element("rect", x="0", y=str(y + 20), width=f"{width:.1f}", height="11", class_="bar"))
    height = len(shown) * _ROW
    if rest := len(group.rows) - len(shown):
        words = f"另有 {rest} 个，见表 {rest} more in the table"
        drawn.append(element("text", escaped(words), x="0", y=str(height + 14)))
        height += 20
    return element("svg", *drawn, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {height}", role="img")


def _table(group: Group) -> Html:
    heads = [element("th", *_both(words), scope="col") for words in (group.of, *group.columns)]
    body = [
        element("tr", element("th", *_both(label), scope="row"), *(element("td", escaped(f"{one:,}")) for one in numbers))
        for label, numbers in group.rows
    ]
    lines = (Html(f"\n{row}") for row in body)
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *lines))
    return element("div", table, class_="wide", tabindex="0") if len(group.columns) > 1 else table


def _totals(made: Manifest) -> Html:
    told: Sequence[tuple[Text, int]] = (
        (("行", "lines"), made.lines),
        (("结果", "results"), made.results),
        (("退回", "rejects"), made.rejects),
        (("空行", "blank lines"), made.blanks),
        (("编号重复", "namesakes"), made.namesakes),
    )
    return element(
        "dl", *(element("div", element("dt", *_both(words)), element("dd", escaped(f"{number:,}"))) for words, number in told)
    )


def _footer(made: Manifest) -> Html:
    """Of what this was made: the digests by which anybody can look."""
    rows: list[tuple[Text, str]] = [(("程序", "tool"), made.tool), (("规则集", "ruleset"), made.ruleset.digest)]
    rows.append((("日历", "calendars"), made.calendar))
    if made.options.as_of is not None:
        rows.append((("期限计至", "deadlines as of"), made.options.as_of))
    rows += [(("输入", "input"), f"{_bare(one.name)} {one.digest}") for one in made.inputs[:MOST_BARS]]
    if rest := len(made.inputs) - MOST_BARS:
        rows += [(("输入", "input"), f"… +{rest}")] if rest > 0 else []
    rows.append((("结果", "results"), _said(made.output)))
    rows.append((("退回", "rejects"), _said(made.rejects_file)))
    cells = ((element("th", *_both(words), scope="row"), element("td", escaped(visible(said)))) for words, said in rows)
    return element("footer", element("table", element("tbody", *(element("tr", *row) for row in cells))))


def _said(file: FileMade) -> str:
    return f"{file.name} {file.digest}"


def _bare(path: str) -> str:
    """The name of a file without its folders, which are nobody else's business."""
    return path.rpartition("/")[2]


def _both(words: Text) -> Iterable[Html]:
    yield escaped(words[0])
    if words[1] and words[1] != words[0]:
        yield Html(" ")
        yield _english(words[1])


def _english(words: str) -> Html:
    return element("span", escaped(words), lang="en", class_="en")


def _fitted(label: Text, room: float) -> str:
    """*label* in both languages where there is room, else its first part, cut off before the number; the table has it whole."""
    both = " ".join(label).rstrip()
    if _widths(both)[-1] <= room:
        return both
    widths = _widths(label[0])
    if widths[-1] <= room:
        return label[0]
    return f"{label[0][: sum(total <= room - _CHARACTER for total in widths)].rstrip()}…"


def _widths(words: str) -> list[float]:
    """How wide each beginning of *words* is."""
    return list(accumulate(_CHARACTER if east_asian_width(sign) in "FW" else _CHARACTER * 0.56 for sign in words)) or [0.0]


@cache
def _style() -> str:
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8").strip()
