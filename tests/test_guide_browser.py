"""The page itself, in a browser: controls are used as a person uses them, and the cards lie where `check` would put them.

Needs Chromium; elsewhere these tests are skipped, and say so.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import subprocess
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from building import plan_of, tiny
from guiding import CHROMIUM, Answers, of_notice, some_answers
from worlds import read

from materials_rules import Library, check, load
from materials_rules.guide.cards import is_refused
from materials_rules.guide.item_page import Imprint, item_page
from materials_rules.guide.telling import Telling
from materials_rules.plan.compile import Plan
from materials_rules.verdict.examine import examine
from materials_rules.verdict.form import criteria

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the pages of the guide were NOT tried in a browser")

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 3, 2)

DRIVER = """
(async () => {
  const form = document.getElementById("answers");
  const wait = () => new Promise((done) => setTimeout(done));
  const named = (name) => [...form.elements].filter((one) => one.name === name);
  const put = (name, value) => {
    const found = named(name);
    if (!found.length) return;
    if (found[0].type === "radio") found.find((one) => one.value === String(value)).click();
    else if (found[0].type === "checkbox") found.filter((one) => (value.length ? value.includes(one.value) : one.value === "")).forEach((one) => one.click());
    else { found[0].value = value; found[0].dispatchEvent(new Event("input", {bubbles: true})); }
  };
  const results = [];
  for (const given of GIVEN) {
    form.reset();
    await wait(); await wait();
    Object.entries({...given.facts, ...given.choices}).forEach(([name, value]) => put(`fact-${name}`, value));
    if (given.kind) put("kind", given.kind);
    put("by_agent", given.by_agent);
    Object.entries(given.lists).forEach(([list, members]) => {
      const question = document.getElementById(`q-list-${list}`);
      if (question === null) return;
      put(`list-${list}`, members.length ? "some" : "none");
      const made = () => [...question.querySelector(".members").children];
      while (made().length < members.length) question.querySelector(".add").click();
      members.forEach((member, i) => Object.entries(member).forEach(([key, value]) => {
        if (key !== KEYS[list]) put(`list-${list}-${made()[i].dataset.key}-${key}`, value);
      }));
    });
    const groups = {};
    document.querySelectorAll(".material").forEach((card) => {
      groups[card.dataset.requirement] = card.closest(".group").id.slice(6);
    });
    results.push({groups, scope: window.judged.scope, told: document.getElementById("told").textContent,
      asked: [...document.querySelectorAll("fieldset")].filter((one) => !one.hidden).map((one) => one.id)});
  }
  const found = document.createElement("pre");
  found.id = "driven";
  found.textContent = JSON.stringify(results);
  document.body.append(found);
})();
"""


def driven(plan: Plan, answers: Sequence[Answers], folder: Path) -> list[dict[str, Any]]:
    """What the page shows after each of *answers* was given by its controls."""
    page = item_page(plan, TODAY, Imprint("试验", "sha256:0"))
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)  # it would stop the driver, as it should
    given = [{"facts": a.facts, "choices": a.choices, "lists": a.lists, "kind": a.kind, "by_agent": a.by_agent} for a in answers]
    keys = {name: about.key for name, about in plan.version.file.lists.items()}
    script = f"const GIVEN = {json.dumps(given)}; const KEYS = {json.dumps(keys)};{DRIVER}"
    file = folder / "page.html"
    file.write_text(page.replace("</body>", f"<script>{script}</script></body>"), "utf-8")
    dump = shown(file, "--virtual-time-budget=60000", "--dump-dom")
    found = re.search(r'<pre id="driven">(.*?)</pre>', dump, re.DOTALL)
    assert found is not None, "the page broke down under the driver"
    results: list[dict[str, Any]] = json.loads(unescape(found[1]))
    return results


def shown(file: Path, *options: str) -> str:
    """What Chromium prints for *file*."""
    assert CHROMIUM is not None
    folder = f"--user-data-dir={file.parent / 'profile'}"
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", folder, *options, file.as_uri()]
    return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()


def groups_by_check(library: Library, plan: Plan, given: Answers) -> dict[str, str]:
    """Where `check` would put every card."""
    notice = of_notice(plan, check(library, given.packet(plan.version.item, TODAY)))
    telling, item = Telling(plan, TODAY), plan.version.item
    found = {}
    for asked in plan.version.asked.values():
        ids = {f"{item}/{asked.id}"}

        def among(ids_: set[str], ids: set[str] = ids) -> bool:
            return any(one.partition("[")[0] in ids for one in ids_)

        group = "later" if asked.id in notice["due_later"] else "absent"
        group = "conditional" if among(notice["conditional"]) else group
        group = "finding" if among(notice["findings"]) else group
        if not is_refused(telling, asked):
            found[asked.id] = group
    return found


@pytest.mark.parametrize("item", ["outdoor-advertising", "fire-safety-inspection", "road-freight-permit", "project-filing", "market-entity-registration"])
def test_the_cards_lie_where_check_puts_them(item: str, tmp_path: Path) -> None:
    chance = random.Random(item)
    with load(ROOT / "rulesets" / "hengyang") as library:
        version = library.ruleset.version(item, TODAY)
        assert version is not None
        plan = library.plan(version)
        # an applicant cannot answer for an office
        answers = [Answers(), *(some_answers(plan, chance, offices=False) for _ in range(25))]
        for given, seen in zip(answers, driven(plan, answers, tmp_path), strict=True):
            assert seen["groups"] == groups_by_check(library, plan, given.of(seen["asked"])), given


def test_a_question_comes_when_it_is_due_and_a_contradiction_is_said(tmp_path: Path) -> None:
    answers = [
        Answers(),
        Answers(facts={"kinds": ["roof"]}),
        Answers(facts={"kinds": ["wall"]}),
        Answers(facts={"site_is_rented": True, "owns_site": True}),
    ]
    with load(ROOT / "rulesets" / "hengyang") as library:
        plan = library.plan(library.ruleset.items["outdoor-advertising"][0])
        nothing, roof, wall, both = driven(plan, answers, tmp_path)

    assert ["q-fact-storeys" in seen["asked"] for seen in (nothing, roof, wall)] == [False, True, False]
    assert "场地不能既为租用、借用又为自有" in both["told"]
    assert "场地不能既为租用、借用又为自有" not in roof["told"]


def test_the_page_runs_under_its_own_policy(tmp_path: Path) -> None:
    with load(ROOT / "rulesets" / "hengyang") as library:
        plan = library.plan(library.ruleset.items["outdoor-advertising"][0])
    file = tmp_path / "page.html"
    file.write_text(item_page(plan, TODAY, Imprint("试验", "sha256:0")), "utf-8")

    dump = shown(file, "--dump-dom")

    assert '<html lang="zh-CN" class="js">' in dump
    assert "需要 2 份" in dump


EVERY_QUESTION: dict[str, Any] = {
    "rented": "boolean",
    "storeys": {"type": "number", "decimals": 0, "minimum": 1, "maximum": 99, "given": "rented"},
    "area": {"type": "number", "decimals": 2, "minimum": 0},
    "since": {"type": "date"},
    "until": {"type": "date"},
    "street": {"type": "text"},
    "use": {"one_of": ["shop", "store", "home"]},
    "route": {"one_of": ["general", "commitment"], "chosen_by": "applicant"},
    "kinds": {"some_of": ["roof", "wall"], "at_least": 0},
    "trades": {"some_of": ["a", "b", "c"], "at_least": 2},
    "known": {"type": "boolean", "answered_by": "office"},
}
EVERY_MATERIAL: dict[str, Any] = {
    "m1": {"when": "rented and storeys >= 10"},
    "m2": {"when": "area > 50 and not rented"},
    "m3": {"when": "since < 2024-06-01 or until >= 2030-01-01"},
    "m4": {"when": "since > until"},
    "m5": {"when": "street == '甲'"},
    "m6": {"when": "use in [shop, store]"},
    "m7": {"when": "route == general", "for_each": "staff"},
    "m8": {"when": "kinds has roof"},
    "m9": {"when": "trades has a and trades has b"},
    "m10": {"when": "known or rented"},
    "m11": {"when": "new", "for_each": "staff"},
    "m12": {"when": "use == shop and any(cars, weight > 3.5)"},
    "m13": {"when": "use == shop and count(cars, weight <= 3.5) >= 2"},
    "m14": {"when": "applicant.kind == natural_person"},
    "m15": {"when": "by_agent"},
    "m16": {"when": "rented", "reads": {"landlord": {}}},
    "m17": {"when": "provided(m16) and m16.landlord != applicant.name"},
}
EVERY_LIST: dict[str, Any] = {
    "staff": {"each": {"new": "boolean"}, "at_least": 1},
    "cars": {"each": {"weight": {"type": "number", "decimals": 1, "minimum": 0}}, "given": "use == shop"},
}


def test_every_sort_of_question_is_read_as_it_is_answered(tmp_path: Path) -> None:
    ruleset = tiny(EVERY_MATERIAL, facts=EVERY_QUESTION, lists=EVERY_LIST, never=["area > 900"])
    plan = plan_of(ruleset)
    criteria_of = {slot.id: criteria(slot.arm) for slot in plan.version.slots.values()}
    chance = random.Random("every question")
    answers = [Answers(), *(some_answers(plan, chance, offices=False) for _ in range(70))]
    seen_places = set()
    for given, seen in zip(answers, driven(plan, answers, tmp_path), strict=True):
        packet = read(json.loads(given.of(seen["asked"]).packet(plan.version.item, TODAY)))
        standings = examine(plan, packet, "p", criteria_of).standings
        expected = {}
        for asked in plan.version.asked:
            verdicts = {standing.verdict for (name, _), standing in standings.items() if name == asked}
            expected[asked] = next((word for word in ("finding", "conditional") if word in verdicts), "absent")
        assert seen["groups"] == expected, given
        seen_places |= set(expected.items())

    # each material lay in every place where it can lie
    assert len(seen_places) > 2.2 * len(EVERY_MATERIAL)


TYPED = {
    "area": [("12.5", ""), ("１２．５", ""), ("1,200", ""), ("12.345", "小数位数太多"), ("-1", "超出范围"), ("很大", "请填写数字"), ("1e3", "请填写数字"), ("", "")],
    "storeys": [("9", ""), ("9.0", ""), ("9.5", "小数位数太多"), ("0", "超出范围"), ("100", "超出范围")],
}


@pytest.mark.parametrize(("name", "value", "said"), [(name, *case) for name, cases in TYPED.items() for case in cases])
def test_an_answer_that_cannot_stand_is_said_beside_it(name: str, value: str, said: str, typed: dict[tuple[str, str], str]) -> None:
    assert typed[name, value].startswith(said) and bool(typed[name, value]) == bool(said)


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """What the page says beside each of the typed answers, by question and answer."""
    facts = {name: EVERY_QUESTION[name] for name in ("rented", "storeys", "area")}
    plan = plan_of(tiny({"m1": {"when": "rented and storeys >= 10 and area > 50"}}, facts=facts))
    words = [(name, value) for name, cases in TYPED.items() for value, _ in cases]
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", item_page(plan, TODAY, Imprint("试验", "sha256:0")))
    script = f"""
      const told = {json.dumps(words)}.map(([name, value]) => {{
        const input = document.querySelector(`[name="fact-${{name}}"]`);
        input.value = value;
        input.dispatchEvent(new Event("input", {{bubbles: true}}));
        return document.getElementById(`a-fact-${{name}}`).textContent;
      }});
      const found = document.createElement("pre");
      found.id = "driven";
      found.textContent = JSON.stringify(told);
      document.body.append(found);"""
    file = tmp_path_factory.mktemp("typed") / "page.html"
    file.write_text(page.replace("</body>", f"<script>{script}</script></body>"), "utf-8")
    found = re.search(r'<pre id="driven">(.*?)</pre>', shown(file, "--dump-dom"), re.DOTALL)
    assert found is not None
    return dict(zip(words, json.loads(unescape(found[1])), strict=True))
