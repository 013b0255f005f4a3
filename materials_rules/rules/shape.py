"""The shape of a file: plain texts against the typed models, every fault with its place.

    Source, model  ->  typed file, or every reason why not

A fault names the author's own word in the language of his file, at the place where he wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from materials_rules.condition.naming import Hint, did_you_mean, meant
from materials_rules.ground.catalogue import message
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.look_alike import simplified
from materials_rules.reading.keys import TABLE, WORD_TABLE, Language
from materials_rules.reading.source import Mapping as MappingNode
from materials_rules.reading.source import Node, Path, Scalar, Sequence, Source, plain

if TYPE_CHECKING:
    from materials_rules.rules.grammar import Position

M = TypeVar("M", bound=BaseModel)

PROSE: Final = frozenset({"when", "given", "say", "ask", "acceptance_conditions"})
"""Keys whose plain text must not be cut by ` #`: the rest of the sentence would be lost without a word."""

_CODES: Final = {
    "author": "",  # the fault brings its own code
    "missing": "R-MISSING",
    "extra_forbidden": "R-UNKNOWN",
    "literal_error": "R-WORD",
    "too_short": "R-TOO-FEW",
    "model_type": "R-SHAPE-MAPPING",
    "dict_type": "R-SHAPE-MAPPING",
    "model_attributes_type": "R-SHAPE-MAPPING",
    "list_type": "R-SHAPE-LIST",
    "tuple_type": "R-SHAPE-LIST",
    "string_type": "R-TEXT",
}
_OF_VALUES: Final = frozenset({"R-SHAPE", "R-SHAPE-LIST", "R-SHAPE-MAPPING", "R-TEXT"})
"""Faults of what stands below a key, whatever it is."""

_OF_KEYS: Final = frozenset({"R-UNKNOWN", "R-MISSING", "R-TOO-FEW", "R-GAP"})
"""Faults of a key, or of all that stands below it together."""

_BESIDE_VALUE: Final = frozenset({"value", "source", "when"})
"""Keys of the longer ways to write an element: with its source, by situation."""

_COMMENT_BEHIND: Final = re.compile(r"\S[ \t]+#")
"""What any comment behind a text looks like, though not only such a comment."""

_KEY: Final = "[key]"
"""The step by which the typed models say that the key itself is wrong, not what stands below it."""


def shaped(source: Source, model: type[M], language: Language = "en") -> tuple[M | None, list[Diagnostic]]:
    """*source*, in English words, as *model*; None and the reasons when it does not fit.

    *language* is the one that the author wrote, and is spoken to. Sentences cut by a comment are reasons too.
    """
    reader = _Shaping(source, model, language)
    faults = list(reader.cut_sentences())
    try:
        # an author may only write `from`, never `from_`, which is what the models call it among themselves
        return model.model_validate(plain(source.root), by_alias=True, by_name=False), faults
    except ValidationError as error:
        faults.extend(reader.diagnostics(error.errors(include_url=False, include_input=False)))
        return None, faults


def cut_sentences(source: Source, model: type[BaseModel], language: Language) -> Iterator[Diagnostic]:
    """R-COMMENT for every plain sentence of *source*, in English words, that a comment cuts short."""
    yield from _Shaping(source, model, language).cut_sentences()


def hints(word: str, candidates: Collection[str]) -> dict[str, str]:
    """The arguments `hint_zh` and `hint_en` of a message: the candidate that *word* was most likely meant to be."""
    if (plain_word := simplified(word)) in candidates:
        return _as_args(did_you_mean(plain_word))
    return _as_args(meant(word, candidates))


def hints_by_name(word: str, called: Mapping[str, Collection[str]]) -> dict[str, str]:
    """As `hints`, of ids and what people call each; whoever wrote a name where its id is due is told the id."""
    bare = word.strip().removeprefix("《").removesuffix("》")
    meant_id = next((id_ for id_, names in called.items() if id_ != word and bare in names), None)
    return hints(word, called.keys()) if meant_id is None else _as_args(did_you_mean(meant_id))


def _as_args(hint: Hint) -> dict[str, str]:
    return {"hint_zh": hint[0], "hint_en": hint[1]}


def in_file(source: Source, location: tuple[Any, ...]) -> Path:
    """The path in the file for a *location* in a model: shapes that we bring to one spelling add steps of their own."""
    node: Node = source.root
    path: list[str | int] = []
    steps = list(location)
    while steps:
        step = steps.pop(0)
        # an element has cases in its model alone; an author writes `cases` only where his file is made of them
        if step == "cases" and steps and isinstance(steps[0], int) and _below(node, step) is None:
            number = steps.pop(0)
            if _is_by_situation(node):
                step = number
            elif isinstance(node, MappingNode) and node.entry("value"):
                continue
            else:
                del steps[:1]  # the value of the only case is the element itself
                continue
        below = _below(node, step)
        if below is not None:
            node = below
            path.append(step)
    return tuple(path)


def node_at(source: Source, path: Path) -> Node | None:
    """The node at *path*, or None."""
    node: Node | None = source.root
    for step in path:
        node = None if node is None else _below(node, step)
    return node


def _is_by_situation(node: Node) -> bool:
    return isinstance(node, Sequence) and all(isinstance(i, MappingNode) and i.entry("value") for i in node.items)


def _below(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MappingNode) and isinstance(step, str):
        found = node.entry(step)
        return found[1] if found else None
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


class _Shaping:
    """What is wrong with the shape of one file, in the words of its author."""

    def __init__(self, source: Source, model: type[BaseModel], language: Language) -> None:
        self.source = source
        self.model = model
        self.language = language

    def diagnostics(self, faults: Collection[Any]) -> list[Diagnostic]:
        """Every fault of the models once: of several for one place the one that says most."""
        found: dict[Place, Diagnostic] = {}
        several: list[Diagnostic] = []
        for fault in faults:
            diagnostic = self._diagnostic(fault)
            if diagnostic.code in ("R-MISSING", "R-UNKNOWN"):
                several.append(diagnostic)
            elif diagnostic.place not in found or _tells_more(diagnostic, found[diagnostic.place]):
                found[diagnostic.place] = diagnostic
        return [*dict.fromkeys(several), *found.values()]

    def _diagnostic(self, fault: Mapping[str, Any]) -> Diagnostic:
        location = (*fault["loc"], *fault.get("ctx", {}).get("at", ()))
        path = in_file(self.source, location)
        code = _CODES.get(fault["type"], "R-SHAPE")
        args = self._common(path, location)
        offset: int | None = None
        if fault["type"] == "author":
            context = dict(fault["ctx"])
            code, offset = str(context.pop("code")), context.pop("offset", None)
            context.pop("at", None)  # it is part of the location
            args |= {str(name): str(value) for name, value in context.items()}
            args |= {name: TABLE.said(args[name], self.language) for name in ("key", "part", "outer") if name in context}
        elif code == "R-MISSING":
            args["key"] = TABLE.said(str(location[-1]), self.language)
        elif code == "R-UNKNOWN":
            args |= self._known(path)
        elif code == "R-WORD":
            args |= self._words(path, location)
        code = self._plainer(code, path, location, args)
        node = node_at(self.source, path)
        place = node.place_of(offset) if offset is not None and isinstance(node, Scalar) else self._place(code, path, location)
        return Diagnostic(code, place, args)

    def _plainer(self, code: str, path: Path, location: tuple[Any, ...], args: Mapping[str, str]) -> str:
        """A code that speaks of the text that was found, or a plainer one where there is no text."""
        speaks_of_it = any(field in message(code).zh for field in ("{found}", "{text}"))
        if args["found"] or _KEY in location or not speaks_of_it:
            return code
        return "R-EMPTY-WORDS" if isinstance(node_at(self.source, path), Scalar) else "R-TEXT"

    def _common(self, path: Path, location: tuple[Any, ...]) -> dict[str, str]:
        """`key`: the last key above the fault; `found`: the text that stands there."""
        names = [step for step in path if isinstance(step, str)]
        if _KEY in location:
            above, found = names[:-1], names[-1] if names else ""
        else:
            node = node_at(self.source, path)
            above, found = names, node.text if isinstance(node, Scalar) else ""
        file = self.source.path.rpartition("/")[2]
        return {"key": TABLE.said(above[-1], self.language) if above else file, "found": found}

    def _known(self, path: Path) -> dict[str, str]:
        key = TABLE.said(str(path[-1]), self.language)
        keys = self._position(path[:-1]).keys
        if path[-1] in keys:  # of another way of writing it: `value` with `source` beside it
            return self._beside(key, keys)
        known = [TABLE.said(name, self.language) for name in keys]
        return {"key": key, "known": " ".join(f"`{name}`" for name in known), **hints(self._said_otherwise(key), known)}

    def _said_otherwise(self, key: str) -> str:
        """A key in traditional characters as the file writes it; any other as it is."""
        plain_key = simplified(key)
        english = None if plain_key == key else TABLE.english(plain_key)
        return plain_key if english is None else TABLE.said(english, self.language)

    def _beside(self, key: str, keys: Collection[str]) -> dict[str, str]:
        """That *key* stands beside `value`, and the *keys* that may stand where it does."""
        value = TABLE.said("value", self.language)
        known = [TABLE.said(name, self.language) for name in keys if name not in _BESIDE_VALUE]
        zh, en = ("", "") if key == value else (f", {key}: …", f", {key}: ...")
        hint = (
            f"写 `{key}` 的，其余各键要一起写在 `{value}` 里面：`{{{value}: {{…}}{zh}}}`；",
            f"with `{key}` all else stands inside `{value}`, `{{{value}: {{...}}{en}}}`; ",
        )
        return {"key": key, "known": " ".join(f"`{name}`" for name in known), **_as_args(hint)}

    def _words(self, path: Path, location: tuple[Any, ...]) -> dict[str, str]:
        is_key = _KEY in location
        position = self._position(path[:-1] if is_key else path)
        words = position.key_words if is_key else position.words
        found = self._common(path, location)["found"]
        english = WORD_TABLE.english(found)
        own = [WORD_TABLE.said(word, self.language) for word in words]
        hint = did_you_mean(english) if english in words else meant(found, own)
        return {"expected": " ".join(f"`{word}`" for word in own), **_as_args(hint)}

    def _place(self, code: str, path: Path, location: tuple[Any, ...]) -> Place:
        """At the value that is wrong; where a key is wrong or something is missing below it, at the key."""
        at_key = _KEY in location or code in _OF_KEYS
        is_about_keys = code not in _OF_VALUES and isinstance(node_at(self.source, path), MappingNode)
        return self.source.place_at(path, key=at_key or is_about_keys)

    def _position(self, path: Path) -> Position:
        # all of JSON Schema is read for it, and only a fault needs it
        from materials_rules.rules.grammar import position

        return position(self.model, path)

    def cut_sentences(self) -> Iterator[Diagnostic]:
        """` #` after a plain sentence: the rest of the line was read as a comment and is lost without a word."""
        root = self.source.root
        if _COMMENT_BEHIND.search(root.file.text):
            yield from self._cut(root, ())

    def _cut(self, node: Node, path: Path) -> Iterator[Diagnostic]:
        if isinstance(node, MappingNode):
            for name, value in node.entries:
                yield from self._cut(value, (*path, name.text))
        elif isinstance(node, Sequence):
            for i, item in enumerate(node.items):
                yield from self._cut(item, (*path, i))
        elif node.has_comment_after and self._is_prose(path):
            key = next(step for step in reversed(path) if isinstance(step, str))
            place = node.comment_place or node.place
            yield Diagnostic("R-COMMENT", place, {"key": TABLE.said(key, self.language)})

    def _is_prose(self, path: Path) -> bool:
        names = [(i, step) for i, step in enumerate(path) if isinstance(step, str)]
        if not names:
            return False
        if len(path) == 2 and path[0] == "definitions":
            return True
        i, last = names[-1]
        return last in PROSE and last in self._position(path[:i]).keys


def _tells_more(one: Diagnostic, other: Diagnostic) -> bool:
    """Whether *one* is the better word for a place of which several types were tried."""
    return _rank(one) > _rank(other)


def _rank(diagnostic: Diagnostic) -> int:
    if diagnostic.code == "R-WORD":
        return 3 if diagnostic.args["hint_zh"] else 1
    return 0 if diagnostic.code in _OF_VALUES else 2
