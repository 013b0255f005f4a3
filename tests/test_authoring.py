"""The guides for authors tell the truth: what they show loads, what they warn of is refused, nothing is left out.

    <!-- file: PATH -->                 a whole file, below `rulesets/` or beside it
    <!-- append: PATH -->               lines at the end of a delivered file
    <!-- in: item -->                   a fragment: it stands in the first item of the guide, which then loads and compiles
    <!-- in: item; refused: CODE -->    such a fragment, and the one code that refuses it
    <!-- names -->                      a fragment that declares what the conditions of a table name
    <!-- packet -->                    a part of a packet: what it says is read without a word, and fits the schema
    <!-- conditions -->  <!-- bounds -->  a table of conditions in both languages, of bounds and their signs
    <!-- excerpt: PATH -->              lines that stand so in a file
    <!-- run: exit CODE -->             commands, and what they print where the guide's files are in place
    <!-- table: NAME --> … <!-- end --> a table made from the program: `python -m tests.test_authoring_words` writes it anew
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from materials_rules import check, load
from materials_rules.condition.parser import parse
from materials_rules.condition.printed import show
from materials_rules.condition.spelling import Sighted, spelled
from materials_rules.condition.vocabulary import AFTER_A_NUMBER, BETWEEN, CHINESE, FOREIGN_WORDS
from materials_rules.ground.catalogue import codes
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.errors import NotAPacket, RulesetInvalid
from materials_rules.notice.model import encode as encode_notice
from materials_rules.packet.exact import read_exact
from materials_rules.packet.model import packet_schema
from materials_rules.plan.compile import compile_version
from materials_rules.plan.engine import Engine
from materials_rules.rules.folder import Files, read_files
from materials_rules.rules.names import APPLICANT_KINDS, closed
from materials_rules.rules.ruleset import parse_ruleset
from materials_rules.schemas.outside import faults_in
from tests.test_readme import Command, commands, excerpts, holds, matches

ROOT: Final = Path(__file__).resolve().parents[1]
CHINESE_GUIDE: Final = "authoring.zh.md"
GUIDES: Final = (CHINESE_GUIDE, "authoring.md")
CITY: Final = "rulesets/hengyang/"
KINDS: Final = closed(APPLICANT_KINDS)
KEPT_ITEM: Final = "items/fire-safety-inspection/"
"""The one delivered item that fragments refer to."""

_BLOCK: Final = re.compile(r"<!-- (file|append|in|names)(?:: ([^\s;]+))?(?:; refused: (\S+))? -->\n```\w+\n(.*?)```\n", re.DOTALL)
_PACKET: Final = re.compile(r"<!-- packet -->\n```json\n(.*?)```\n", re.DOTALL)
_TABLE: Final = re.compile(r"(<!-- table: ([a-z ]+) -->\n)(.*?)(<!-- end -->\n)", re.DOTALL)
_KEY: Final = re.compile(r"(?:[^\s#:'\"\[{-][^:#]*|\"[^\"]*\"):(?= |$)")


@dataclass(frozen=True, slots=True)
class Block:
    """One marked block of a guide: what it is, the file it belongs to, the code that refuses it, its text."""

    guide: str
    sort: str
    target: str
    refused: str
    text: str


def text_of(guide: str) -> str:
    return (ROOT / "docs" / guide).read_text("utf-8")


def blocks(guide: str, *sorts: str) -> list[Block]:
    """The marked blocks of *guide*, in order."""
    found = [Block(guide, sort, target, refused, text) for sort, target, refused, text in _BLOCK.findall(text_of(guide))]
    return [block for block in found if block.sort in sorts]


def table_after(guide: str, mark: str) -> list[list[str]]:
    """The cells of the rows of the table below `<!-- mark -->`."""
    found = re.search(rf"<!-- {mark} -->\n((?:\|.*\n)+)", text_of(guide))
    assert found, mark
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in found[1].splitlines()[2:]]


# ---- a fragment takes its place in a file ----


def merged(base: list[str], fragment: list[str]) -> list[str]:
    """The lines of *base* with those of *fragment*: a mapping goes into the mapping of the same key, all else takes its place."""
    old, new = dict(entries(base)), dict(entries(fragment))
    result: list[str] = []
    for key, lines in (*old.items(), *((key, lines) for key, lines in new.items() if key not in old)):
        if key in old and key in new and is_mapping(lines) and is_mapping(new[key]):
            result += [lines[0], *indented(merged(dedented(lines[1:]), dedented(new[key][1:])))]
        else:
            result += new.get(key, lines)
    return result


def entries(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Every key at the margin of *lines* with its lines; a key that stands twice belongs to the first one."""
    found: dict[str, list[str]] = {}
    current = found.setdefault("", [])
    for line in lines:
        key = _KEY.match(line)
        if key and key[0] not in found:
            current = found[key[0]] = []
        current.append(line)
    return iter(found.items())


def is_mapping(lines: list[str]) -> bool:
    """Whether the lines of a key hold keys below it."""
    below = [line for line in lines[1:] if line.strip() and not line.lstrip().startswith("#")]
    return bool(below) and lines[0].rstrip().endswith(":") and all(line.startswith("  ") for line in below) and bool(
        _KEY.match(below[0].strip())
    )


def dedented(lines: list[str]) -> list[str]:
    return [line[2:] for line in lines]


def indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line.strip() else line for line in lines]


def test_a_fragment_is_merged_key_by_key() -> None:
    base = ["a: 1", "b:", "  c:", "    d: 1", "  e:", "    - x", "# note", "f: 2"]

    assert merged(base, ["b:", "  c:", "    g: 2", "  e:", "    - y", "h: 3"]) == [
        *("a: 1", "b:", "  c:", "    d: 1", "    g: 2", "  e:", "    - y", "f: 2", "h: 3")
    ]
    assert merged(["a: none"], ["a:", "  b: 1"]) == ["a:", "  b: 1"]


# ---- the place that a guide builds ----


@cache
def place(guide: str) -> Mapping[str, str]:
    """The texts of the files of the city, by path below the root, with what *guide* appends and adds."""
    files = read_files(ROOT / CITY)
    texts = {_below_root(path): data.decode() for path, data in files.bytes_of.items()}
    for block in blocks(guide, "append"):
        texts[block.target] += block.text
    return texts | {block.target: block.text for block in blocks(guide, "file")}


def _below_root(path: str) -> str:
    return "rulesets/" + path[3:] if path.startswith("../") else CITY + path


def files_of(guide: str, item: str, text: str) -> Files:
    """The place of *guide* with no items but *item*, which has this *text*, and one that others refer to."""
    texts = {
        path: content
        for path, content in place(guide).items()
        if path.startswith("rulesets/") and ("/items/" not in path or KEPT_ITEM in path)
    }
    texts[item] = text
    bytes_of = {
        f"../{path.removeprefix('rulesets/')}" if not path.startswith(CITY) else path.removeprefix(CITY): content.encode()
        for path, content in texts.items()
    }
    return Files(str(ROOT / CITY), bytes_of)


def item_of(guide: str) -> str:
    """The path of the first whole item of *guide*."""
    return next(block.target for block in blocks(guide, "file") if "/items/" in block.target)


def refusals(guide: str, item: str, text: str) -> list[str]:
    """Every code of an error or a warning about *item* with this *text*, read and compiled."""
    try:
        ruleset = parse_ruleset(files_of(guide, item, text))
        engine = Engine()
        try:
            notes = [*ruleset.notes]
            for version in ruleset.items[Path(item).parent.name]:
                notes += compile_version(ruleset, version, engine).notes
        finally:
            engine.close()
    except RulesetInvalid as invalid:
        notes = list(invalid.diagnostics)
    return [note.code for note in notes if note.severity is not Severity.INFORMATION]


def whole(block: Block) -> str:
    """The guide's first item with the fragment *block* in it."""
    return "\n".join(merged(place(block.guide)[item_of(block.guide)].splitlines(), block.text.splitlines())) + "\n"


def named(block: Block) -> str:
    first = next((line.strip() for line in reversed(block.text.splitlines()) if line.strip()), "")
    return f"{block.guide}: {block.refused or block.target or block.sort}: {first[:30]}"


@pytest.mark.parametrize(
    "block", [b for g in GUIDES for b in blocks(g, "file") if "/items/" in b.target], ids=lambda b: f"{b.guide}: {b.target}"
)
def test_a_complete_item_loads_without_a_word(block: Block) -> None:
    assert refusals(block.guide, block.target, block.text) == []


@pytest.mark.parametrize("block", [b for g in GUIDES for b in blocks(g, "in", "names")], ids=named)
def test_a_fragment_is_valid_where_it_is_placed_or_refused_as_the_guide_says(block: Block) -> None:
    assert block.target in ("item", "")

    found = refusals(block.guide, item_of(block.guide), whole(block))

    assert sorted(set(found)) == ([block.refused] if block.refused else [])


@pytest.mark.parametrize("guide", GUIDES)
def test_every_refusal_is_named_where_the_reader_sees_it(guide: str) -> None:
    seen = re.sub(r"<!--.*?-->", "", text_of(guide))

    assert [block.refused for block in blocks(guide, "in") if block.refused and f"`{block.refused}`" not in seen] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_code_in_a_guide_exists(guide: str) -> None:
    assert set(re.findall(r"`([RKPFWNX]-[A-Z][A-Z-]+)`", text_of(guide))) <= set(codes())


# ---- commands and excerpts ----


@pytest.fixture(scope="module")
def workplaces(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder in which the files of a guide are in place."""

    @cache
    def workplace(guide: str) -> Path:
        folder = tmp_path_factory.mktemp(Path(guide).stem.replace(".", "-"))
        shutil.copytree(ROOT / "rulesets", folder / "rulesets")
        for path, text in place(guide).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        return folder

    return workplace


@pytest.mark.parametrize(
    ("guide", "command"), [(g, c) for g in GUIDES for c in commands(text_of(g))], ids=lambda v: " ".join(v.words) if isinstance(v, Command) else v
)
def test_a_command_gives_what_is_printed(guide: str, command: Command, workplaces: Callable[[str], Path]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "materials_rules", *command.words[1:]],
        cwd=workplaces(guide),
        env={"PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(workplaces(guide))},
        capture_output=True,
        timeout=120,
        check=False,
    )

    printed = ended.stdout.decode() or ended.stderr.decode()
    assert ended.returncode == command.code, ended.stderr.decode()
    assert matches(printed, command.shown), printed


@pytest.mark.parametrize(
    ("facts", "outcome", "asked"),
    [
        ({"only_staff": False, "is_specialist": False, "beds": 60}, "not_competent", set()),
        ({"only_staff": True, "is_specialist": False, "beds": 0}, "not_required", set()),
        ({"only_staff": False, "is_specialist": False}, "supplement", {"medical-institution-setup/fact/beds"}),
    ],
)
def test_other_answers_do_what_the_chinese_guide_says(
    facts: dict[str, object], outcome: str, asked: set[str], workplaces: Callable[[str], Path]
) -> None:
    folder = workplaces(CHINESE_GUIDE)
    packet = json.loads((folder / "packets/clinic.json").read_text("utf-8"))

    with load(folder / CITY) as library:
        notice = check(library, json.dumps(packet | {"facts": facts}).encode())

    assert notice.outcome == outcome
    assert {question.id for question in notice.questions} == asked


@pytest.mark.parametrize("guide", GUIDES)
def test_an_excerpt_stands_in_its_file(guide: str) -> None:
    for path, piece in excerpts(text_of(guide)):
        assert holds((ROOT / path).read_text("utf-8"), piece), f"{path}:\n{piece}"


# ---- conditions ----


@pytest.mark.parametrize("guide", GUIDES)
def test_the_conditions_of_the_table_mean_the_same_in_both_languages_and_fit_the_names(guide: str) -> None:
    rows = [[cell.strip("`") for cell in row[:2]] for row in table_after(guide, "conditions")]
    (names,) = blocks(guide, "names")
    base = whole(names).splitlines()

    for english, several in rows:
        for chinese in several.split("`、`"):
            assert show(parse(english)) == spelled(chinese, Sighted({"applicant.kind": KINDS})), chinese
    definitions = [f"  row-{number}: '{english}'" for number, (english, _) in enumerate(rows)]
    found = refusals(guide, item_of(guide), "\n".join(merged(base, ["definitions:", *definitions])) + "\n")
    assert found == []


def test_the_table_of_conditions_shows_every_word() -> None:
    both = [" ".join(row[i] for row in table_after(CHINESE_GUIDE, "conditions")) for i in (0, 1)]

    for english, chinese in CHINESE.items():
        assert re.search(rf"\b{english}\b", both[0]), english
        assert chinese in both[1], chinese


def test_the_words_of_bounds_mean_or_propose_the_sign_that_the_guide_says() -> None:
    for said, written in table_after(CHINESE_GUIDE, "bounds"):
        sign = re.findall(r"`([^`]+)`", written)[0]
        for word in said.split("、"):
            assert (AFTER_A_NUMBER | BETWEEN | FOREIGN_WORDS)[word] in (sign, "not"), word


# ---- packets ----


@pytest.mark.parametrize(
    ("guide", "text"), [(guide, text) for guide in GUIDES for text in _PACKET.findall(text_of(guide))], ids=lambda v: v[:30]
)
def test_a_part_of_a_packet_is_read_without_a_word(guide: str, text: str) -> None:
    packet = {"packet": "X", "item": "medical-institution-setup", "received_on": "2026-03-02"} | json.loads(text)

    assert read_exact(json.dumps(packet).encode(), "x.json").warnings == ()
    assert faults_in(packet_schema(), "packet", packet) == []


def test_the_chapter_tells_and_shows_every_key_of_a_packet() -> None:
    chapter = text_of(CHINESE_GUIDE).partition("## 十四、")[2].partition("## 附一")[0]
    shown = "".join(_PACKET.findall(chapter))
    keys = {key for shape in (packet_schema(), *packet_schema()["$defs"].values()) for key in shape.get("properties", {})}  # type: ignore[attr-defined]

    assert keys >= {"cannot_answer", "subject", "sha256"}
    assert sorted(key for key in keys if f"`{key}`" not in chapter) == []
    assert sorted(key for key in keys - {"packet", "item", "received_on"} if f'"{key}":' not in shown) == []


def test_the_second_visit_of_the_guide_is_complete_and_must_be_whole(workplaces: Callable[[str], Path]) -> None:
    folder = workplaces(CHINESE_GUIDE)
    first, second = ((folder / f"packets/{name}.json").read_bytes() for name in ("clinic", "clinic-2"))
    less = json.loads(second)
    less["materials"] = [line for line in less["materials"] if line["material"] != "building-plan"]

    with load(folder / CITY) as library:
        told = check(library, first)
        assert told.outcome == "supplement"
        first_notice = encode_notice(told)
        again = check(library, second, previous=first_notice)
        with pytest.raises(NotAPacket) as refused:
            check(library, json.dumps(less).encode(), previous=first_notice)

    assert (again.outcome, again.findings, again.office_faults) == ("accept", (), ())
    assert [fault.code for fault in refused.value.diagnostics] == ["P-NOT-WHOLE"]


def test_the_guides_show_the_six_refusals() -> None:
    six = {"R-CHAIN", "R-UNGUARDED", "R-READ-CYCLE", "R-READS-DISALLOWED", "R-CONE", "R-UNTOLD"}

    assert six <= {block.refused for block in blocks(CHINESE_GUIDE, "in")}
