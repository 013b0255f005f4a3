"""The files that a workbook says, read by the ordinary loader as if they stood in their folder already.

    Gathered, folder, files above  ->  texts, what is wrong with them by cell, digest
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.plan.compile import compile_version
from materials_rules.plan.engine import Engine
from materials_rules.reading.keys import WORDS, Language
from materials_rules.reading.source import Plain, Source, plain, read_source
from materials_rules.rules import canonical
from materials_rules.rules.folder import Files
from materials_rules.rules.item import ItemFile
from materials_rules.rules.place import LawsFile
from materials_rules.rules.ruleset import MODELS, Ruleset, parse_ruleset
from materials_rules.rules.spelling import in_english
from materials_rules.sheet.blame import at_cells
from materials_rules.sheet.citation import Acts
from materials_rules.sheet.gathering import Gathered
from materials_rules.sheet.laying import acts_in
from materials_rules.sheet.remembering import remembered
from materials_rules.writing.remarks import MODELINE
from materials_rules.writing.write import write_yaml

_CHINESE: Final = frozenset(WORDS.values())


@dataclass(frozen=True)
class Checked:
    """What the loader says: the diagnostics by cell, and the ruleset where it loads."""

    found: tuple[Diagnostic, ...]
    ruleset: Ruleset | None

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What keeps the ruleset from being used."""
        return tuple(one for one in self.found if one.severity is Severity.ERROR)


def language_of(path: str, data: bytes | None) -> Language:
    """The language in which the file *path* with *data* is written; English where there is none that can be read."""
    if data is None:
        return "en"
    try:
        return in_english(read_source(data, path), MODELS.get(path, ItemFile))[1]
    except RulesetInvalid:
        return "en"


def text_of(path: str, content: Plain, language: Language, comment: str | None = None, before: bytes | None = None) -> str:
    """The YAML text of the file *path*, its keys in *language*; in English where Chinese cannot say the same.

    *comment* stands at its head; the other comments are those of the file *before*, where there is one.
    """
    model = MODELS.get(path, ItemFile)
    draft = remembered(path, content, comment, before)
    text = write_yaml(draft, model, language)
    if language == "zh" and _has_chinese_words(content) and not says_the_same(path, text.encode(), content):
        language = "en"  # a text of the author's is one of our Chinese words
        text = write_yaml(draft, model)
    first, _, rest = text.partition("\n")
    editors = MODELINE.match(first)
    return f"{editors['before']}{'.zh' * (language == 'zh')}{editors['after']}\n{rest}" if editors else text


def _has_chinese_words(value: Plain) -> bool:
    """Whether a text or a name in *value* is also one of our Chinese words."""
    if isinstance(value, str):
        return value in _CHINESE
    if isinstance(value, dict):
        return any(key in _CHINESE or _has_chinese_words(inner) for key, inner in value.items())
    return any(map(_has_chinese_words, value))


def acts_of(laws: bytes) -> Acts | None:
    """The acts that a file of laws lists; None where it cannot be read, which is for the loader to tell."""
    try:
        found, _ = in_english(read_source(laws, ""), LawsFile)
    except RulesetInvalid:
        return None
    return acts_in({"../laws.yaml": plain(found.root)})


def says_the_same(path: str, data: bytes, content: Plain) -> bool:
    """Whether the file *path* that is there says what the workbook says."""
    try:
        return canonical.content(path, _english(path, data)) == canonical.content(path, _english(path, _bytes(path, content)))
    except RulesetInvalid:
        return False


def _bytes(path: str, content: Plain) -> bytes:
    return write_yaml(content, MODELS.get(path, ItemFile)).encode()


def _english(path: str, data: bytes, shown: str = "") -> Source:
    return in_english(read_source(data, shown or path), MODELS.get(path, ItemFile))[0]


def check(gathered: Gathered, folder: str, above: Mapping[str, bytes], workbook: str) -> Checked:
    """What the loader finds in the files of *gathered* in *folder*, with the files *above* it that are there already."""
    texts = {path: text_of(path, content, "zh").encode() for path, content in gathered.contents.items()}
    files = Files(folder, {**texts, **above})
    sources = _sources(files, texts.keys() - above.keys())
    try:
        ruleset = parse_ruleset(files)
    except RulesetInvalid as invalid:
        return Checked(tuple(_told(invalid.diagnostics, gathered, sources, workbook)), None)
    found = [*ruleset.notes]
    with Engine() as engine:
        for version in (version for versions in ruleset.items.values() for version in versions):
            try:
                found += compile_version(ruleset, version, engine).notes
            except RulesetInvalid as invalid:
                found += invalid.diagnostics
    return Checked(tuple(_told(found, gathered, sources, workbook)), ruleset)


def _sources(files: Files, paths: Iterable[str]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for path in paths:
        try:
            found[path] = _english(path, files.bytes_of[path], files.shown(path))
        except RulesetInvalid:  # said by the loader, at its line
            continue
    return found


def _told(found: Iterable[Diagnostic], gathered: Gathered, sources: Mapping[str, Source], workbook: str) -> list[Diagnostic]:
    return list(dict.fromkeys(at_cells(found, gathered, sources, workbook)))
