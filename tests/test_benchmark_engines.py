"""Rules for other engines mean what ours mean: the lowering is held against our notices, each translator against the lowering.

What a translator writes is read back here by small readers of our own, so that nothing needs to be installed; an engine that
is there is asked itself.
"""

from __future__ import annotations

import ast
import importlib.util
import itertools
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import compare
from benchmarks.measured import Apart, Curve, Machine, Measured, Point, Row, Unknown
from benchmarks.page import OURS, drawing, page, table
from benchmarks.peers import infix
from benchmarks.peers.engines import NAMES, Unable, engine
from benchmarks.peers.engines.cedar import CEDAR
from benchmarks.peers.engines.common_expression_language import CEL
from benchmarks.peers.engines.openfisca import value_of
from benchmarks.peers.engines.rule_engine import WORDS
from benchmarks.peers.engines.zen_engine import ZEN
from benchmarks.peers.environment import REQUIREMENTS, Broken, Engine, Environment, environment, required
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
    names,
    pushed_down,
)
from benchmarks.places import written
from benchmarks.workload import Left, Workload, workload
from materials_rules import Library, load

ROOT = Path(__file__).parent.parent
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


# ---- the lowering, against what our notices say


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with load(ROOT / "rulesets" / "hengyang") as found:
        yield found


@pytest.fixture(scope="module")
def work(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Workload:
    return workload(library, tmp_path_factory.mktemp("work"), 250, 30, 1)


def frames(path: Path) -> Iterator[list[Any]]:
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)["frames"]


def missing_by(work: Workload, asked: list[Any]) -> frozenset[tuple[str, str | None]]:
    return frozenset(
        (rule.requirement, subject)
        for place, subject, inputs in asked
        for rule in work.frames[place].rules
        if holds(rule.missing, inputs)
    )


def test_the_rules_over_flat_inputs_say_what_our_notices_say(work: Workload) -> None:
    found = [missing_by(work, asked) for asked in frames(work.asked)]

    assert found == list(work.missing)
    assert sum(map(bool, found)) > 60
    assert any(subject for one in found for _, subject in one)


def test_they_do_so_too_for_every_sort_of_material_of_the_generated_catalogue(tmp_path: Path) -> None:
    with load(written(tmp_path, 13)) as catalogue:
        found = workload(catalogue, tmp_path, 300, 5, 1)

    assert [missing_by(found, asked) for asked in frames(found.asked)] == list(found.missing)
    rules = {rule.requirement for one in found.frames for rule in one.rules}
    # the list is always due and covers the summary, which can therefore never be missing
    assert "equipment-summary" not in rules
    assert {"equipment-list", "no-record-proof", "staff-certificate", "identity-proof", "prior-result"} <= rules


def test_every_version_and_every_list_has_rules_and_is_asked(library: Library, work: Workload) -> None:
    versions = {f"{one.item}/{one.file.in_force_from}" for some in library.ruleset.items.values() for one in some}
    asked = {place for one in frames(work.asked) for place, _, _ in one}

    assert {rules.version for rules in work.frames} == versions
    assert {rules.version for place, rules in enumerate(work.frames) if place in asked} == versions


def test_inputs_are_complete_where_everything_is_answered_and_not_where_something_is_left_out(work: Workload) -> None:
    for asked in frames(work.asked):
        for place, _, inputs in asked:
            assert inputs.keys() == work.frames[place].inputs.keys()
    assert len(work.left) == 30
    for asked, left in zip(frames(work.partly), work.left, strict=True):
        assert left.depends
        assert any(inputs.keys() < work.frames[place].inputs.keys() for place, _, inputs in asked)


def test_names_of_inputs_are_words_of_every_language_and_each_has_one_meaning(work: Workload) -> None:
    for rules in work.frames:
        for name in rules.inputs:
            assert re.fullmatch(r"[a-z][a-z0-9_]{0,60}", name), name
        assert {name for rule in rules.rules for name in names(rule.missing)} == rules.inputs.keys()


def test_each_line_of_inputs_stands_behind_its_packet(work: Workload) -> None:
    both = work.paired.read_bytes().splitlines()

    assert both[0::2] == work.packets.read_bytes().splitlines()
    assert both[1::2] == work.asked.read_bytes().splitlines()


# ---- an engine as a process


def test_a_process_answers_files_in_every_way_and_an_error_is_an_answer(work: Workload, tmp_path: Path) -> None:
    texts = [engine("durable_rules").translated(rules) for rules in work.frames]
    out = tmp_path / "out"
    with Engine(Environment(Path(sys.executable)), "durable_rules", texts, tmp_path) as one:
        assert one.answer(work.asked, out) > 0
        timed = compare.read_answers(out)
        assert compare.agreement(timed, work.missing) == len(work.missing)
        assert one.answer(work.paired, out, "paired") > 0
        assert compare.read_answers(out) == timed
        wrong = tmp_path / "wrong.jsonl"
        wrong.write_text('{"frames":[[99999,null,{}]]}\n{"frames":[]}\n', "utf-8")
        one.answer(wrong, out, "careful")
        assert compare.read_answers(out) == [None, frozenset()]
        with pytest.raises(Broken, match="99999"):
            one.answer(wrong, out)


@pytest.mark.parametrize(("name", "texts"), [("durable_rules", ["no json"]), ("nobody", [])])
def test_an_engine_that_cannot_be_opened_says_why(name: str, texts: list[str], tmp_path: Path) -> None:
    with pytest.raises(Broken, match=r"JSONDecodeError|LookupError"):
        Engine(Environment(Path(sys.executable)), name, texts, tmp_path)


def test_what_cannot_be_installed_is_a_line_with_the_reason(
    work: Workload, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "requirements.txt"
    wanted.write_text("# one that is nowhere\ncedarpy @ file:///nowhere/cedarpy-1.0-py3-none-any.whl\n", "utf-8")
    monkeypatch.setattr("benchmarks.peers.environment.REQUIREMENTS", wanted)
    where = environment(tmp_path / "python")

    assert where.python.exists()
    assert where.absent.keys() == {"cedarpy"}
    with pytest.raises(Broken, match=r"not installed: .+"), compare._opened(where, "cedar", work, tmp_path):
        pytest.fail("it was opened")


def test_each_engine_is_required_within_bounds() -> None:
    lines = required(REQUIREMENTS.read_text("utf-8"))
    packages = [engine(name).PACKAGE for name in NAMES]

    for package in packages:
        (line,) = [line for line in lines if re.split("[<>=]", line)[0] == package]
        assert "==" in line or ("<" in line and ">=" in line)


# ---- what is counted and shown


def test_what_an_engine_says_of_an_answer_left_out_is_counted() -> None:
    sure, depends = frozenset({("form", None)}), frozenset({("lease", None)})
    left = [Left(sure, depends)] * 4
    answers = [None, sure, sure | depends, frozenset({("other", None)})]

    assert compare.left_out(answers, left) == Unknown(packets=4, refused=1, silent=2, claimed=1, wrong=1)


MEASURED = Measured(
    Machine("a processor", 2, "Linux", "CPython 3.11", "2026-03-02"),
    packets=100,
    bytes_a_packet=900,
    rounds=2,
    rows=(
        Row("floor: typed decode and encode", "1", (9.0, 11.0), 1.0),
        Row("some-engine", "2.0", (90.0, 110.0), 10.0, (95.0, 115.0), 0.5, 100, 100, Unknown(7, 1, 2, 3, 0)),
        Row("no-engine", "", absent="it <b>cannot</b> be installed"),
    ),
    apart=(Apart("escaped", 20.0, 2.0, 100, 25),),
    curves=(Curve("items", "items in the ruleset", (Point(1, 10.0, 5.0), Point(10, 12.0, 5.0))),),
    command="python -m benchmarks.compare",
)


def test_the_table_the_page_and_the_drawing_tell_everything_that_was_measured() -> None:
    for text in (table(MEASURED), page(MEASURED, "b.svg")):
        for word in ("some-engine", "100/100", "10.00", "no-engine", "cannot", "escaped"):
            assert word in text
    assert "25.0 %" in page(MEASURED, "b.svg")
    assert "(b.svg)" in page(MEASURED, "b.svg")
    drawn = drawing(MEASURED)
    ElementTree.fromstring(drawn)
    assert "some-engine" in drawn and "随规则集的事项数" in drawn


def test_the_page_says_who_was_quicker_and_whether_other_work_ran() -> None:
    def text(ours: float, load: float) -> str:
        rows = (*MEASURED.rows, Row(OURS, "1", (ours,), 1.0))
        busy = msgspec.structs.replace(MEASURED.machine, load=load)
        return page(msgspec.structs.replace(MEASURED, rows=rows, machine=busy), "b.svg")

    assert "1 of 1 from ready inputs, 1 with the packet read too" in text(120.0, 0.0)
    assert "1 of 1 from ready inputs, 0 with the packet read too" in text(103.0, 0.0)
    assert "0 of 1 from ready inputs, 0 with the packet read too" in text(50.0, 0.0)
    assert "other work ran beside" in text(50.0, 3.2)
    assert "other work ran beside" not in text(50.0, 0.1)


def test_a_page_is_written_again_from_what_was_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "before.json"
    data.write_bytes(msgspec.json.encode(MEASURED))

    assert compare.main(["--from", str(data), "--write", str(tmp_path / "page.md")]) == 0
    assert (tmp_path / "page.md").read_text("utf-8") == page(MEASURED, "page.svg")
    assert msgspec.json.decode((tmp_path / "page.json").read_bytes(), type=Measured) == MEASURED
    assert (tmp_path / "page.svg").exists()
    assert capsys.readouterr().out == table(MEASURED)


def test_an_engine_that_does_not_agree_makes_the_run_fail(tmp_path: Path) -> None:
    rows = (msgspec.structs.replace(MEASURED.rows[1], agreed=99),)
    data = tmp_path / "before.json"
    data.write_bytes(msgspec.json.encode(msgspec.structs.replace(MEASURED, rows=rows)))

    assert compare.main(["--from", str(data)]) == 1


def test_a_small_run_measures_us_beside_the_floor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "m.json"
    options = ["--no-engines", "--packets", "15", "--partly", "3", "--rounds", "1", "--item", "project-filing", "--json", str(data)]

    assert compare.main(options) == 0
    found = msgspec.json.decode(data.read_bytes(), type=Measured)
    assert [len(row.microseconds) for row in found.rows] == [1, 1, 1]
    assert found.rows[2].ratio > 1
    assert [(one.exact, one.lines) for one in found.apart if "exact reader alone" in one.name] == [(15, 15)]
    assert "materials-rules, the whole job" in capsys.readouterr().out


def test_an_item_that_is_not_there_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        compare.main(["--no-engines", "--item", "nowhere"])

    assert ended.value.code == 2
    assert "nowhere" in capsys.readouterr().err


