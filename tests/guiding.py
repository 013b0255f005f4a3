"""Answers for the script of a guide's page, and the same answers as a packet: what the page says beside what `check` says.

    Plan, random numbers  ->  answers;  answers  ->  a packet, the input of the script;  both answers  ->  one shape
"""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final

from materials_rules.guide.diagrams import diagrams
from materials_rules.notice.model import Notice
from materials_rules.plan.compile import Plan
from materials_rules.rules.fact import Fact
from materials_rules.rules.names import APPLICANT_KINDS

NODE: Final = shutil.which("node")
CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

_RUN: Final = """
const {judge} = require(process.argv[1]);
const revive = (v) => v === null ? undefined : Array.isArray(v) ? new Set(v) : typeof v === "object" ? BigInt(v.n) : v;
const all = (o) => Object.fromEntries(Object.entries(o).map(([k, v]) => [k, revive(v)]));
const {tables, answers} = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(answers.map((one) => judge(tables, {
  facts: all(one.facts), applicant: all(one.applicant), by_agent: one.by_agent === null ? undefined : one.by_agent,
  members: Object.fromEntries(Object.entries(one.members).map(([list, members]) =>
    [list, Object.fromEntries(Object.entries(members).map(([k, v]) => [k, all(v)]))])),
}))));
"""


@dataclass(frozen=True)
class Answers:
    """What somebody answered, as JSON has it in a packet; what is not there is open."""

    facts: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    kind: str | None = None
    by_agent: bool | None = False

    def of(self, asked: Sequence[str]) -> Answers:
        """Those to the questions that a page asks; what it hides was not answered."""
        facts = {name: value for name, value in self.facts.items() if f"q-fact-{name}" in asked}
        choices = {name: value for name, value in self.choices.items() if f"q-fact-{name}" in asked}
        lists = {name: members for name, members in self.lists.items() if f"q-list-{name}" in asked}
        return Answers(facts, choices, lists, self.kind, self.by_agent)

    def packet(self, item: str, day: dt.date) -> bytes:
        """The packet of somebody who hands in nothing."""
        packet: dict[str, Any] = {"packet": "P-1", "item": item, "received_on": day.isoformat(), "facts": self.facts}
        packet |= {"choices": self.choices, "lists": self.lists, "agent": {} if self.by_agent else None}
        if self.kind is not None:
            packet["applicant"] = {"kind": self.kind}
        return json.dumps(packet, ensure_ascii=False).encode()

    def typed(self, plan: Plan) -> dict[str, Any]:
        """The input of the script: numbers scaled, days counted."""
        file = plan.version.file
        given = {**self.facts, **self.choices}
        return {
            "facts": {name: _typed(file.facts[name], value) for name, value in given.items()},
            "members": {
                name: {
                    line[file.lists[name].key]: {
                        key: _typed(file.lists[name].each[key], value)
                        for key, value in line.items()
                        if key != file.lists[name].key
                    }
                    for line in lines
                }
                for name, lines in self.lists.items()
            },
            "applicant": {} if self.kind is None else {"kind": self.kind},
            "by_agent": self.by_agent,
        }


def _typed(fact: Fact, value: Any) -> Any:
    if fact.type == "number":
        return {"n": str(round(value * 10 ** (fact.decimals or 0)))}
    if fact.type == "date":
        return {"n": str(dt.date.fromisoformat(value).toordinal())}
    return value


def some_answers(plan: Plan, chance: random.Random, *, offices: bool = True) -> Answers:
    """Answers to some of the questions of *plan*, as a citizen, and where *offices* an office, might give them."""
    file = plan.version.file
    how_many = chance.choice((0.3, 0.7, 1.0))
    tested = numbers_of(plan)
    facts: dict[str, Any] = {}
    choices: dict[str, Any] = {}
    for name, fact in file.facts.items():
        if chance.random() < how_many and (offices or fact.answered_by != "office"):
            (choices if fact.chosen_by else facts)[name] = _one(fact, chance, tested.get(f"fact/{name}", []))
    lists = {}
    for name, about in file.lists.items():
        if chance.random() < how_many:
            lists[name] = [
                {about.key: str(i + 1)}
                | {
                    key: _one(fact, chance, tested.get(f"member/{name}.{key}", []))
                    for key, fact in about.each.items()
                    if chance.random() < how_many
                }
                for i in range(chance.randint(about.at_least, about.at_least + 2))
            ]
    kind = chance.choice(APPLICANT_KINDS) if chance.random() < how_many else None
    return Answers(facts, choices, lists, kind, chance.random() < 0.5)


def numbers_of(plan: Plan) -> dict[str, list[int]]:
    """Where the rules cut each number and each day, so that answers meet both sides and the cut itself."""
    found: dict[str, list[int]] = {}
    for judged in plan.outputs.values():
        for name, domain in zip(judged.diagram.variables, judged.domains, strict=True):
            found.setdefault(name, []).extend(domain.starts)
    return found


def _one(fact: Fact, chance: random.Random, cuts: Sequence[int]) -> Any:
    if fact.one_of is not None:
        return chance.choice(list(fact.one_of))
    if fact.some_of is not None:
        members = list(fact.some_of)
        return sorted(chance.sample(members, chance.randint(fact.at_least, len(members))))
    if fact.type == "boolean":
        return chance.random() < 0.5
    near = [cut + chance.choice((-1, 0, 1)) for cut in cuts if abs(cut) < 10**20]
    if fact.type == "date":
        first, last = dt.date(1900, 1, 1).toordinal(), dt.date(9998, 12, 31).toordinal()
        days = [day for day in near if first <= day <= last] or [chance.randint(700_000, 740_000)]
        return dt.date.fromordinal(chance.choice(days)).isoformat()
    if fact.type == "number":
        scale = 10 ** (fact.decimals or 0)
        low = -500 if fact.minimum is None else int(fact.minimum * scale)
        high = low + 100_000 if fact.maximum is None else int(fact.maximum * scale)
        whole = chance.choice([n for n in near if low <= n <= high] or [chance.randint(low, high)])
        return whole if scale == 1 else whole / scale
    return chance.choice(("甲", "乙", "丙"))


def by_script(plan: Plan, day: dt.date, answers: Sequence[Answers]) -> list[dict[str, Any]]:
    """What the script says of each of *answers*, run by node."""
    assert NODE is not None
    script = files("materials_rules.guide").joinpath("judge.js")
    given = json.dumps({"tables": diagrams(plan, day), "answers": [one.typed(plan) for one in answers]}, ensure_ascii=False)
    ended = subprocess.run([NODE, "-e", _RUN, str(script)], input=given.encode(), capture_output=True, timeout=120)
    assert ended.returncode == 0, ended.stderr.decode()
    told: list[dict[str, Any]] = json.loads(ended.stdout)
    return told


EFFECTS: Final = {"drop": "drop", "obtain": "office_obtains", "show": "show_instead"}


def as_notice(plan: Plan, told: dict[str, Any]) -> dict[str, Any]:
    """What the script said, in the words of a notice."""
    item, slots = plan.version.item, plan.version.slots

    def ids(verdict: str) -> set[str]:
        return {f"{item}/{one['id']}" + (f"[{one['subject']}]" if one["subject"] else "") for one in told["materials"] if one["verdict"] == verdict}

    taken: set[tuple[str, str, bool]] = set()
    for one in told["materials"]:
        for slot, (word, how) in one["taken"].items():
            if not (slots[slot].arm.over_asked or slots[slot].arm.catch_all):
                taken.add((slot, EFFECTS[word], how == "always"))
        if one["covered"] != "never":
            taken.add((one["id"], "covered_by", one["covered"] == "always"))
    return {
        "scope": told["scope"],
        "findings": ids("finding"),
        "conditional": ids("conditional"),
        "due_later": {one["id"] for one in told["materials"] if one["later"]},
        "not_needed": taken,
        "contradictory": sorted(told["met"]),
    }


def of_notice(plan: Plan, notice: Notice) -> dict[str, Any]:
    """What a notice says of materials, in the same shape."""
    item = notice.matter.items[0]
    never = f"{plan.version.item}/consistency/never-"

    def materials(entries: Sequence[Any]) -> set[str]:
        return {entry.id for entry in entries if entry.requirement in plan.version.asked}

    scope = "out" if notice.outcome in ("not_required", "not_competent") else "in"
    about_scope = any(plan.version.item in question.decides for question in notice.questions)
    return {
        "scope": scope if scope == "out" or item.out_of_scope is None else "unknown",
        "about_scope": about_scope,
        "findings": materials(notice.findings),
        "conditional": materials(notice.conditional),
        "due_later": {entry.material for entry in notice.due_later},
        "not_needed": {(one.material, one.effect, one.if_ is None) for one in notice.not_needed},
        "contradictory": [entry.id for entry in notice.findings if entry.id.startswith(never)],
    }
