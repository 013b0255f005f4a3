"""What is written for another engine means what our rules mean: each translator is held against the plain meaning of a rule.

What a translator writes is read back here by small readers of our own, so that nothing needs to be installed; an engine that
is there is asked itself.
"""

from __future__ import annotations

import ast
import importlib.util
import itertools
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.peers import infix
from benchmarks.peers.engines import NAMES, Unable, engine
from benchmarks.peers.engines.cedar import CEDAR
from benchmarks.peers.engines.common_expression_language import CEL
from benchmarks.peers.engines.openfisca import value_of
from benchmarks.peers.engines.rule_engine import WORDS
from benchmarks.peers.engines.zen_engine import ZEN
from benchmarks.peers.expression import (
    CALLS,
    AllOf,
    AnyOf,
    Beside,
    Compared,
    Expression,
    Flag,
    Not,
    Rule,
    Rules,
    Truth,
    Value,
    as_data,
    from_data,
    holds,
    pushed_down,
)

MODULES = {"cedar": "cedarpy", "rego": "regopy", "datalogic": "datalogic_py", "common_expression_language": "cel", "zen_engine": "zen"}
MODULES |= {"json_logic_qubit": "json_logic", "cel_python": "celpy", "durable_rules": "durable", "openfisca": "openfisca_core"}

FLAGS, NUMBERS, TEXTS = ("a", "b", "c"), ("m", "n"), ("s",)
leaves: st.SearchStrategy[Expression] = st.one_of(
    st.builds(Flag, st.sampled_from(FLAGS)),
    st.builds(Compared, st.sampled_from(sorted(CALLS)), st.sampled_from(NUMBERS), st.integers(0, 3)),
    st.builds(Compared, st.sampled_from(["==", "!="]), st.sampled_from(TEXTS), st.sampled_from(["x", "y"])),
)
wider = leaves | st.builds(Truth, st.booleans()) | st.builds(Beside, st.sampled_from(sorted(CALLS)), st.just("m"), st.just("n"))


def trees(some: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    def joined(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        several = st.lists(parts, min_size=1, max_size=3).map(tuple)
        return st.builds(AllOf, several) | st.builds(AnyOf, several) | st.builds(Not, parts)

    return st.recursive(some, joined, max_leaves=7)


worlds = st.fixed_dictionaries(
    {name: st.booleans() for name in FLAGS}
    | {name: st.integers(0, 3) for name in NUMBERS}
    | {name: st.sampled_from(["x", "y", "z"]) for name in TEXTS}
)
SORTS: Any = dict.fromkeys(FLAGS, "bool") | dict.fromkeys(NUMBERS, "int") | dict.fromkeys(TEXTS, "str")


def rules_of(*missing: Expression) -> Rules:
    return Rules("v", "", SORTS, tuple(Rule(f"paper-{number}", one) for number, one in enumerate(missing)))


# ---- small readers of what was written


def said(text: str, inputs: Mapping[str, Value]) -> bool:
    """What an expression with the words of Python comes to."""

    def of(node: ast.expr) -> Any:
        match node:
            case ast.BoolOp(ast.And(), values):
                return all(of(value) for value in values)
            case ast.BoolOp(ast.Or(), values):
                return any(of(value) for value in values)
            case ast.UnaryOp(ast.Not(), operand):
                return not of(operand)
            case ast.Compare(left, [op], [right]):
                return CALLS[WRITTEN[type(op)]](of(left), of(right))
            case ast.Name("true" | "false" as word):
                return word == "true"
            case ast.Name(name):
                return inputs[name]
            case ast.Constant(value):
                return value
        raise AssertionError(ast.dump(node))

    return bool(of(ast.parse(text, mode="eval").body))


WRITTEN = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def logic(rule: Any, inputs: Mapping[str, Value]) -> Any:
    """What a rule of JSON Logic comes to."""
    if not isinstance(rule, dict):
        return rule
    ((op, arguments),) = rule.items()
    match op:
        case "var":
            return inputs[arguments]
        case "if":
            return arguments[1] if logic(arguments[0], inputs) else arguments[2]
        case "merge":
            return [name for part in arguments for name in logic(part, inputs)]
        case "and":
            return all(logic(part, inputs) for part in arguments)
        case "or":
            return any(logic(part, inputs) for part in arguments)
        case "!":
            return not logic(arguments[0], inputs)
    left, right = (logic(part, inputs) for part in arguments)
    return CALLS[{"===": "==", "!==": "!="}.get(op, op)](left, right)


def rego(module: str, inputs: Mapping[str, Value]) -> set[str]:
    """What a module of Rego, as it is written here, calls missing."""
    bodies: dict[str, list[str]] = {}
    for line in module.splitlines()[1:]:
        head, _, body = line.partition(" if { ")
        bodies.setdefault(head, []).append(body.removesuffix(" }"))

    def one(text: str) -> bool:
        if text.startswith("not "):
            return not one(text[4:])
        if text in bodies:
            return any(body(some) for some in bodies[text])
        parts = re.fullmatch(r"(\S+)(?: (\S+) (.+))?", text)
        assert parts is not None
        left, op, right = (parts[1], parts[2], parts[3])
        return CALLS[op](term(left), term(right)) if op else bool(term(left))

    def body(text: str) -> bool:
        return all(one(part) for part in text.split("; "))

    def term(text: str) -> Any:
        return inputs[text.removeprefix("input.")] if text.startswith("input.") else json.loads(text)

    return {json.loads(head.removeprefix("missing contains ")) for head in bodies if head.startswith("missing") and any(map(body, bodies[head]))}


def durable(text: str, inputs: Mapping[str, Value]) -> set[str]:
    """The rules of durable-rules that fire."""
    ops = {"$neq": "!=", "$lt": "<", "$lte": "<=", "$gt": ">", "$gte": ">="}
    fact: dict[str, Any] = {name: int(value) if isinstance(value, bool) else value for name, value in inputs.items()}
    fact["is_packet"] = 1

    def term(one: Mapping[str, Any]) -> bool:
        ((name, value),) = one.items()
        if name == "$and":
            return all(map(term, value))
        if name in ops:
            ((read, constant),) = value.items()
            return CALLS[ops[name]](fact[read], constant)
        return bool(fact[name] == value)

    return {name.rpartition(".")[0] for name, rule in json.loads(text)[2].items() if term(rule["all"][0]["m"])}


class Bit:
    """A truth that knows the operators of an array, and that alone."""

    def __init__(self, value: bool) -> None:
        self.value = value

    def __and__(self, other: Bit) -> Bit:
        return Bit(self.value and other.value)

    def __or__(self, other: Bit) -> Bit:
        return Bit(self.value or other.value)

    def __invert__(self) -> Bit:
        return Bit(not self.value)


class Column:
    """A number or a text, compared to a Bit as an array is."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def _against(self, op: str, other: Any) -> Bit:
        return Bit(CALLS[op](self.value, other.value if isinstance(other, Column) else other))

    def __eq__(self, other: object) -> Bit:  # type: ignore[override]  # as numpy does
        return self._against("==", other)

    def __ne__(self, other: object) -> Bit:  # type: ignore[override]
        return self._against("!=", other)

    def __lt__(self, other: Any) -> Bit:
        return self._against("<", other)

    def __le__(self, other: Any) -> Bit:
        return self._against("<=", other)

    def __gt__(self, other: Any) -> Bit:
        return self._against(">", other)

    def __ge__(self, other: Any) -> Bit:
        return self._against(">=", other)

    __hash__ = None  # type: ignore[assignment]


def fisca(missing: Expression, inputs: Mapping[str, Value]) -> bool:
    columns = {name: Bit(value) if isinstance(value, bool) else Column(value) for name, value in inputs.items()}
    return bool(value_of(missing, columns.__getitem__, Bit).value)


def plain_words(text: str) -> str:
    return text.replace("&&", "and").replace("||", "or").replace("!(", "not (").replace("context.", "")


READERS: Mapping[str, Callable[[Expression, Mapping[str, Value]], bool]] = {
    "rule-engine": lambda missing, inputs: said(infix.written(missing, WORDS), inputs),
    "zen-engine": lambda missing, inputs: said(infix.written(missing, ZEN), inputs),
    "cel": lambda missing, inputs: said(plain_words(infix.written(missing, CEL)), inputs),
    "cedar": lambda missing, inputs: said(plain_words(infix.written(missing, CEDAR)), inputs),
    "json logic": lambda missing, inputs: bool(logic(json.loads(engine("datalogic").translated(rules_of(missing))), inputs)),
    "rego": lambda missing, inputs: bool(rego(engine("rego").translated(rules_of(missing)), inputs)),
    "openfisca": fisca,
    "pushed down": lambda missing, inputs: holds(pushed_down(missing), inputs),
    "read back": lambda missing, inputs: holds(from_data(json.loads(json.dumps(as_data(rules_of(missing))))).rules[0].missing, inputs),
}


@pytest.mark.parametrize("reader", READERS)
@given(missing=trees(wider), inputs=worlds)
def test_what_is_written_for_an_engine_means_the_same(reader: str, missing: Expression, inputs: dict[str, Value]) -> None:
    assert READERS[reader](missing, inputs) == holds(missing, inputs)


@pytest.mark.parametrize("op", CALLS)
def test_the_opposite_of_a_comparison_holds_where_it_does_not(op: Any) -> None:
    for left, right in itertools.product(range(3), repeat=2):
        inputs: dict[str, Value] = {"m": left, "n": right}
        for one in (Compared(op, "m", right), Beside(op, "m", "n")):
            assert holds(pushed_down(Not(one)), inputs) != holds(one, inputs)


@given(missing=trees(leaves | st.builds(Truth, st.booleans())), inputs=worlds)
def test_conjunctions_multiplied_out_mean_the_same(missing: Expression, inputs: dict[str, Value]) -> None:
    fired = durable(engine("durable_rules").translated(rules_of(missing)), inputs)

    assert bool(fired) == holds(missing, inputs)


def test_what_an_engine_cannot_say_is_an_error_with_its_reason() -> None:
    translated = engine("durable_rules").translated
    wide = AllOf(tuple(AnyOf((Compared("==", "n", 2 * i), Flag(f"f{i}"))) for i in range(12)))

    with pytest.raises(Unable, match="compared with one another"):
        translated(rules_of(Beside("<", "m", "n")))
    with pytest.raises(Unable, match="conjunctions"):
        translated(rules_of(AllOf((*wide.parts, *(AnyOf((Flag(f"g{i}"), Flag(f"h{i}"))) for i in range(12))))))


@pytest.mark.parametrize("name", NAMES)
def test_every_engine_writes_each_requirement_by_its_name(name: str) -> None:
    text = engine(name).translated(rules_of(Flag("a"), Not(Flag("b"))))

    assert "paper-0" in text and "paper-1" in text


@pytest.mark.parametrize("name", NAMES)
def test_an_engine_that_is_installed_agrees(name: str) -> None:
    module = MODULES.get(name, name)
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed: python -m benchmarks.compare does that")
    rules = rules_of(
        AllOf((Flag("a"), Not(Flag("b")))), AnyOf((Compared(">=", "n", 2), Compared("==", "s", "x"))), Not(AllOf((Flag("c"), Compared("<", "m", 2))))
    )
    peer = engine(name).Peer([engine(name).translated(rules)])
    for number in range(64):
        bits = [bool(number >> place & 1) for place in range(6)]
        inputs: dict[str, Value] = {"a": bits[0], "b": bits[1], "c": bits[2], "m": 2 * bits[3], "n": 3 * bits[4], "s": "xz"[bits[5]]}
        right = {rule.requirement for rule in rules.rules if holds(rule.missing, inputs)}
        if hasattr(peer, "ask_many"):
            assert set(peer.ask_many(0, [inputs])[0]) == right
        else:
            assert set(peer.ask(0, json.dumps(inputs) if peer.wants_text else inputs)) == right
