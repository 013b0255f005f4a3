"""The shape of a file: plain texts against the typed models, every fault with its place.

    Source, model  ->  typed file, or every reason why not
"""

from __future__ import annotations

import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.reading.source import Mapping, Scalar, Sequence, Source, plain

M = TypeVar("M", bound=BaseModel)

PROSE = frozenset({"when", "given", "say", "ask"})
"""Keys whose plain text must not be cut by ` #`: the rest of the sentence would be lost without a word."""

_CODES = {
    "missing": "R-MISSING",
    "extra_forbidden": "R-UNKNOWN",
    "literal_error": "R-WORD",
    "too_short": "R-TOO-FEW",
    "model_type": "R-SHAPE-MAPPING",
    "dict_type": "R-SHAPE-MAPPING",
    "model_attributes_type": "R-SHAPE-MAPPING",
    "list_type": "R-SHAPE-LIST",
    "string_type": "R-TEXT",
}


def shaped(source: Source, model: type[M]) -> tuple[M | None, list[Diagnostic]]:
    """*source* as *model*; None and the reasons when it does not fit. Sentences cut by a comment are reasons too."""
    faults = _cut_sentences(source)
    try:
        return model.model_validate(plain(source.root)), faults
    except ValidationError as error:
        faults.extend(_diagnostic(source, model, fault) for fault in error.errors(include_url=False, include_input=False))
        return None, faults


def _diagnostic(source: Source, model: type[BaseModel], fault: Any) -> Diagnostic:
    path = _in_file(source, fault["loc"])
    kind = fault["type"]
    context = fault.get("ctx", {})
    if kind == "author":
        args = {str(name): str(value) for name, value in context.items() if name != "code"}
        return Diagnostic(str(context["code"]), source.place_at(path), args)
    code = _CODES.get(kind, "R-SHAPE")
    if code == "R-MISSING":
        return Diagnostic(code, source.place_at(path), {"key": str(fault["loc"][-1])})
    if code == "R-UNKNOWN":
        key = str(fault["loc"][-1])
        return Diagnostic(code, source.place_at(path, key=True), {"key": key, "near": _near(key, _keys_at(model, fault["loc"][:-1]))})
    if code == "R-WORD":
        return Diagnostic(code, source.place_at(path), {"expected": str(context.get("expected", ""))})
    return Diagnostic(code, source.place_at(path), {})


def _near(key: str, known: list[str]) -> str:
    """The known key that the author most likely meant, in backticks; else all of them."""
    close = difflib.get_close_matches(key, known, 1, 0.6)
    return f"`{close[0]}`" if close else "、".join(f"`{name}`" for name in known[:24])


def _keys_at(model: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    """The keys of the model that stands at *path* below *model*, as the author writes them."""
    current: Any = model
    for step in path:
        current = _step(current, step)
        if current is None:
            return []
    if isinstance(current, type) and issubclass(current, BaseModel):
        return [field.alias or name for name, field in current.model_fields.items()]
    return []


def _step(current: Any, step: Any) -> Any:
    """The type below *current* at *step*: a field of a model, or the content of a list, mapping or option."""
    if isinstance(current, type) and issubclass(current, BaseModel):
        for name, field in current.model_fields.items():
            if step in (name, field.alias):
                return _bare(field.annotation)
        return None
    return _bare(current)


def _bare(annotation: Any) -> Any:
    """The model inside an annotation, whatever it is wrapped in; None when there is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()) or ():
        found = _bare(inner)
        if found is not None:
            return found
    value = getattr(annotation, "__value__", None)
    return None if value is None else _bare(value)


def _in_file(source: Source, location: tuple[Any, ...]) -> tuple[str | int, ...]:
    """The part of *location* that the file really has: shapes that we normalise add steps of their own."""
    node: Any = source.root
    path: list[str | int] = []
    for step in location:
        if isinstance(node, Mapping):
            found = next((value for key, value in node.entries if key.text == step), None)
            if found is None:
                continue
            node = found
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            continue
        path.append(step)
    return tuple(path)


def _cut_sentences(source: Source) -> list[Diagnostic]:
    """` #` after a plain sentence: the rest of the line was read as a comment and is lost without a word."""
    found: list[Diagnostic] = []

    def walk(node: Any, key: str, parent: str) -> None:
        if isinstance(node, Mapping):
            for name, value in node.entries:
                walk(value, name.text, key)
        elif isinstance(node, Sequence):
            for item in node.items:
                walk(item, key, parent)
        elif isinstance(node, Scalar) and node.has_comment_after and (key in PROSE or parent == "definitions"):
            place: Place = node.comment_place or node.place
            found.append(Diagnostic("R-COMMENT", place, {"key": key}))

    walk(source.root, "", "")
    return found
