"""What the editor asks of one place in a file: what may be written there, what is known of it, where it is defined.

    Workspace, text, position  ->  Proposals, Markdown, Place
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Final

from materials_rules.editor.completing import Proposal, proposals
from materials_rules.editor.cursor import Cursor, cursor
from materials_rules.editor.hovering import named_at, of_citation, of_key, of_name
from materials_rules.editor.names import Named, built_in, is_condition, of_file, of_place, referred
from materials_rules.editor.workspace import Workspace, item_of, model_of
from materials_rules.ground.diagnostic import Place
from materials_rules.ground.errors import MaterialsRulesError
from materials_rules.reading.keys import TABLE
from materials_rules.reading.source import Source
from materials_rules.rules.ruleset import MODELS, Ruleset
from materials_rules.rules.version import Version

_OWN: Final = ("fact", "definition", "list", "material", "field", "built_in")


@dataclass(frozen=True)
class Here:
    """One position in one file of a place, with every name that is in sight."""

    workspace: Workspace
    file: str
    cursor: Cursor
    source: Source | None
    own: tuple[Named, ...]
    others: tuple[Named, ...]

    def proposals(self) -> list[Proposal]:
        """What may be written here."""
        return proposals(self.cursor, (*self.own, *built_in()), self.others, _sort(self.file))

    def hover(self) -> str | None:
        """What is known of the word here, as Markdown; None where there is nothing to say."""
        named = self._named()
        if named is not None:
            return of_name(named, self._version(), self._ruleset())
        ruleset = self._ruleset()
        if self.source is not None and ruleset is not None and self.cursor.role == "value":
            citation = of_citation(self.source, self.cursor.path, ruleset)
            if citation is not None:
                return citation
        return of_key(self.cursor, _sort(self.file), self._key_path())

    def definition(self) -> Place | None:
        """Where the name here is given, with the path of its file; None where nothing is named."""
        named = self._named()
        if named is None or not named.file:
            return None
        source = self.workspace.sources.get(named.file)
        if source is None:
            return None
        place = source.place_at(named.path, key=True)
        return Place(str(self.workspace.path_of(named.file)), place.line, place.column)

    def _key_path(self) -> tuple[str | int, ...]:
        if self.cursor.role == "value":
            return self.cursor.path
        return (*self.cursor.path, _english(self.cursor))

    def _named(self) -> Named | None:
        path = self.cursor.path
        if self.cursor.role == "value" and is_condition(path):
            return named_at(self.cursor, (*self.own, *built_in()), _OWN)
        kind = referred(path)
        if kind is not None and (self.cursor.role == "value" or isinstance(path[-1], int)):
            found = named_at(self.cursor, (*self.own, *self.others), (kind,))
            if found is not None:
                return found
        if self.cursor.role == "key" or (path and path[-1] == self.cursor.word):
            keys = self._key_path()
            return next((one for one in self.own if one.path == keys), None)
        return None

    def _ruleset(self) -> Ruleset | None:
        return self.workspace.ruleset

    def _version(self) -> Version | None:
        ruleset, item = self._ruleset(), item_of(self.file)
        versions = ruleset.items.get(item, ()) if ruleset is not None and item is not None else ()
        return next((one for one in versions if self.file.endswith(f"/{one.file.in_force_from.isoformat()}.yaml")), None)


def here(workspace: Workspace, path: FilePath, text: str, line: int, column: int) -> Here | None:
    """The position on *line* (from 0) behind *column* characters of the file at *path*; None for a file of another sort."""
    file = workspace.name_of(path)
    if file is None:
        return None
    _read_place(workspace)
    source = workspace.read(file, text, line)
    gives_names = file == "common.yaml" or file not in MODELS
    own = tuple(of_file(file, source)) if source is not None and gives_names else ()
    found = cursor(text, line, column, model_of(file))
    return Here(workspace, file, found, source, own, tuple(of_place(workspace.sources)))


def _read_place(workspace: Workspace) -> None:
    """Reads what was never read, so that names are known though something does not load."""
    if all(name in workspace.sources for name in MODELS):
        return
    try:
        files = workspace.files({})
    except MaterialsRulesError:
        return
    for name, data in files.bytes_of.items():
        if name not in workspace.sources:
            workspace.read(name, data.decode("utf-8", "replace"))


def _english(cursor: Cursor) -> str:
    return TABLE.english(cursor.word) or cursor.word


def _sort(file: str) -> str:
    """The sort of file, as the shelf of schemas names it."""
    return "item" if file not in MODELS else file.removeprefix("../").removesuffix(".yaml")
