"""`why`: every verdict with what it rests on, what another answer would bring, and everything that may be wrong."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from building import BASIS
from calling import PLACE, ROOT, SECRET, Run
from placing import placed
from worlds import Hand, makes, read

from materials_rules.plan.engine import Engine
from materials_rules.verdict.entries import entries
from materials_rules.verdict.examine import examine
from materials_rules.why.reason import Reason, reasons
from materials_rules.why.told import STATES, VERDICTS

CURING = ROOT / "examples" / "packets" / "outdoor-advertising-curing.json"

RULES: dict[str, Any] = {
    "materials": {
        "form": {"name": "申请表", "hand_in": {"originals": 1}},
        "lease": {"name": "租赁合同", "aliases": ["租房合同"], "when": "rented and area >= 50", "hand_in": {"copies": 2}},
        "consent": {"name": "同意书", "when": "provided(lease) and lease.landlord != applicant.name"},
        "licence": {"name": "营业执照", "document": "licence"},
        "old-proof": {"name": "旧证明", "over_asked": "true", "basis": []},
        "staged": {"name": "现场图", "due_at": "on_site_check"},
        "hygiene": {"name": "制度", "commitment": {"listed_in": {"title": "清单"}, "basis": [BASIS]}},
        "small": {"name": "小件", "covers": ["smaller"]},
        "smaller": {"name": "更小件"},
        "diploma": {"name": "学历证", "for_each": "staff", "when": "doctor"},
    },
    "facts": {
        "rented": {"ask": "场地是否为租用？", "type": "boolean"},
        "area": {"ask": "面积是多少平方米？", "type": "number", "decimals": 1, "unit": "平方米"},
        "grade": {"ask": "等级", "one_of": {"p": "甲级", "q": "乙级"}},
        "route": {"ask": "程序", "one_of": {"general": "一般", "quick": "简易"}, "chosen_by": "applicant"},
        "kinds": {"ask": "设置哪几类？", "some_of": {"wall": "墙面", "roof": "楼顶"}},
        "since": {"ask": "自哪天起？", "type": "date"},
        "label": {"ask": "名称是什么？", "type": "text"},
    },
    "lists": {"staff": {"name": "人员", "each": {"doctor": {"ask": "是否为医师？", "type": "boolean"}}}},
    "not_for": ["grade == q"],
    "documents": {"licence": {"name": "营业执照", "supplied_by": "holder", "live": [{"from": "2020-01-01", "region": "43"}]}},
}
RULES["materials"]["lease"]["reads"] = {"landlord": {"name": "出租人", "type": "text"}}


def packet(tmp_path: Path, **keys: Any) -> str:
    """A packet for these rules in a file."""
    applicant = {"kind": "enterprise", "name": SECRET, "id": SECRET}
    found = {"packet": "P-1", "item": "permit", "received_on": "2026-03-02", "applicant": applicant, **keys}
    path = tmp_path / "packet.json"
    path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return str(path)


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(placed(tmp_path / "rules", **RULES))


def why(run: Run, place: str, *words: str) -> list[dict[str, Any]]:
    """The reasons as data."""
    ended = run("why", *words, "--rulesets", place, "--format", "json")
    assert ended.code == 0, ended.err
    found: list[dict[str, Any]] = json.loads(ended.out)["reasons"]
    return found


def verdict(run: Run, place: str, path: str, material: str) -> str:
    return str(why(run, place, path, material)[0]["verdict"])


FACTS = {"rented": True, "area": 60, "grade": "p"}


@pytest.mark.parametrize(
    ("material", "keys", "said"),
    [
        ("lease", {"facts": FACTS}, "missing"),
        ("lease", {"facts": FACTS, "materials": [{"material": "lease", "copies": 1}]}, "defective"),
        ("lease", {"facts": FACTS, "materials": [{"material": "lease", "copies": 2}]}, "met"),
        ("lease", {"facts": {**FACTS, "rented": False}}, "not_due"),
        ("lease", {"facts": {"rented": True, "grade": "p"}}, "depends"),
        ("lease", {"facts": FACTS, "materials": [{"material": "lease"}]}, "look"),
        ("licence", {"facts": FACTS}, "obtained"),
        ("old-proof", {"facts": FACTS}, "dropped"),
        ("staged", {"facts": FACTS}, "later"),
        ("smaller", {"facts": FACTS}, "covered"),
        ("form", {"facts": {"grade": "q"}}, "out_of_scope"),
        ("hygiene", {"facts": {**FACTS, "serious_bad_credit": False}, "commitments": [{"for": "hygiene", "signed": True}]}, "met"),
    ],
)
def test_every_verdict(run: Run, place: str, tmp_path: Path, material: str, keys: dict[str, Any], said: str) -> None:
    assert verdict(run, place, packet(tmp_path, **keys), material) == said
    assert VERDICTS[said][0] in run("why", packet(tmp_path, **keys), material, "--rulesets", place).out  # type: ignore[index]


def test_the_condition_is_told_part_by_part_with_its_answers(run: Run, place: str, tmp_path: Path) -> None:
    out = run("why", packet(tmp_path, facts={"rented": True, "area": 20.5, "grade": "p"}), "lease", "--rulesets", place).out

    assert "条件 condition: rented and area >= 50" in out
    assert "✓ 成立　场地为租用（“场地是否为租用”的回答：是）" in out
    assert "✗ 不成立　面积（平方米）不小于 50（“面积是多少平方米”的回答：20.5平方米）" in out
    assert "怎样才需要提交（各行任一） what makes it due (any line):\n    面积是多少平方米：50平方米以上\n" in out
    assert "《试验法》" in out


def test_what_depends_is_told_value_by_value(run: Run, place: str, tmp_path: Path) -> None:
    (reason,) = why(run, place, packet(tmp_path, facts={"rented": True, "grade": "p"}), "lease")

    assert reason["depends_on"] == ["fact/area"]
    assert reason["branches"] == [
        {"state": "asked", "situation": "面积是多少平方米：50平方米以上"},
        {"state": "not_due", "situation": "面积是多少平方米：不满50平方米"},
    ]
    assert {turn["to"]: turn["sets"][0]["answers"] for turn in reason["turns"]} == {
        "due": ["面积是多少平方米：50平方米以上"],
        "not_due": ["场地不是租用"],
    }


def test_two_answers_are_told_together_where_one_does_not_do(run: Run, place: str, tmp_path: Path) -> None:
    (reason,) = why(run, place, packet(tmp_path, facts={"rented": False, "area": 10, "grade": "p"}), "lease")

    assert reason["turns"] == [
        {"to": "due", "sets": [{"answers": ["场地为租用", "面积是多少平方米：50平方米以上"]}], "is_whole": True}
    ]


def test_a_class_is_told_with_its_ground_and_what_is_done_instead(run: Run, place: str, tmp_path: Path) -> None:
    (reason,) = why(run, place, packet(tmp_path, facts=FACTS), "营业执照")

    (found,) = reason["classes"]
    assert (found["id"], found["instead"]) == ("C2_SHAREABLE", "由本窗口向持证局取得")
    assert found["ground"]
    assert reason["turns"] == []  # the day of receipt alone decides it, and that is no answer


def test_a_paper_is_told_with_what_is_wrong(run: Run, place: str, tmp_path: Path) -> None:
    path = packet(tmp_path, facts=FACTS, materials=[{"material": "lease", "copies": 1, "fields": {"landlord": SECRET}}])
    (reason,) = why(run, place, path, "lease")

    (paper,) = reason["papers"]
    assert paper["is_here"]
    assert {"say": "复印件2份", "met": False} in paper["criteria"]
    assert paper["wrong"] == ["复印件只有1份，应为2份"]


def test_everybody_on_a_list_has_a_reason_of_his_own(run: Run, place: str, tmp_path: Path) -> None:
    path = packet(tmp_path, facts=FACTS, lists={"staff": [{"id": "1", "doctor": True}, {"id": "2", "doctor": False}]})

    assert [(one["subject"], one["verdict"]) for one in why(run, place, path, "diploma")] == [
        ("staff:1", "missing"),
        ("staff:2", "not_due"),
    ]


@pytest.mark.parametrize("name", ["lease", "租赁合同", "《租赁合同》", "租房合同", " 租赁合同"])
def test_a_material_is_meant_by_any_of_its_names(run: Run, place: str, tmp_path: Path, name: str) -> None:
    assert [one["requirement"] for one in why(run, place, packet(tmp_path, facts=FACTS), name)] == ["lease"]


def test_without_a_material_there_is_a_line_for_each(run: Run, place: str, tmp_path: Path) -> None:
    out = run("why", packet(tmp_path, facts=FACTS), "--rulesets", place).out

    assert [line.split("　")[0].strip() for line in out.splitlines()][:4] == ["form", "lease", "consent", "licence"]


def test_no_name_or_number_of_an_applicant_is_repeated(run: Run, place: str, tmp_path: Path) -> None:
    line = {"material": "lease", "copies": 2, "fields": {"landlord": SECRET + "1"}}
    path = packet(tmp_path, facts={**FACTS, "label": SECRET}, materials=[line])

    for material in ("consent", "lease"):
        out = run("why", path, material, "--rulesets", place).out
        assert SECRET not in out
    assert "已填写" in run("why", path, "consent", "--rulesets", place).out


def test_what_stands_above_every_material_is_told_first(run: Run, tmp_path: Path) -> None:
    rules = {**RULES, "never": [{"when": "rented and area > 900", "say": "租用的不会这样大"}]}
    place = str(placed(tmp_path / "rules", **rules))

    against = run("why", packet(tmp_path, facts={**FACTS, "area": 901}), "form", "--rulesets", place).out
    out = run("why", packet(tmp_path, facts={"grade": "q"}), "form", "--rulesets", place).out
    unknown = run("why", packet(tmp_path, facts={}), "form", "--rulesets", place).out

    assert against.startswith("注意：回答不能同时成立：租用的不会这样大。Note: answers contradict one another.")
    assert out.startswith("注意：本事项不适用：不需要。")
    assert unknown.startswith("注意：是否应当申请本事项尚未确定")


# what if


@pytest.mark.parametrize(
    ("supposed", "material", "before", "after"),
    [
        ("area=40", "lease", "missing", "not_due"),
        ("area=50.0", "lease", "missing", "missing"),
        ("rented=否", "lease", "missing", "not_due"),
        ("rented=?", "lease", "missing", "depends"),
        ("场地是否为租用？=false", "lease", "missing", "not_due"),
        ("grade=乙级", "form", "missing", "out_of_scope"),
        ("grade=q", "form", "missing", "out_of_scope"),
        ("material:form=yes", "form", "missing", "met"),
        ("material:申请表=交", "form", "missing", "met"),
        ("staff:1.doctor=yes", "diploma", "not_due", "missing"),
        ("material:lease=yes", "lease", "missing", "met"),
    ],
)
def test_what_if_shows_both_verdicts(
    run: Run, place: str, tmp_path: Path, supposed: str, material: str, before: str, after: str
) -> None:
    path = packet(tmp_path, facts=FACTS, lists={"staff": [{"id": "1", "doctor": False}]})
    ended = run("why", path, material, "--rulesets", place, "--what-if", supposed, "--format", "json")
    data = json.loads(ended.out)

    assert (data["reasons"][0]["verdict"], data["what_if"]["reasons"][0]["verdict"]) == (before, after)


def test_what_if_takes_a_paper_away_again(run: Run, place: str, tmp_path: Path) -> None:
    path = packet(tmp_path, facts=FACTS, materials=[{"material": "form", "originals": 1}])

    assert verdict(run, place, path, "form") == "met"
    ended = run("why", path, "form", "--rulesets", place, "--what-if", "material:form=no", "--format", "json")
    assert json.loads(ended.out)["what_if"]["reasons"][0]["verdict"] == "missing"


@pytest.mark.parametrize("name", ["租赁合同", "租房合同", "《场地协议》", "agreement"])
def test_a_paper_of_several_is_supposed_by_its_own_name(run: Run, tmp_path: Path, name: str) -> None:
    arms = {"deed": {"name": "权属证明"}, "agreement": {"name": "场地协议", "aliases": ["租赁合同", "租房合同"]}}
    town = placed(tmp_path, materials={"form": {}, "site": {"any_of": arms}})
    path = packet(tmp_path)

    ended = run("why", path, "--rulesets", str(town), "--what-if", f"material:{name}=yes")

    assert "场地协议" in ended.out and "权属证明》" not in ended.out.split("齐全")[-1], ended.out


def test_a_name_of_several_papers_is_not_guessed(run: Run, tmp_path: Path) -> None:
    town = placed(tmp_path, materials={"one": {"name": "合同"}, "other": {"name": "协议", "aliases": ["合同"]}})

    ended = run("why", packet(tmp_path), "--rulesets", str(town), "--what-if", "material:合同=yes")

    assert (ended.code, "X-WHAT-IF-SEVERAL" in ended.err, "material:one、material:other" in ended.err) == (2, True, True)


def test_what_if_shows_the_difference_of_the_whole_notice(run: Run, place: str, tmp_path: Path) -> None:
    path = packet(tmp_path, facts=FACTS)

    out = run("why", path, "--rulesets", place, "--what-if", "area=40").out
    several = run("why", path, "--rulesets", place, "--what-if", "grade=q").out
    none = run("why", path, "--rulesets", place, "--what-if", "area=61").out

    assert "- 需要补正 to supplement: permit/lease《租赁合同》" in out
    assert "结果：需要补正 → 不需要取得许可。Outcome: to be supplemented → no permit required." in several
    assert none == "告知书不变：需要补正。The notice stays the same: to be supplemented.\n"


def test_several_suppositions_are_made_together(run: Run, place: str, tmp_path: Path) -> None:
    path = packet(tmp_path, facts={"grade": "p", "rented": False, "area": 1})
    words = ("--what-if", "rented=yes", "--what-if", "area=99.5", "--what-if", "applicant.kind=企业", "--what-if", "agent=no")

    ended = run("why", path, "lease", "--rulesets", place, *words, "--format", "json")

    assert json.loads(ended.out)["what_if"]["reasons"][0]["verdict"] == "missing"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("leas",), "X-MATERIAL"),
        (("--what-if", "area"), "X-WHAT-IF"),
        (("--what-if", "=5"), "X-WHAT-IF"),
        (("--what-if", "areas=5"), "X-WHAT-IF-NAME"),
        (("--what-if", "material:leas=no"), "X-WHAT-IF-NAME"),
        (("--what-if", "staff:1.doctors=yes"), "X-WHAT-IF-NAME"),
        (("--what-if", "staff:9.doctor=yes"), "X-WHAT-IF-MEMBER"),
        (("--what-if", "area=much"), "X-WHAT-IF-VALUE"),
        (("--what-if", "area=NaN"), "X-WHAT-IF-VALUE"),
        (("--what-if", "rented=perhaps"), "X-WHAT-IF-VALUE"),
        (("--what-if", "grade=third"), "X-WHAT-IF-VALUE"),
        (("--what-if", "kinds=wall,floor"), "X-WHAT-IF-VALUE"),
        (("--what-if", "since=tomorrow"), "X-WHAT-IF-VALUE"),
        (("--what-if", "route=slow"), "X-WHAT-IF-VALUE"),
        (("--what-if", "material:form=perhaps"), "X-WHAT-IF-VALUE"),
        (("--what-if", "applicant.kind=nobody"), "X-WHAT-IF-VALUE"),
    ],
)
def test_what_cannot_be_asked_is_said(run: Run, place: str, tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    path = packet(tmp_path, facts=FACTS, lists={"staff": [{"id": "1", "doctor": False}]})
    ended = run("why", path, *words, "--rulesets", place)

    assert (ended.code, ended.out) == (2, "")
    assert f"{code}:" in ended.err
    assert SECRET not in ended.err


@pytest.mark.parametrize("supposed", ["kinds=wall、楼顶", "since=2026-01-01", "route=简易", "label=任何名称", "kinds=?", "applicant.name=none"])
def test_every_sort_of_answer_can_be_supposed(run: Run, place: str, tmp_path: Path, supposed: str) -> None:
    assert run("why", packet(tmp_path, facts=FACTS), "--rulesets", place, "--what-if", supposed).code == 0


def test_a_paper_of_nobody_cannot_be_supposed(run: Run, place: str, tmp_path: Path) -> None:
    ended = run("why", packet(tmp_path, facts=FACTS), "--rulesets", place, "--what-if", "material:diploma=yes")

    assert (ended.code, ended.out) == (2, "")
    assert "X-WHAT-IF-MEMBER:" in ended.err


def test_a_paper_is_supposed_for_everybody_on_the_list(run: Run, place: str, tmp_path: Path) -> None:
    path = packet(tmp_path, facts=FACTS, lists={"staff": [{"id": "1", "doctor": True}, {"id": "2", "doctor": True}]})
    ended = run("why", path, "diploma", "--rulesets", place, "--what-if", "material:diploma=yes", "--format", "json")

    assert [one["verdict"] for one in json.loads(ended.out)["what_if"]["reasons"]] == ["met", "met"]


def test_a_misspelt_material_is_guessed(run: Run, place: str, tmp_path: Path) -> None:
    assert "您要的可能是 `lease`" in run("why", packet(tmp_path, facts=FACTS), "leas", "--rulesets", place).err


def test_a_packet_of_no_item_or_none_at_all(run: Run, place: str, tmp_path: Path) -> None:
    assert run("why", packet(tmp_path, item="nothing"), "--rulesets", place).code == 2
    assert "X-NO-RULES-FOR" in run("why", packet(tmp_path, received_on="2001-01-01"), "--rulesets", place).err
    bad = tmp_path / "bad.json"
    bad.write_text("{}", encoding="utf-8")
    assert run("why", str(bad), "--rulesets", place).code == 30


def test_every_delivered_example_has_reasons(run: Run) -> None:
    for path in sorted((ROOT / "examples" / "packets").glob("*-curing.json")):
        ended = run("why", str(path), "--rulesets", str(PLACE))
        assert ended.code == 0, path
        assert "《" in ended.out


def test_what_is_delivered_says_what_decides(run: Run) -> None:
    out = run("why", str(CURING), "safety-measures", "--rulesets", str(PLACE), "--what-if", "storeys=12").out

    assert "设置广告的楼房有几层：10层以上 → 需要提交 due" in out
    assert "+ 需要补正 to supplement: outdoor-advertising/safety-measures《防风、防雷措施说明》" in out


def test_verdicts_agree_with_the_notice_on_random_rulesets() -> None:
    """A finding is due, a conditional depends, what is absent is neither missing nor defective."""
    seen: set[str] = set()
    with Engine() as engine:
        for made in makes(range(40, 70), engine):
            hand = Hand(made, random.Random(made.seed))
            for _ in range(6):
                examination = examine(made.plan, read(hand.packet()), "")
                open_ = entries(examination)
                for asked in made.version.asked.values():
                    for reason in reasons(examination, open_, asked):
                        seen.add(reason.verdict)
                        _agrees(reason, examination.standings, examination.scope)
    assert {"missing", "defective", "met", "depends", "not_due", "out_of_scope"} <= seen


def _agrees(reason: Reason, standings: Any, scope: str) -> None:
    standing = standings.get((reason.requirement, reason.subject))
    if standing is None or scope == "out":
        assert reason.verdict == "out_of_scope"
        return
    expected = {
        "finding": {"missing", "defective"},
        "conditional": {"depends"},
        "look": {"look"},
        "absent": {"met", "depends", "later", "covered", "obtained", "dropped", "not_due"},
    }
    assert reason.verdict in expected[standing.verdict]
    assert all(branch.state in STATES for branch in reason.branches)
