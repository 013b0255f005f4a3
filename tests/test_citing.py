"""Citations as they stand on a day: the version in force, the number that the provision had then, nothing that was not there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from building import tiny
from noticing import arm, entry, noticed, opened

from materials_rules.notice.citing import cited, printed
from materials_rules.notice.model import Basis
from materials_rules.rules.basis import Basis as Written
from materials_rules.rules.law import Standing, standing

LAWS: dict[str, Any] = {
    "permit-measures": {
        "title": "施工许可管理办法",
        "level": "rule",
        "versions": [
            {"from": "2014-10-25", "by": "住建部令第18号", "articles": 19},
            {
                "from": "2018-09-28",
                "by": "住建部令第42号",
                "articles": 19,
                "repealed": ["4.1.7"],
                "renumbered": {"4.1.8": "4.1.7", "4.1.9": "4.1.8"},
            },
            {"from": "2021-03-30", "by": "住建部令第52号", "articles": 19, "renumbered": {"4.1.7": "4.1.5"}},
        ],
    },
    "young-act": {"title": "新条例", "level": "regulation", "versions": [{"from": "2020-01-01", "by": "国务院令第722号", "articles": 72}]},
    "gone-act": {
        "title": "旧条例",
        "level": "regulation",
        "versions": [{"from": "2000-01-01", "by": "国务院令第1号", "articles": 9}],
        "ended": "2019-06-01",
    },
}
RULESET = tiny({"form": {}}, laws=LAWS)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def texts(law: str, number: str, on: str, written_for: str | None = None) -> list[str]:
    parts = dict(zip(("article", "paragraph", "point"), number.split(".") if number else (), strict=False))
    since = None if written_for is None else day(written_for)
    return [basis.text for basis in cited(RULESET, [Written(law=law, **parts)], day(on), since)]


@pytest.mark.parametrize(
    ("on", "text"),
    [
        ("2017-01-01", "《施工许可管理办法》（住建部令第18号）第四条第一款第八项"),
        ("2018-09-27", "《施工许可管理办法》（住建部令第18号）第四条第一款第八项"),
        ("2018-09-28", "《施工许可管理办法》（住建部令第42号）第四条第一款第七项"),
        ("2021-03-30", "《施工许可管理办法》（住建部令第52号）第四条第一款第五项"),
    ],
)
def test_a_provision_keeps_its_meaning_while_its_number_moves(on: str, text: str) -> None:
    """Written as point 8 of 2014 (the funds), it is point 7 in 2018: a point 7 of 2014 was something else."""
    assert texts("permit-measures", "4.1.8", on, written_for="2014-10-25") == [text]


@pytest.mark.parametrize(
    ("on", "text"),
    [
        ("2014-10-25", "《施工许可管理办法》（住建部令第18号）第四条第一款第八项"),
        ("2020-01-01", "《施工许可管理办法》（住建部令第42号）第四条第一款第七项"),
        ("2026-01-01", "《施工许可管理办法》（住建部令第52号）第四条第一款第五项"),
    ],
)
def test_a_citation_of_today_is_carried_back_to_the_day_of_receipt(on: str, text: str) -> None:
    """The city's own files cite acts as they are last; a packet of an earlier day gets the number of that day."""
    assert texts("permit-measures", "4.1.5", on) == [text]
    assert texts("permit-measures", "12.1", on)[0].endswith("第十二条第一款")


def test_what_is_not_in_force_on_the_day_is_not_printed() -> None:
    assert texts("permit-measures", "4.1.7", "2019-01-01", written_for="2014-10-25") == []  # went in 2018
    assert texts("young-act", "44", "2019-12-31") == []  # not yet
    assert texts("gone-act", "3", "2019-06-01", written_for="2010-01-01") == []  # no more
    assert texts("gone-act", "3", "2019-05-31", written_for="2010-01-01") == ["《旧条例》（国务院令第1号）第三条"]


def test_each_citation_stands_once_and_says_what_it_is() -> None:
    same = [Written(law="young-act", article="44", paragraph="2"), Written(law="young-act", article="44", paragraph="2")]

    assert cited(RULESET, same, day("2026-01-01")) == (
        Basis("young-act", "新条例", "国务院令第722号", "44", "2", None, "《新条例》（国务院令第722号）第四十四条第二款"),
    )
    assert cited(RULESET, [Written(law="young-act")], day("2026-01-01"))[0].text == "《新条例》（国务院令第722号）"
    assert cited(RULESET, [Written(law="young-act")], day("2026-01-01"))[0].article is None


def test_a_citation_whose_act_was_never_in_force_is_told_without_a_version() -> None:
    found = standing(RULESET.laws, Written(law="young-act", article="44"), day("2020-01-01"), day("2019-01-01"))

    assert found == Standing(found.basis, found.law, False, "44", None)
    assert printed(found).version is None


def test_findings_cite_what_holds_on_the_day_of_receipt() -> None:
    rules: dict[str, Any] = {
        "materials": {"funds": {"basis": [{"law": "permit-measures", "article": "4", "paragraph": "1", "point": "8"}]}},
        "laws": LAWS,
        "in_force_from": "2014-10-25",
    }

    for on, point in (("2018-09-27", "8"), ("2018-09-28", "7"), ("2026-03-02", None)):
        (basis,) = entry(noticed(rules, received_on=on), "funds").basis
        assert (basis.point, basis.paragraph) == (point or "5", "1")


def test_the_ground_of_a_class_is_not_older_than_the_packet() -> None:
    """优化营商环境条例 is cited from 2020 on; before that the same material is cited by what there was."""
    rules: dict[str, Any] = {
        "materials": {"licence": {"kind": "licence", "document": "licence"}},
        "documents": {"licence": {"supplied_by": "holder", "live": [{"from": "2018-01-01", "region": "43"}]}},
        "laws": LAWS,
        "in_force_from": "2016-01-01",
        "disallowed": _classes(),
    }

    assert [b.law for b in noticed(rules, received_on="2019-01-01").not_needed[0].basis] == ["act"]
    assert [b.law for b in noticed(rules, received_on="2020-01-01").not_needed[0].basis] == ["act", "young-act"]


def _classes() -> str:
    from building import delivered_classes

    act = '- {law: act, article: "4"}'
    return delivered_classes().replace(f"{act}\n", f'{act}\n        - {{law: young-act, article: "44"}}\n')


def test_an_entry_without_a_paper_cites_the_item() -> None:
    """A wrong answer has no material; what the item rests on is cited."""
    rules: dict[str, Any] = {"materials": {"form": {"when": "n > 3"}}, "facts": {"n": {"type": "number", "maximum": "9"}}}

    found = noticed(rules, facts={"n": 11})

    assert [basis.text for basis in entry(found, "fact/n").basis] == ["《试验法》（试验）第四条第一款"]
    assert arm(found, "fact/n").do


def test_a_consistency_line_cites_its_own_basis_first() -> None:
    reads: dict[str, Any] = {"reads": {"name": {}}}
    line = {"name": "names", "same": ["form.name", "lease.name"]}
    rules: dict[str, Any] = {"materials": {"form": reads, "lease": reads}, "consistency": [line]}
    papers = [{"material": m, "fields": {"name": n}, "handed_in_on": "2026-03-02"} for m, n in (("form", "甲"), ("lease", "乙"))]

    assert [b.article for b in entry(noticed(rules, materials=papers), "consistency/names").basis] == ["4"]
    rules["consistency"] = [line | {"basis": [{"law": "act", "article": "31"}]}]
    assert [b.article for b in entry(noticed(rules, materials=papers), "consistency/names").basis] == ["31"]
    assert opened(rules).ruleset.laws["act"].title == "试验法"
