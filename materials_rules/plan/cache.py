"""What a compilation found, as bytes, so that the next start need not judge again.

    outputs of a version  ->  bytes  ->  the same outputs, or nothing

The bytes are JSON: data and nothing else (never pickle), and whatever is no sound diagram is as good as not there. Where
they are kept, and whether they are believed, is the business of a door.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from materials_rules.plan.compile import Judged
from materials_rules.plan.diagram import Claims, Diagram
from materials_rules.plan.domain import Domain, Value

Given = bool | int | str | None


class _Domain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    values: list[Given]
    starts: list[int]
    last: int
    nullable: bool
    open_text: bool


class _Output(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    variables: list[str]
    domains: list[_Domain]
    terminals: list[list[str] | None]
    nodes: list[tuple[int, list[int]]]
    root: int


_BODY: Final = msgspec.json.Decoder(dict[str, _Output], strict=True)


def encode(outputs: Mapping[str, Judged]) -> bytes:
    """*outputs* as bytes; equal outputs in the same order give equal bytes."""
    return msgspec.json.encode({name: _plain(outputs[name]) for name in outputs})


def decode(data: bytes) -> dict[str, Judged] | None:
    """The outputs in *data*; None when it is not what `encode` writes or no diagram that could be walked."""
    try:
        written = _BODY.decode(data)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return None
    found = {}
    for name, output in written.items():
        judged = _judged(output)
        if judged is None:
            return None
        found[name] = judged
    return found


def _plain(judged: Judged) -> _Output:
    diagram = judged.diagram
    return _Output(
        list(diagram.variables),
        [_Domain(list(d.values), list(d.starts), d.last, d.nullable, d.open_text) for d in judged.domains],
        [None if claims is None else sorted(claims) for claims in diagram.terminals],
        [(variable, list(children)) for variable, children in diagram.nodes],
        diagram.root,
    )


def _judged(output: _Output) -> Judged | None:
    """The output, when its diagram is sound: every domain, every child and its order, the root."""
    domains = tuple(Domain(tuple(d.values), tuple(d.starts), d.last, d.nullable, d.open_text) for d in output.domains)
    terminals: tuple[Claims | None, ...] = tuple(None if t is None else frozenset(t) for t in output.terminals)
    if len(output.variables) != len(domains) or len(set(output.variables)) != len(domains):
        return None
    if not all(_is_sound(domain) for domain in domains) or len(set(terminals)) != len(terminals):
        return None
    if not _is_diagram(output.nodes, len(terminals), [domain.size for domain in domains]):
        return None
    if not 0 <= output.root < len(terminals) + len(output.nodes):
        return None
    nodes = tuple((variable, tuple(children)) for variable, children in output.nodes)
    return Judged(Diagram(tuple(output.variables), terminals, nodes, output.root), domains)


def _is_sound(domain: Domain) -> bool:
    if domain.starts:
        rising = all(one < other for one, other in zip(domain.starts, domain.starts[1:], strict=False))
        return rising and domain.starts[-1] <= domain.last and not domain.values and not domain.open_text
    kinds: set[tuple[type, Value]] = {(type(value), value) for value in domain.values}
    return len(kinds) == len(domain.values) and domain.size > 0


def _is_diagram(nodes: Sequence[tuple[int, list[int]]], terminals: int, sizes: Sequence[int]) -> bool:
    """Every node has a child for each cell, children come before it, and are about variables after its own."""
    if terminals == 0:
        return False
    about: list[int] = [len(sizes)] * terminals
    for variable, children in nodes:
        if not 0 <= variable < len(sizes) or len(children) != sizes[variable]:
            return False
        if not all(0 <= child < len(about) and about[child] > variable for child in children):
            return False
        about.append(variable)
    return True
