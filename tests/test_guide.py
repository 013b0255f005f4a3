"""The guide: whole, safe, readable by everybody, and never stale.

After a change that is meant, `python -m tests.test_guide` writes the kept pages anew; the difference is then read like any other.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest

from materials_rules import Library, load
from materials_rules.guide.cards import is_refused
from materials_rules.guide.item_page import Imprint, embedded, item_page, state_of
from materials_rules.guide.pieces import asset
from materials_rules.guide.telling import Telling
from materials_rules.guide.volume import last_beginning, left_over, pages
from materials_rules.guide.words import WORDS
from materials_rules.plan.compile import Plan
from materials_rules.render._markup import VOID, digest
from materials_rules.rules.element import ELEMENTS

ROOT: Final = Path(__file__).parent.parent
KEPT: Final = ROOT / "examples" / "guide"
KEPT_ITEMS: Final = ("outdoor-advertising", "road-freight-permit")
DAY: Final = dt.date(2026, 3, 2)
IMPRINT: Final = Imprint("试验市", "sha256:0123456789abcdef0")


@cache
def library() -> Library:
    """The delivered ruleset, opened once."""
    return load(ROOT / "rulesets" / "hengyang")


ITEMS: Final = sorted(path.name for path in (ROOT / "rulesets" / "hengyang" / "items").iterdir())


def plan_today(item: str) -> Plan:
    """The version of *item* in force on the day of these tests."""
    version = library().ruleset.version(item, DAY)
    assert version is not None
    return library().plan(version)


def plans() -> list[Plan]:
    """Every version in force on the day of these tests."""
    return [plan_today(item) for item in ITEMS]


def kept_pages() -> dict[str, str]:
    """The pages that are kept, as they are made now."""
    return dict(pages(library().ruleset, library().plan, DAY, KEPT_ITEMS))


class Page(HTMLParser):
    """A page as a browser reads it: its elements with their attributes, its text, what stands in its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        if tag in self.inside:
            self.inside[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.inside:
            self.inside[self.open[-1]][-1] += data
        else:
            self.text += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """The attributes of every such element."""
        return [own for name, own in self.found if name == tag and all(own.get(k.rstrip("_")) == v for k, v in attributes.items())]


@pytest.mark.parametrize("item", ITEMS)
def test_a_page_is_whole(item: str) -> None:
    plan = plan_today(item)
    page = Page(item_page(plan, DAY, IMPRINT))
    ids = [own["id"] for _, own in page.found if "id" in own and "%" not in own["id"]]
    telling = Telling(plan, DAY)

    assert page.open == []
    assert [id_ for id_, number in Counter(ids).items() if number > 1] == []
    sections = [own["id"] for own in page.all("section")]
    elements = [one.removeprefix("e-") for one in sections if one.startswith("e-") or one == "materials"]
    assert elements == list(ELEMENTS)
    cards = [own["data-requirement"] for own in page.all("li", class_="material")]
    assert sorted(cards) == sorted(one.id for one in plan.version.asked.values() if not is_refused(telling, one))
    for slot in plan.version.slots.values():
        assert slot.arm.name in page.text
    for line in plan.version.file.not_for:
        assert line.say in page.text


@pytest.mark.parametrize("item", ITEMS)
def test_a_page_can_be_used_by_everybody(item: str) -> None:
    page = Page(item_page(plan_today(item), DAY, IMPRINT))

    assert page.all("html") == [{"lang": "zh-CN"}]
    assert len(page.all("h1")) == 1
    assert len(page.all("fieldset")) == len(page.all("legend"))
    # a box or a choice stands in its label; a field has one of its own
    assert all("aria-label" in own or ("name" in own and own["type"] in ("radio", "checkbox")) for own in page.all("input"))
    levels = [int(tag[1]) for tag, _ in page.found if re.fullmatch("h[1-6]", tag)]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    ids = {own["id"] for _, own in page.found if "id" in own}
    assert all(own["href"].removeprefix("#") in ids | {"index.html"} for own in page.all("a"))


def test_a_page_needs_nothing_beside_itself_and_lets_nothing_in() -> None:
    for name, text in kept_pages().items():
        page = Page(text)
        (policy,) = [own["content"] for own in page.all("meta") if own.get("http-equiv") == "Content-Security-Policy"]

        assert policy.startswith("default-src 'none';")
        scripts = [script for script in page.inside["script"] if not script.startswith("{")]
        assert scripts
        assert all(digest(source) in policy for source in (*scripts, *page.inside["style"]))
        assert not re.search(r"\b(?:src|srcset|action|on\w+|style)=", re.sub(r"<(script|style).*?</\1>", "", text, flags=re.DOTALL)), name
        assert "http:" not in text.replace("http-equiv", "") and "https:" not in text and "@import" not in text


@pytest.mark.parametrize("name", ["situation.js", "judge.js", "item.js", "index.js", "guide.css"])
def test_a_script_or_style_cannot_end_its_element(name: str) -> None:
    assert not re.search(r"</|<!--|<script", asset(name), re.IGNORECASE)


HOSTILE: Final = "甲\"' onclick=x &lt;/script&gt; </script 乙"
"""What comes nearest to markup of what the reader of rules lets through; it refuses tags (R-TEMPLATE)."""


def test_what_an_author_writes_stays_text() -> None:
    from building import ITEM, plan_of, tiny

    ruleset = tiny(
        {
            "lease": {"name": HOSTILE, "aliases": [HOSTILE + "1"], "when": "rented and kinds has a", "note": HOSTILE},
            "each": {"name": HOSTILE + "2", "for_each": "staff"},
            "gone": {"name": HOSTILE + "3", "basis": [], "over_asked": True},
        },
        facts={
            "rented": {"ask": HOSTILE, "type": "boolean", "note": HOSTILE},
            "kinds": {"ask": HOSTILE, "some_of": {"a": HOSTILE}},
            "size": {"ask": HOSTILE, "type": "number", "decimals": 1, "unit": HOSTILE},
        },
        lists={"staff": {"ask": HOSTILE, "name": HOSTILE, "each": {"ok": {"ask": HOSTILE, "type": "boolean"}}}},
        not_for=[{"when": "size > 5", "outcome": "not_required", "say": HOSTILE, "basis": [{"law": "act"}]}],
        never=[{"when": "size > 4", "say": HOSTILE}],
        elements={"item_name": HOSTILE, "procedure": [{"step": HOSTILE, "by": HOSTILE, "takes": "1 working day"}]},
    )
    text = item_page(plan_of(ruleset, ITEM), DAY, Imprint(HOSTILE, HOSTILE))
    page = Page(text)

    assert page.open == []
    assert len(page.all("script")) == 4
    assert not any("onclick" in own for _, own in page.found)
    assert page.text.count(HOSTILE) > 10
    tables = json.loads(page.inside["script"][0])
    assert tables["none"]["never"] == [HOSTILE]


def test_nothing_in_the_tables_can_end_their_element() -> None:
    data = {"</script><!--": ["<script>", "]]>", "\u2028", "&amp;"]}
    page = Page(embedded(data))

    assert page.open == []
    assert json.loads(page.inside["script"][0]) == data


def test_nothing_is_answered_until_it_is_answered() -> None:
    for plan in plans():
        text = item_page(plan, DAY, IMPRINT)
        checked = [own for own in Page(text).all("input") if "checked" in own]

        assert all(own["value"] == "" for own in checked)


def test_without_the_script_every_material_says_when_it_is_needed() -> None:
    for plan in plans():
        telling = Telling(plan, DAY)
        text = item_page(plan, DAY, IMPRINT)
        for asked in plan.version.asked.values():
            if is_refused(telling, asked) or not any(f"ask/{slot.id}" in plan.base.claims for slot in asked.slots):
                continue
            card = text.partition(f'id="m-{asked.id}"')[2].partition("</li>\n")[0]
            state = state_of(telling, asked)
            where = text.rfind('class="group"', 0, text.index(f'id="m-{asked.id}"'))
            assert f'id="group-{state}"' in text[where - 60 : where]
            for condition in asked.due if state == "conditional" else ():
                from html import escape

                assert escape(telling.condition(condition)) in card


CONDITIONS: Final = {
    "rented": "租用",
    "not rented": "不租用",
    "rented and kinds has roof": "租用，并且“设在哪里”选了“楼顶”",
    "not (kinds has roof or kinds has wall)": "“设在哪里”没有选“楼顶”“墙面”中的任何一项",
    "kinds has roof or kinds has wall": "“设在哪里”选了“楼顶”“墙面”中的任何一项",
    "kinds has roof and kinds has wall": "“设在哪里”选了“楼顶”，并且“设在哪里”选了“墙面”",
    "not (kinds has roof and rented)": "“设在哪里”没有选“楼顶”，或者不租用",
    "high and rented": "“设在哪里”选了“楼顶”，并且层数大于 3，并且租用",
    "rented or (high and kinds has wall)": "租用，或者（“设在哪里”选了“楼顶”并且层数大于 3并且“设在哪里”选了“墙面”）",
    "not high": "“设在哪里”没有选“楼顶”，或者层数不大于 3",
}


@pytest.mark.parametrize(("condition", "said"), CONDITIONS.items())
def test_a_condition_is_said_as_a_citizen_says_it(condition: str, said: str) -> None:
    from building import plan_of, tiny

    ruleset = tiny(
        {"lease": {"when": condition}},
        facts={
            "rented": {"ask": "是否租用？", "type": "boolean"},
            "kinds": {"ask": "设在哪里？可多选", "some_of": {"roof": "楼顶", "wall": "墙面"}},
            "storeys": {"ask": "层数是多少？", "type": "number", "decimals": 0},
        },
        definitions={"high": "kinds has roof and storeys > 3"},
    )
    plan = plan_of(ruleset)

    assert Telling(plan, DAY).condition(plan.version.asked["lease"].due[0]) == said


def test_a_page_says_until_when_it_holds() -> None:
    plan = plan_today("outdoor-advertising")

    assert Telling(plan, dt.date(2017, 3, 1)).next_change == dt.date(2019, 7, 20)  # business licences are shared from that day
    assert Telling(plan, DAY).next_change is None


def test_only_the_case_of_the_day_is_told() -> None:
    plan = plan_today("road-freight-permit")

    assert "县级道路运输管理机构" not in item_page(plan, DAY, IMPRINT)
    assert "县级道路运输管理机构" in item_page(plan, dt.date(2020, 1, 1), IMPRINT)


def colours() -> dict[str, str]:
    """The colours of the style sheet by name, those of the screen."""
    return dict(re.findall(r"--(\w+): #([0-9a-f]{3,6});", asset("guide.css").partition("}")[0]))


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    whole = "".join(sign * 2 for sign in colour) if len(colour) == 3 else colour
    parts = [int(whole[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", ["fff", "f1f3f5", "eef3f9"])
@pytest.mark.parametrize("ink", ["ink", "soft", "mark", "need", "perhaps", "never"])
def test_every_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    light, dark = luminance(ground), luminance(colours()[ink])

    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_words_are_in_both_languages() -> None:
    assert [key for key, (chinese, _) in WORDS.items() if not re.search("[\u4e00-\u9fff]", chinese)] == ["list.member"]
    assert [key for key, (_, english) in WORDS.items() if re.search("[\u4e00-\u9fff]", english.replace("〔假定〕", ""))] == []


def test_every_word_of_the_guide_is_said_somewhere() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "materials_rules" / "guide").iterdir() if path.suffix in (".py", ".js"))
    sources = sources.replace((ROOT / "materials_rules" / "guide" / "words.py").read_text("utf-8"), "")
    families = ("element.", "event.", "scope.", "group.", "fee.", "window", "hours", "online", "bad_")

    assert [key for key in WORDS if f'"{key}"' not in sources and not key.startswith(families)] == []


def test_an_item_without_a_version_that_day_is_named_in_the_index() -> None:
    found = dict(pages(library().ruleset, library().plan, dt.date(2018, 1, 1)))

    assert "food-business-licence.html" not in found
    assert "食品经营许可：自2023年12月1日起" in found["index.html"]


def test_an_item_that_is_gone_is_told_with_what_became_of_it() -> None:
    from building import plan_of, tiny

    gone = {"in_force_to": "2025-12-31", "ended": {"say": "已经取消，不用办理。"}, "elements": {"item_name": "旧许可"}}
    ruleset = tiny(items={"old": gone, "new": {}})
    found = dict(pages(ruleset, lambda version: plan_of(ruleset, version.item), DAY))

    assert set(found) == {"new.html", "index.html"}
    assert "旧许可：已经取消，不用办理。" in found["index.html"]


def test_the_last_beginning_is_a_day_of_the_ruleset() -> None:
    assert last_beginning(library().ruleset) == dt.date(2025, 7, 10)


def test_pages_that_nobody_wrote_are_found() -> None:
    assert left_over(["a.html", "index.html", "old.html", "notes.txt"], {"a.html": "", "index.html": ""}) == ["old.html"]


def test_the_kept_guide_is_not_stale() -> None:
    made = kept_pages()

    assert {path.name for path in KEPT.glob("*.html")} == set(made)
    for name, text in made.items():
        kept: Any = (KEPT / name).read_text("utf-8")
        assert kept == text, f"{name} is stale: python -m tests.test_guide writes it anew"


def test_what_may_follow_and_what_may_be_promised_is_told() -> None:
    from building import BASIS, plan_of, tiny

    ruleset = tiny(
        items={
            "permit": {
                "materials": {
                    "later": {"deferrable": {"published_in": {"title": "容缺清单"}, "basis": [BASIS], "within": "2 working days"}},
                    "promise": {"commitment": {"listed_in": {"title": "承诺清单"}, "basis": [BASIS], "name": "承诺书"}},
                    "unlisted": {"commitment": {"listed_in": {"source": "assumption"}, "basis": [BASIS]}},
                    "big": {"covers": "small"},
                    "small": {},
                    "shown": {"kind": "proof", "proved_by": "badge"},
                    "result": {"result_of": "other", "document": "other-result"},
                }
            },
            "other": {"materials": {}, "elements": {"result": {"document": "other-result"}, "authority": "holder"}},
        },
        documents={"badge": {"name": "资格证"}},
    )
    text = Page(item_page(plan_of(ruleset, "permit"), DAY, IMPRINT)).text

    assert "可以容缺：签署承诺书后先受理，2个工作日内补交（见容缺清单）" in text
    assert "可以选择签署承诺书代替，由您决定（见承诺清单）" in text
    assert "可以选择签署书面承诺代替，由您决定（见以公布的清单为准〔假定〕）" in text
    assert re.search("已经交了.*big.*的，不用再交", text)
    assert "出示资格证的原件即可" in text
    assert "由办理机关向持证局取得" in text


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for name, text in kept_pages().items():
        (KEPT / name).write_text(text, "utf-8")
        sys.stdout.write(f"{KEPT / name}\n")
