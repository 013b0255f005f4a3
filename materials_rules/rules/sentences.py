"""The conditions of a file that cannot be understood yet: whether each can at least be read.

    Source in English words  ->  diagnostics

Names and types need the whole file. What is wrong with the writing of a sentence need not wait for it: an author corrects
both in one round.
"""

from __future__ import annotations

from collections.abc import Iterator

from materials_rules.condition.faults import ConditionInvalid
from materials_rules.condition.parser import parse
from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.reading.source import Mapping, Node, Path, Scalar, Sequence, Source


def is_condition(path: Path) -> bool:
    """Whether the text at *path*, in English words, is a condition."""
    above, last = path[:-1], path[-1] if path else ""
    if above == ("definitions",):
        return True
    # what an author calls his options may be any words
    return last in ("when", "given") and above[-1:] not in (("one_of",), ("some_of",))


def unreadable(source: Source) -> Iterator[Diagnostic]:
    """What is wrong with the writing of the conditions of *source*."""
    for scalar in _conditions(source.root, ()):
        try:
            parse(scalar.text)
        except ConditionInvalid as invalid:
            for fault in invalid.faults:
                yield Diagnostic(fault.code, scalar.place_of(fault.span.start), fault.args)


def _conditions(node: Node, path: Path) -> Iterator[Scalar]:
    match node:
        case Scalar():
            if is_condition(path):
                yield node
        case Sequence(items=items):
            for i, item in enumerate(items):
                yield from _conditions(item, (*path, i))
        case Mapping(entries=entries):
            for key, value in entries:
                yield from _conditions(value, (*path, key.text))
