"""What a notice warns of, and that its bytes are the same however and wherever it is written."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from noticing import DAY, noticed, opened, packet, paper
from test_write import PLAIN, codes, delivered

from materials_rules.ground.catalogue import message
from materials_rules.library import check
from materials_rules.notice.closed_set import trust
from materials_rules.notice.model import decode, encode
from materials_rules.render import render

# ---- warnings


def test_warnings_name_keys_and_never_a_value() -> None:
    found = noticed(PLAIN, facts={"unknown_fact": "秘密值"}, colour="秘密值", materials=[paper("form", shade="秘密值")])

    assert {(w.code, w.at) for w in found.warnings} == {
        ("P-UNKNOWN-FACT", "/facts/unknown_fact"),
        ("P-UNKNOWN-FIELD", "/colour"),
        ("P-UNKNOWN-FIELD", "/materials/0/shade"),
    }
    assert not any("秘密" in w.say for w in found.warnings)


def test_an_applicant_whom_the_item_is_not_for_is_noted() -> None:
    found = noticed(PLAIN, applicant={"kind": "government_body"})

    assert [(w.code, w.at, w.say) for w in found.warnings] == [
        ("W-APPLICANT-KIND", "/applicant/kind", "申请人类型不在本事项的办理对象之内，办理对象为：企业、自然人。请核对申请人类型")
    ]
    assert codes(noticed(PLAIN, applicant={"name": "甲"})) == []


def test_a_note_says_what_the_clerk_can_do_and_says_it_once() -> None:
    choice = {**PLAIN, "facts": {"way": {"ask": "走哪条路？", "one_of": {"a": "甲", "b": "乙"}, "chosen_by": "applicant"}}}
    said = [w.say for w in noticed(choice, facts={"way": "a"}).warnings if w.code == "P-CHOICE-AS-FACT"]

    assert said == ["这是由申请人选择的，写在 `facts` 里不起作用。请写到 `choices` 里"]
    asked = [w.say for w in noticed(MANY).warnings if w.code == "W-CONDITIONAL-LINES"]
    assert [one.count("请") for one in asked] == [1]


MANY: dict[str, Any] = {
    "materials": {f"m{i}": {"when": f"f{i}"} for i in range(6)} | {"three": {"when": "f0 and f1 and f2"}},
    "facts": {f"f{i}": {"ask": f"第{i}问？", "type": "boolean"} for i in range(6)},
}


def test_too_much_that_depends_is_to_be_asked_first() -> None:
    found = noticed(MANY)

    said = [w.say for w in found.warnings]
    assert codes(found) == ["W-CONDITIONAL-LINES", "W-CONDITIONAL-FACTS", *["W-ASK-FIRST"] * 6]
    assert said[0] == "视情形需要的内容有 7 项，超过 5 项，请先询问"
    assert said[1] == "第 7 项取决于超过 2 个问题，申请人难以勾选，请先询问"
    assert said[2] == "“第0问”尚未回答，也没有记录申请人当场不能说明的原因，请先询问"
    some = noticed(MANY, facts={f"f{i}": False for i in range(5)}, cannot_answer={"f5": "要问合伙人"})
    assert codes(some) == []


def test_a_question_of_scope_is_to_be_asked_first() -> None:
    """Whether this office may act at all is decided before anything else is asked for."""
    rules = {**PLAIN, "facts": {"area": {"ask": "面积是多少？", "type": "number", "decimals": 2}}, "not_for": ["area < 10"]}

    assert [(w.code, w.say) for w in noticed(rules).warnings] == [
        ("W-ASK-FIRST", "“面积是多少”尚未回答，也没有记录申请人当场不能说明的原因，请先询问")
    ]
    assert codes(noticed(rules, cannot_answer={"area": "要先丈量"})) == []
    assert codes(noticed(rules, facts={"area": 20})) == []


def test_a_question_on_which_no_line_depends_is_not_urged() -> None:
    authority = [{"when": "big", "value": "holder"}, {"value": "bureau"}]
    rules = {**PLAIN, "facts": {"big": "boolean"}, "elements": {"authority": authority}}

    found = noticed(rules)

    assert [question.id for question in found.questions] == ["permit/fact/big"]
    assert codes(found) == []


# ---- the bytes


def test_the_bytes_are_the_same_however_the_packet_is_written() -> None:
    rules: dict[str, Any] = {
        "materials": {"form": {"reads": {"name": {}}}, "lease": {"when": "rented"}, "photo": {"when": "kinds has wall"}},
        "facts": {"rented": "boolean", "kinds": {"some_of": ["wall", "roof"]}},
        "consistency": [{"name": "names", "same": ["form.name", "applicant.name"]}],
    }
    facts = [("kinds", ["wall", "roof"]), ("other", 1)]
    papers = [paper("form", fields={"name": "乙"}, originals=1), paper("x"), paper("photo", copies=2)]
    whole = json.loads(packet(facts=dict(facts), materials=papers))
    told = set()
    for order in itertools.permutations(range(3)):
        turned = dict(reversed(whole.items()))
        turned["facts"] = dict(reversed(facts))
        turned["materials"] = [dict(reversed(papers[i].items())) for i in order]
        told.add(encode(check(opened(rules), json.dumps(turned).encode(), "p")))

    assert len(told) == 1


SCRIPT = """
import sys
sys.path[:0] = [{tests!r}, {root!r}]
from noticing import noticed
from materials_rules.notice.model import encode
from test_write_warnings import MANY
if __name__ == "__main__":
    sys.stdout.buffer.write(encode(noticed(MANY, facts={{"f0": True}})))
"""


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_bytes_are_the_same_in_another_process(seed: str) -> None:
    """Another hash seed, another time zone and language: the same notice (I17)."""
    tests = Path(__file__).parent
    script = SCRIPT.format(tests=str(tests), root=str(tests.parent))
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONPATH": str(tests.parent)}

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=True)

    assert ran.stdout == encode(noticed(MANY, facts={"f0": True}))


FORBIDDEN = ("。；", "。，", "；。", "，，", "。。", "、、", "：。", "违法", "根据实际", "等材料")


@pytest.mark.parametrize("received_on", ["2018-09-20", DAY])
@pytest.mark.parametrize("item", sorted(delivered().ruleset.items))
def test_what_is_told_of_the_delivered_items_reads_well(item: str, received_on: str) -> None:
    """Nothing handed in, nothing answered: the longest notice that an item has."""
    found = check(delivered(), packet(item=item, received_on=received_on), "p")

    text = "".join(render(found, "text", delivered().names(item)).decode().split())
    assert not any(word in text for word in FORBIDDEN)
    assert trust(decode(encode(found))) == found
    if found.matter.items[0].in_force_from is not None:
        assert all(line.basis for line in (*found.findings, *found.conditional))


@given(st.dictionaries(st.sampled_from([f"f{i}" for i in range(6)]), st.booleans()))
def test_every_notice_closes_and_reads_back(facts: dict[str, bool]) -> None:
    found = noticed(MANY, facts=facts)

    assert trust(decode(encode(found))) == found
    assert [line.no for line in (*found.findings, *found.conditional)] == list(range(1, len(found.findings) + len(found.conditional) + 1))
    assert all(line.basis for line in (*found.findings, *found.conditional))
    text = render(found, "text", opened(MANY).names("permit")).decode()
    assert not any(word in "".join(text.split()) for word in FORBIDDEN)


def test_every_warning_of_a_notice_is_in_the_catalogue() -> None:
    for code in ("W-ASK-FIRST", "W-CONDITIONAL-FACTS", "W-CONDITIONAL-LINES", "W-NOTICE-LATE", "W-APPLICANT-KIND", "W-OTHER-RULES"):
        assert message(code).zh
