"""Bad rulesets of the kinds that matter most, each caught at its word: by the loader, the compiler or a rule of lint.

B11 no basis, B12 what is prohibited under another spelling, B15 contradictions, B16 what is never or always due, B22 days.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from calling import Run
from linting import FOLDER, example, linted

from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.ground.errors import RulesetInvalid
from materials_rules.plan.engine import Engine

ACT = """# == ../laws.yaml
laws:
  old-measures:
    title: 店招管理办法
    level: rule
    versions:
      - {from: 2010-01-01, by: 演示令第1号, articles: 20}
      - {from: 2021-03-01, by: 演示令第2号, articles: 20, repealed: ["7"]}
    ended: ENDED
"""


def material(name: str = "店招位置图", basis: str = '{law: construction-law, article: "8"}', more: str = "") -> str:
    return f"      name: {name}\n      kind: drawing\n      basis:\n        - {basis}\n{more}"


def asked(*materials: str) -> str:
    return "elements:\n  materials:\n" + "".join(f"    m{i}:\n{text}" for i, text in enumerate(materials))


OVER_ASKED = "      name: 从业人员健康证明\n      aliases: [健康证]\n      kind: proof\n      over_asked: true\n"

HAZARDS = {
    "B11 no basis at all": ("R-NO-BASIS", asked("      name: 图纸 # ←\n      kind: drawing\n")),
    "B11 a basis in words": ("R-BASIS-TEXT", asked(material(basis='"" # ← ""'))),
    "B11 an act that is not in the register": ("R-LAW", asked(material(basis="{law: signboard-law} # ← signboard"))),
    "B11 an article that the act does not have": ("R-NO-ARTICLE", asked(material(basis='{law: construction-law, article: "99"} # ← "99"'))),
    "B11 an act that ended before": ("R-LAW-NOT-IN-FORCE", asked(material(basis='{law: old-measures, article: "8"} # ← {law')) + ACT.replace("ENDED", "2021-12-31")),
    "B11 a provision repealed before": ("L-CITED-AFTER-REPEAL", asked(material(basis='{law: old-measures, article: "7"} # ← {law')) + ACT.replace("ENDED", "2099-01-01")),
    "B11 an act that ends later": ("L-BASIS-LOST", asked(material(name="店招位置图 # ← 店招", basis='{law: old-measures, article: "8"}')) + ACT.replace("ENDED", "2025-01-01")),
    "B11 a proof that a rule set up": ("R-NO-BASIS", asked("      name: 居住证明 # ←\n      kind: proof\n      basis:\n        - {law: construction-permit-measures, article: \"4\"}\n")),
    "B11 such a proof under another kind": ("L-PROOF-BY-ANOTHER-NAME", asked("      name: 居住证明\n      kind: other # ← other\n      basis:\n        - {law: construction-permit-measures, article: \"4\"}\n")),
    "B12 wide and with blanks": ("L-ASKED-THOUGH-OVER-ASKED", asked(OVER_ASKED, material(name="从业人员 健康 证明 # ← 从"))),
    "B12 under an alias": ("L-ASKED-THOUGH-OVER-ASKED", asked(OVER_ASKED, material(name="健康证 # ← 健"))),
    "B12 as an alias": ("L-ASKED-THOUGH-OVER-ASKED", asked(OVER_ASKED, material(more="      aliases: [平面图, 健康证] # ← 健\n"))),
    "B12 with something added": ("L-CONTAINS-OVER-ASKED", asked(OVER_ASKED, material(name="店员的从业人员健康证明和照片 # ← 从业"))),
    "B12 other materials": ("L-CATCH-ALL", asked(material(name="其他材料 # ← 其"))),
    "B12 whatever the office wants": ("L-CATCH-ALL", asked(material(name="本机关认为需要的其他资料 # ← 本"))),
    "B12 and so on": ("L-OPEN-ENDED", asked(material(name="位置图、效果图等材料 # ← 等材料"))),
    "B15 one document in two forms": (
        "R-CONFLICT",
        asked(
            material(more="      document: lease\n      hand_in: {copies: 1}\n"),
            material(name="图", more="      document: lease\n      hand_in: {copies: 2}\n"),
        ).replace("    m1:\n", "    m1: # ← m1\n"),
    ),
    "B15 required and prohibited": ("L-ASKED-THOUGH-OVER-ASKED", asked(OVER_ASKED, material(name="健康证 # ← 健"))),
    "B16 never due": ("R-DEAD", "facts:\n  big: {ask: 大吗？, type: boolean}\n" + asked(material(more="      when: big and not big # ← not big\n"))),
    "B16 always due": ("R-ALWAYS", "facts:\n  big: {ask: 大吗？, type: boolean}\n" + asked(material(more="      when: big or not big # ← not big\n"))),
    "B16 a gap": ("R-GAP", "facts:\n  big: {ask: 大吗？, type: boolean}\nelements:\n  fee: # ← fee\n    - {when: big, value: none}\n    - {when: not big, value: none}\n"),
    "B22 versions overlap": ("R-EFFECTIVE-OVERLAP", "in_force_to: 2024-06-30 # ← 2024\n# == items/permit/2024-01-01.yaml\nfields: [health]\n"),
    "B22 a gap between versions": ("R-EFFECTIVE-GAP", "in_force_to: 2023-06-30 # ← 2023\n# == items/permit/2024-01-01.yaml\nfields: [health]\n"),
}  # fmt: skip
"""What must be said first of all, and the ruleset. An arrow without a word: the material as a whole."""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running


def told(text: str, engine: Engine) -> tuple[Diagnostic, ...]:
    try:
        return linted(text, engine)
    except RulesetInvalid as invalid:
        return invalid.diagnostics


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_bad_ruleset_is_caught_at_its_word(hazard: str, engine: Engine) -> None:
    code, text = HAZARDS[hazard]
    text = text.replace(" # ←\n", "\n")

    found = [one for one in told(text, engine) if one.code == code]

    assert len(found) == 1, hazard
    assert found[0].severity is not Severity.INFORMATION
    place = example(text).place
    assert not place or str(found[0].place) == place


@pytest.mark.parametrize("hazard", HAZARDS)
def test_the_command_ends_with_20_for_a_bad_ruleset(hazard: str, run: Run, tmp_path: Path) -> None:
    code, text = HAZARDS[hazard]
    put = example(text.replace(" # ←\n", "\n"))
    for name, data in put.files.bytes_of.items():
        path = tmp_path / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "rulesets" / "calendars" / "cn").mkdir(parents=True)
    (tmp_path / "rulesets" / "calendars" / "cn" / "2026.yaml").write_bytes((Path(__file__).parents[1] / "rulesets/calendars/cn/2026.yaml").read_bytes())

    ended = run("lint", "--strict", str(tmp_path / FOLDER))

    assert ended.code == 20
    assert f" {code}: " in ended.out
