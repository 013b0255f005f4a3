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
from guiding import CHROMIUM, Answers, of_notice, some_answers

from materials_rules import Library, check, load
from materials_rules.guide.cards import is_refused
from materials_rules.guide.item_page import Imprint, item_page
from materials_rules.guide.telling import Telling
from materials_rules.plan.compile import Plan

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
    else if (found[0].type === "checkbox") found.filter((one) => value.includes(one.value)).forEach((one) => one.click());
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
