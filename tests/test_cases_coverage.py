"""What cases reach of the rules, what any packet can, and the cases proposed for the rest.

Whether a branch can be reached is decided on tables; here that is held against packets made at random, and against small rules
of which anybody can see what is beyond every packet.
"""

from __future__ import annotations

import itertools
import random
from typing import Any, Final

import pytest
from building import files
from casing import BASE, base, city, reach, sign, told
from makings import OTHER, Making
from worlds import Hand, Made

from materials_rules.cases.branches import SORTS, Branch, branches
from materials_rules.cases.coverage import as_data, as_text, cover, reached_by
from materials_rules.cases.draft import Draft
from materials_rules.cases.packing import Packing
from materials_rules.cases.proposing import judged, propose
from materials_rules.cases.reaching import Reaching, reaching
from materials_rules.cases.sentences import Sources, sentences
from materials_rules.cases.yamltext import as_yaml, scalar
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.plan.compile import compile_version
from materials_rules.plan.engine import Engine
from materials_rules.reading.source import plain, read_source
from materials_rules.rules.folder import Files
from materials_rules.rules.ruleset import parse_ruleset
from materials_rules.verdict.form import criteria
from materials_rules.witness.written import text

SEEDS: Final = range(20)
PACKETS: Final = 12
SITUATIONS: Final = 6


def reaching_of(found: Files, item: str, engine: Engine) -> Reaching:
    """What can be reached of the first version of *item*. Raises RulesetInvalid."""
    ruleset = parse_ruleset(found)
    version = ruleset.items[item][0]
    plan = compile_version(ruleset, version, engine)
    told_of = {slot.id: criteria(slot.arm) for slot in version.slots.values()}
    return reaching(plan, told_of, branches(plan, list(sentences(plan, Sources(found)))))


def small(engine: Engine, materials: dict[str, Any], **item: Any) -> Reaching:
    return reaching_of(files(materials, **item), "permit", engine)


def ids(some: list[Branch] | tuple[Branch, ...]) -> list[str]:
    return [branch.id for branch in some]


def beyond(found: Reaching) -> list[str]:
    return ids([branch for branch in found.branches if not found.is_reachable(branch)])


# ---------------------------------------------------------------- what is counted


def test_every_side_of_a_condition_is_counted_once(engine: Engine) -> None:
    facts = {
        "a": "boolean",
        "n": {"type": "number", "decimals": 1, "minimum": 0, "maximum": 99},
        "w": {"one_of": ["p", "q", "r"]},
        "ks": {"some_of": ["x", "y"]},
    }
    lists = {"who": {"each": {"ok": "boolean"}}}
    found = small(engine, {"m": {"when": "(a and n >= 2.5) or (w in [p, q] and ks has x)"}, "o": {"when": "any(who, ok)"}}, facts=facts, lists=lists)

    assert [one.removeprefix("due/m/") for one in ids(found.branches) if one.startswith("due/m/")] == [
        "fact/a==True/true", "fact/a==True/false",
        "fact/n>=25/true", "fact/n>=25/false",
        "fact/win['p', 'q']/is p", "fact/win['p', 'q']/is q", "fact/win['p', 'q']/other",
        "fact/ks#x/true", "fact/ks#x/false",
        "true", "false",
    ]  # fmt: skip
    assert [one for one in ids(found.branches) if one.startswith("due/o/")] == [
        "due/o/any(who;member/who.ok==True)/true", "due/o/any(who;member/who.ok==True)/false",
        "due/o/member/who.ok==True/true", "due/o/member/who.ok==True/false",
    ]  # fmt: skip
    assert [one for one in ids(found.branches) if one.startswith("threshold/")] == [f"threshold/fact/n/2.5/{step}" for step in ("-1", "+0", "+1")]
    assert beyond(found) == []


def test_a_count_has_its_threshold_below_at_and_above(engine: Engine) -> None:
    """What a count is compared with is a threshold like any other: once for a list and its condition, none below no member."""
    lists = {"who": {"each": {"ok": "boolean", "age": {"type": "number", "decimals": 0, "minimum": 0}}}}
    materials = {"m": {"when": "count(who, age >= 18) >= 3"}, "o": {"when": "3 <= count(who, age >= 18)"}, "p": {"when": "count(who) == 0"}}
    found = small(engine, materials, lists=lists)

    of = {one.id.removeprefix("threshold/"): one for one in found.branches if one.sort == "threshold"}
    assert list(of) == [
        *(f"count(who;member/who.age>=18)/3/{step}" for step in ("-1", "+0", "+1")),
        *(f"member/who.age/18/{step}" for step in ("-1", "+0", "+1")),
        "count(who;)/0/+0", "count(who;)/0/+1",
    ]  # fmt: skip
    below = of["count(who;member/who.age>=18)/3/-1"]
    assert "count(who, age >= 18)" in below.zh and "计数恰为 2" in below.zh and "count is 2" in below.en
    assert beyond(found) == []


def members_with(found: Reaching, ages: tuple[int, ...]) -> frozenset[str]:
    """The thresholds that a packet with members of these *ages* reaches."""
    who = [{"id": f"w{i}", "name": f"w{i}", "age": age} for i, age in enumerate(ages)]
    packet = Packing(found.plan, found.criteria_of).pack(Draft(lists={"who": tuple(who)}), "a")
    return frozenset(one.id.rpartition("/")[2] for one in reached_by(found, packet, found.branches) if "/count(" in one.id and one.sort == "threshold")


@pytest.mark.parametrize(("ages", "reached"), [((), {""}), ((18,), set()), ((18, 17), set()), ((18, 18, 3), {"-1"}), ((18, 30, 40), {"+0"}), ((18,) * 4, {"+1"}), ((18,) * 5, set())])
def test_a_packet_reaches_the_threshold_of_a_count_by_how_many_members_it_has(engine: Engine, ages: tuple[int, ...], reached: set[str]) -> None:
    lists = {"who": {"each": {"age": {"type": "number", "decimals": 0, "minimum": 0}}}}
    found = small(engine, {"m": {"when": "count(who, age >= 18) >= 3"}}, lists=lists)

    assert members_with(found, ages) == reached - {""}


def test_the_threshold_of_a_count_is_proposed_as_a_case(engine: Engine) -> None:
    lists = {"who": {"each": {"ok": "boolean"}}}
    found = small(engine, {"m": {"when": "count(who, ok) >= 3"}}, lists=lists)
    proposals, without = propose(found, cover(found, ()), ())

    reached = {one.id for proposal in proposals for one in proposal.reaches}
    assert without == () and {f"threshold/count(who;member/who.ok==True)/3/{step}" for step in ("-1", "+0", "+1")} <= reached
    sizes = {sum(member.get("ok") is True for member in proposal.draft.lists.get("who", ())) for proposal in proposals}
    assert {2, 3, 4} <= sizes


def test_branches_stand_where_their_author_wrote_them() -> None:
    found = reach(base(), sign())
    lines = (BASE / "town" / "items" / "sign" / "2020-01-01.yaml").read_text("utf-8").split("\n")
    atoms = [branch for branch in found.branches if branch.sort == "condition" and branch.place.path.endswith("2020-01-01.yaml")]

    assert len(atoms) > 20
    for branch in atoms:
        written = branch.zh.split("`")[1]
        assert lines[branch.place.line - 1][branch.place.column - 1 :].startswith(written), branch
    assert {branch.sort for branch in found.branches} == set(SORTS)
    assert all(branch.place.line for branch in found.branches)


def test_what_nobody_may_ask_for_is_never_called_due(engine: Engine) -> None:
    """A catch-all and a paper that offices share have both sides to reach, but nobody ever has to hand them in."""
    said = {}
    all_found = [reach(city(), versions[-1]) for versions in city().ruleset.items.values()]
    for found in (*all_found, small(engine, {"others": {"catch_all": True}})):
        claims = found.plan.base.claims
        for asked in found.plan.version.asked.values():
            words = [word for word in ("ask", "show", "obtain") if any(f"{word}/{slot.id}" in claims for slot in asked.slots)]
            due = next((one for one in found.branches if one.id == f"requirement/{asked.id}/due"), None)
            if due is not None:
                is_asked = "ask" in words or "show" in words
                assert due.zh.endswith("应当提交") == is_asked == due.en.endswith("is due"), due
                said["asked" if is_asked else words[0] if words else "barred"] = due.zh
    assert said.keys() == {"asked", "obtain", "barred"}
    assert "由机关自行取得" in said["obtain"] and said["barred"].endswith("不得要求提交")


# ---------------------------------------------------------------- what is beyond every packet


@pytest.mark.parametrize(
    ("materials", "about", "never_reached"),
    [
        ({"m": {}}, {}, ["requirement/m/not"]),
        ({"m": {"when": "n >= 0"}}, {"facts": {"n": {"type": "number", "decimals": 0, "minimum": 0}}},
         ["requirement/m/not", "due/m/fact/n>=0/false", "threshold/fact/n/0/-1"]),
        ({"m": {"when": "a and b"}}, {"facts": {"a": "boolean", "b": "boolean"}, "never": ["a and b"]},
         ["requirement/m/due", "due/m/true"]),
        ({"m": {"when": "a"}}, {"facts": {"a": "boolean"}, "not_for": ["a"]}, ["requirement/m/due", "due/m/fact/a==True/true"]),
        ({"m": {"when": "a and b"}}, {"facts": {"a": "boolean", "b": {"type": "boolean", "given": "a"}}, "never": ["b"]},
         ["requirement/m/due", "due/m/fact/b==True/true", "due/m/true"]),
        ({"m": {"when": "a and b"}}, {"facts": {"a": "boolean", "b": {"type": "boolean", "given": "a"}}, "never": ["a"]},
         ["requirement/m/due", "due/m/fact/a==True/true", "due/m/fact/b==True/true", "due/m/fact/b==True/false", "due/m/true"]),
        ({"m": {"any_of": {"p": {"when": "a"}, "q": {"when": "not a and a"}}}}, {"facts": {"a": "boolean"}},
         ["arm/q", "arm/q/true"]),
        ({"m": {"when": "a < b and b < c and c < a"}}, {"facts": {name: {"type": "number", "decimals": 0} for name in "abc"}},
         ["requirement/m/due", "due/m/true"]),
        ({"m": {"when": "count(who, ok) >= 2 and count(who) <= 1"}}, {"lists": {"who": {"each": {"ok": "boolean"}}}},
         ["requirement/m/due", "due/m/true"]),
        ({"m": {"when": "count(who) >= 0"}}, {"lists": {"who": {"each": {"ok": "boolean"}}}},
         ["requirement/m/not", "due/m/count(who;)>=0/false"]),
        ({"m": {"when": "count(who, ok) >= 2"}}, {"lists": {"who": {"each": {"ok": "boolean"}, "at_least": 2}}, "never": ["count(who, ok) == 1"]},
         ["threshold/count(who;member/who.ok==True)/2/-1"]),
        ({"m": {"for_each": "who", "when": "ok"}}, {"lists": {"who": {"each": {"ok": "boolean"}}}, "never": ["any(who, ok)"]},
         ["requirement/m/due", "due/m/member/who.ok==True/true"]),
    ],
)  # fmt: skip
def test_what_no_packet_reaches_does_not_count(engine: Engine, materials: Any, about: Any, never_reached: list[str]) -> None:
    found = beyond(small(engine, materials, **about))

    assert [one for one in found if not one.startswith(("power", "agent"))] == never_reached


def random_rules(engine: Engine) -> list[tuple[Made, Reaching]]:
    found = []
    for seed in SEEDS:
        making = Making(seed)
        item = f"permit-{seed}"
        try:
            one = reaching_of(files(items={item: making.item, "other": OTHER}, documents=making.documents), item, engine)
        except RulesetInvalid:
            continue
        found.append((Made(seed, one.plan.ruleset, one.plan, one.criteria_of), one))
    return found


def test_what_a_packet_reaches_some_packet_can_reach_and_what_can_be_reached_is_shown(engine: Engine) -> None:
    """Both ways on random rules: a packet of any hand reaches nothing that counts as beyond, and each witness reaches its branch."""
    rules = random_rules(engine)
    assert len(rules) >= 12
    wrong, shown, far = [], 0, 0
    for made, found in rules:
        reached: dict[str, Branch] = {}
        for i in range(PACKETS):
            packet = text(Hand(made, random.Random(made.seed * 1000 + i)).packet()).encode()
            reached |= {branch.id: branch for branch in reached_by(found, packet, found.branches)}
        wrong += [f"seed {made.seed}: {one} is reached" for one, branch in reached.items() if not found.is_reachable(branch)]
        for branch in found.branches:
            packets = [text(packet).encode() for _, packet in itertools.islice(found.packets(branch), SITUATIONS)]
            far += not packets
            if branch.sees == "formula" and packets:
                shown += 1
                if not any(reached_by(found, packet, (branch,)) for packet in packets):
                    wrong.append(f"seed {made.seed}: no witness reaches {branch.id}")
    assert wrong == []
    assert shown > 200 and far > 20, "too little to test anything"


# ---------------------------------------------------------------- proposals


def proposed() -> str:
    found = reach(base(), sign())
    coverage = cover(found, ())
    proposals, without = propose(found, coverage, ())
    packing = Packing(found.plan, found.criteria_of)
    assert ids(without) == []
    found_so = [judged(base(), packing, one) for one in proposals]
    return as_yaml(found_so, "en", ["head"])


def test_proposals_reach_all_that_can_be_reached_and_say_what_comes() -> None:
    written = proposed()
    found = reach(base(), sign())
    run = told(written)

    assert run.lines == [] and len(run.results) > 10
    assert not any(result.case.is_confirmed for result in run.results)
    unconfirmed = cover(found, run.results)
    assert unconfirmed.percent == 0, "what nobody confirmed counts for nothing"
    confirmed = told(written.replace("    unconfirmed: true\n", ""))
    whole = cover(found, confirmed.results)
    assert whole.missed == () and whole.percent == 100
    assert len(confirmed.results) < len(whole.reached) / 2, "a case that reaches several branches serves them all"


def test_proposals_are_the_same_bytes_each_time() -> None:
    assert proposed() == proposed()


def test_proposals_say_in_words_which_branches_they_reach() -> None:
    comments = [line.strip() for line in proposed().split("\n") if line.strip().startswith("# ")]
    found = reach(base(), sign())
    can = [branch for branch in found.branches if found.is_reachable(branch)]

    for branch in can:
        assert any(line.endswith(branch.zh) for line in comments), branch


def test_proposals_in_chinese_read_back_the_same() -> None:
    found = reach(base(), sign())
    proposals, _ = propose(found, cover(found, ()), ())
    packing = Packing(found.plan, found.criteria_of)
    found_so = [judged(base(), packing, one) for one in proposals]
    english, chinese = told(as_yaml(found_so, "en", [])), told(as_yaml(found_so, "zh", []))

    assert english.lines == chinese.lines == []
    assert [result.packet for result in chinese.results] == [result.packet for result in english.results]
    assert [one.packet.replace(b'"round":1,', b"") for one in english.results] == [
        packing.pack(one.draft, one.name).replace(b'"round":1,', b"") for one in proposals
    ]


@pytest.mark.parametrize("word", ["a", "到达：b", "- x", "?", "a: b", "a #b", '"', "\\", "{a}", "[a", "a,b", "licence[drivers:1]", "none", "", " x", "名称、别名", "2020-01-01", "-", "!x", "&x", "*x", "x‐y"])
def test_any_word_is_written_so_that_it_reads_back(word: str) -> None:
    source = read_source(f"a: [{scalar(word)}]\n{scalar('b' + word)}: {scalar(word)}\n".encode(), "x.yaml")

    assert plain(source.root) == {"a": [word], f"b{word}": word}


# ---------------------------------------------------------------- reports


def test_a_report_names_each_sort_and_each_place() -> None:
    found = reach(base(), sign())
    run = told("cases:\n  - name: a\n    packet: {in_order: true, facts: {area: 5, rented: true, kinds: [wall]}}\n    expect: {findings: none}\n")
    coverage = cover(found, run.results)

    data = as_data(coverage, 1, 0)
    assert data["reached"] + len(data["not_reached"]) == data["reachable"] and 0 < data["percent"] < 100
    assert sum(one["reachable"] for one in data["sorts"].values()) == data["reachable"]
    assert all(one["line"] and one["column"] and one["zh"] and one["en"] for one in data["not_reached"])
    assert [one["id"] for one in data["beyond"]] == ["requirement/sign-form/not", "requirement/shop-licence/not", "requirement/right/not"]
    written = as_text(coverage, 1, 0)
    assert all(one["zh"] in written and f"{one['path']}:{one['line']}:{one['column']}" in written for one in data["not_reached"])


def test_a_percentage_is_never_rounded_up() -> None:
    from materials_rules.cases.coverage import Coverage

    one = small_branch()
    assert Coverage("i", sign().file.in_force_from, (one,) * 999, (one,), ()).percent == 99.9
    assert Coverage("i", sign().file.in_force_from, (one,) * 9999, (one,), ()).percent == 99.9
    assert Coverage("i", sign().file.in_force_from, (), (), (one,)).percent == 100


def small_branch() -> Branch:
    found = reach(base(), sign())
    return found.branches[0]



NUMBER: Final = {"type": "number", "decimals": 0, "minimum": 0}


@pytest.mark.parametrize(
    ("said", "read", "fact"),
    [
        ("form.high > area", NUMBER, NUMBER),
        ("area > form.high and form.high >= 5", NUMBER, NUMBER),
        ("form.until < area", {"type": "date"}, {"type": "date"}),
        ("form.holder != area", {"type": "text"}, {"type": "text"}),
        ("any(who, years > form.high)", NUMBER, NUMBER),
        ("not any(who, years <= form.high) and count(who) >= 1", NUMBER, NUMBER),
        ("form.high > years", NUMBER, NUMBER),
    ],
)
def test_a_paper_that_is_held_against_something_is_proposed_with_what_it_must_say(
    said: str, read: dict[str, Any], fact: dict[str, Any], engine: Engine
) -> None:
    field = next(name for name in ("high", "until", "holder") if name in said)
    materials = {"form": {"reads": {field: read}}, "plan": {"when": f"provided(form) and {said}"}}
    if said.endswith("years"):
        materials = {name: {"for_each": "who", **about} for name, about in materials.items()}
    item: dict[str, Any] = {"lists": {"who": {"each": {"years": NUMBER}}}} if "who" in said or "years" in said else {"facts": {"area": fact}}
    found = small(engine, materials, **item)
    proposals, without = propose(found, cover(found, ()), ())
    assert ids(without) == [] and "requirement/plan/due" in {one.id for proposal in proposals for one in proposal.reaches}
