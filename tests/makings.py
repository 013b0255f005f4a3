"""Small nasty rulesets as data, each made from a seed: equal seeds give equal rulesets, on every machine.

    seed  ->  Making (an item as data)

A making holds two to four facts of any type, materials with arms, reads, coverers, commitments, classes by date, lists,
`never:` and scope lines, lines of consistency. Whether the loader takes it, `worlds` finds out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, Final

Data = dict[str, Any]

SHARED_FROM: Final = "2025-01-01"
"""The day from which documents are shared."""

OTHER: Final[Data] = {"materials": {"form": {}}, "elements": {"result": {"document": "other-result"}}}
"""Another item, whose result a material may be."""


class Making:
    """One ruleset as data. With *plain*, nothing in it makes the judgement of two variables depend on each other."""

    def __init__(self, seed: int, plain: bool = False) -> None:
        self.seed = seed
        self.rng = random.Random(seed)
        self.plain = plain
        self.related = False
        self.facts: Data = {}
        self.lists: Data = {}
        self.documents: Data = {}
        self.fields: list[tuple[str, str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.slots: list[str] = []
        self._make_facts()
        self._make_lists()
        self.materials: Data = {}
        self.groups: list[Data] = []
        for i in range(self.rng.choice((2, 3, 3, 4))):
            self._make_material(f"m{i}")
        self.item: Data = self._rest()

    def _make_facts(self) -> None:
        rng = self.rng
        kinds = ["boolean", "boolean", "number", "number", "one_of", "some_of", "choice", "office", "date"]
        for i in range(rng.choice((2, 2, 3, 3, 4))):
            kind = rng.choice(kinds)
            about: Data = {
                "boolean": lambda: {"type": "boolean"},
                "number": lambda: {"type": "number", "decimals": rng.choice((0, 1)), "minimum": 0, "maximum": 100},
                "one_of": lambda: {"one_of": ["p", "q", "r"]},
                "some_of": lambda: {"some_of": ["p", "q"], "at_least": rng.choice((0, 1))},
                "choice": lambda: {"one_of": ["p", "q"], "chosen_by": "applicant"},
                "office": lambda: {"type": "boolean", "answered_by": "office"},
                "date": lambda: {"type": "date"},
            }[kind]()
            self.facts[f"f{i}"] = about

    def _make_lists(self) -> None:
        if self.rng.random() < 0.25:
            each = {"ok": {"type": "boolean"}} | ({"n": {"type": "number", "decimals": 0}} if self.rng.random() < 0.3 else {})
            self.lists["who"] = {"each": each, "at_least": self.rng.choice((0, 0, 1))}

    # conditions

    def condition(self, depth: int = 0, listed: str | None = None) -> str:
        """A condition over facts, and over papers that were made before."""
        rng = self.rng
        if depth < 2 and rng.random() < 0.4:
            word = rng.choice(("and", "or", "not"))
            if word == "not":
                return f"not ({self.condition(depth + 1, listed)})"
            return f"({self.condition(depth + 1, listed)}) {word} ({self.condition(depth + 1, listed)})"
        choices = ["fact"] * 3 + ["provided", "field", "field", "relation"] * bool(self.slots) + ["list"] * bool(self.lists and not listed)
        choices += ["member"] * (3 * bool(listed))
        match rng.choice(choices):
            case "provided":
                return f"provided({rng.choice(self.slots)})"
            case "field" if readable := [found for found in self.fields if found[0] in self.slots]:
                return self._of_field(*rng.choice(readable))
            case "relation" if not (self.plain and self.related):
                return self._relation()
            case "list":
                self.lists["who"]["read"] = True
                return self._of_list()
            case "member":
                return rng.choice(("ok", "not ok"))
            case _:
                return self.of_fact(rng.choice(list(self.facts)))

    def of_fact(self, name: str) -> str:
        about, rng = self.facts[name], self.rng
        if "some_of" in about:
            return f"{name} has {rng.choice('pq')}"
        if "one_of" in about:
            return rng.choice((f"{name} == p", f"{name} != q", f"{name} in [p, q]" if "chosen_by" not in about else f"{name} == q"))
        match about["type"]:
            case "boolean":
                return name
            case "date":
                return f"{name} {rng.choice(('<', '>='))} 2026-01-01"
            case _:
                return f"{name} {rng.choice(('<', '<=', '>', '>=', '=='))} {rng.choice((40, 50, 60))}"

    def _of_field(self, slot: str, field: str, type_: str) -> str:
        said = f"{slot}.{field} > 50" if type_ == "number" else f"{slot}.{field}"
        if self.rng.random() < 0.15:
            said = f"{slot}.{field} == none"
        return f"(provided({slot}) and {said})"

    def _relation(self) -> str:
        named = [found for found in self.texts if found[0] in self.slots]
        if not named:
            return self.of_fact(self.rng.choice(list(self.facts)))
        self.related = True
        slot, field = self.rng.choice(named)
        return f"(provided({slot}) and {slot}.{field} {self.rng.choice(('==', '!='))} applicant.name)"

    def _of_list(self) -> str:
        if self.plain and self.lists["who"].get("said"):
            return str(self.lists["who"]["said"])
        said = self.rng.choice(("any(who, ok)", "all(who, ok)", "count(who, not ok) >= 2", "count(who) > 1"))
        self.lists["who"]["said"] = said
        return said

    # materials

    def _make_material(self, name: str) -> None:
        rng = self.rng
        listed = "who" if self.lists and rng.random() < 0.4 else None
        about: Data = {"for_each": listed} if listed else {}
        if rng.random() < 0.7:
            about["when"] = self.condition(0, listed)
        if rng.random() < 0.25 and not listed:
            about["any_of"] = {}
            for arm in ("a", "b"):
                found = self._form(f"{name}{arm}")
                if rng.random() < 0.5:
                    found["when"] = self.condition(1)
                about["any_of"][f"{name}{arm}"] = found
        else:
            about |= self._form(name)
            self._substitute(name, about)
        if rng.random() < 0.1:
            about["due_at"] = "on_site_check" if rng.random() < 0.5 else {"event": "on_site_check", "when": self.condition(2)}
        if rng.random() < 0.15 and self.materials and not listed:
            about["covers"] = [rng.choice(list(self.materials))]
        if rng.random() < 0.1 and "when" not in about:
            self.groups.append({"when": self.condition(1), "materials": {name: about}})
        else:
            self.materials[name] = about
        arms = list(about.get("any_of", {name: about}))
        if not listed:
            self.slots += arms

    def _form(self, slot: str) -> Data:
        """The form of one paper, and the fields that are read from it."""
        rng = self.rng
        found: Data = {}
        hand_in: Data = {}
        if rng.random() < 0.4:
            hand_in["copies"] = rng.choice((1, 2))
        if rng.random() < 0.3:
            hand_in["signed_by"] = "applicant"
        if rng.random() < 0.2:
            hand_in["in_date"] = True
        if hand_in:
            found["hand_in"] = hand_in
        reads: Data = {}
        for field, type_ in (("flag", "boolean"), ("size", "number"), ("name", "text")):
            if rng.random() < 0.5:
                reads[field] = {"type": type_} | ({"decimals": 0} if type_ == "number" else {})
                if type_ == "text":
                    self.texts.append((slot, field))
                else:
                    self.fields.append((slot, field, type_))
        if reads:
            found["reads"] = reads
        return found

    def _substitute(self, name: str, about: Data) -> None:
        """One of the ways in which a class, a promise or the office takes the place of a paper."""
        match self.rng.choice(("none",) * 9 + ("shared", "licence", "commitment", "deferrable", "result", "unverifiable")):
            case "shared":
                about["document"] = f"doc-{self.seed}-{name}"
                self.documents[about["document"]] = {"supplied_by": "holder", "live": [{"from": SHARED_FROM, "region": "43"}]}
            case "licence":
                about["proved_by"] = f"licence-{name}"
            case "commitment":
                about["commitment"] = {"listed_in": {"title": "清单"}, "basis": [{"law": "act", "article": "5"}]}
            case "deferrable":
                about["deferrable"] = {
                    "published_in": {"title": "目录"},
                    "basis": [{"law": "act", "article": "5"}],
                    "within": "5 working days",
                }
            case "result":
                about["result_of"] = "other"
            case "unverifiable":
                about["unverifiable"] = {"by": "bureau", "on": "2020-01-01", "why": "无法核实"}

    def _rest(self) -> Data:
        rng = self.rng
        papers = self.slots
        self.slots, self.fields = [], []  # never and scope speak of answers
        never = [self.condition(1) for _ in range(rng.choice((0, 0, 1, 2)))]
        not_for = [self.condition(1) for _ in range(rng.choice((0, 0, 0, 1)))]
        self.slots = papers
        item: Data = {"materials": self.materials, "groups": self.groups, "facts": self.facts, "never": never, "not_for": not_for}
        item["lists"] = {name: {k: v for k, v in about.items() if k in ("each", "at_least")} for name, about in self.lists.items()}
        lines = list(self._lines())
        if lines:
            item["consistency"] = lines
        if rng.random() < 0.2:
            item["elements"] = {"fee": [{"when": self.of_fact("f0"), "value": "none"}, {"value": "none"}]}
        return item

    def _lines(self) -> Iterator[Data]:
        rng = self.rng
        texts = [f"{slot}.{field}" for slot, field in self.texts] + ["applicant.name"]
        for i in range(rng.choice((0, 0, 1, 1, 2))):
            if len(texts) > 1:
                line: Data = {"name": f"same{i}", "same": rng.sample(texts, 2 if rng.random() < 0.8 else min(3, len(texts)))}
                if rng.random() < 0.3 and not self.plain:
                    line["when"] = self.condition(1)
                yield line
