"""The items of the invented catalogue: a file each, before and after the invented reform.

    number, before or after  ->  the text of a file

The numbers are spread so that every sort of material, every class and every case type occurs, and so that the sums come out.
"""

# ruff: noqa: E501  the templates of the files stand as they are written

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

ITEMS: Final = 494
FROM: Final = {"before": "2016-01-01", "after": "2022-01-14"}
WORKING: Final = "working days"

# How many items of each sort there are is chosen so that the sums come out: 339 x 1 + 49 x 3 + 106 x 10 = 1546 promised days
# in 339 x 1 + 49 x 2 + 106 x 3 = 755 steps; 274 x 20 + 120 x 15 + 100 x 10 = 8280 days by law; 94 x 5 + 400 x 4 = 2070 steps.
INSTANT: Final = 339
ONE_REVIEW: Final = 49
PROMISED_DAYS: Final = {"instant": (1,), "one_review": (1, 2), "promised": (2, 6, 2)}
"""The days of each step after the reform."""
TWENTY: Final = 119
FIFTEEN: Final = 120
"""Of the instant items, so many have twenty and fifteen days by law; the rest have ten."""
FIVE_STEPS: Final = 94

THINGS: Final = ("场所", "设施", "车辆", "产品", "活动", "工程", "服务", "仓库", "线路", "标识", "水面", "苗圃", "站点")
ACTS: Final = ("设立", "变更", "延续", "使用", "经营", "迁移", "登记", "备案", "改建", "开放", "停用")
SCHOOLS: Final = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸")
OFFICES: Final = 19
NAMES: Final = re.compile(r"\b(?:is_rented|owns_site|area_m2|kinds|is_new)\b")
"""The questions, as they are called before every item gives them names of its own."""
STEPS_BEFORE: Final = ("收件", "受理", "审查", "复核", "决定")
STEPS_AFTER: Final = {"instant": ("当场办理",), "one_review": ("审查", "核准"), "promised": ("审查", "现场核查", "决定")}


@dataclass(frozen=True, slots=True)
class Item:
    """One invented item: its *number*, and where it stands when all are put in an order of their own."""

    number: int

    @property
    def id(self) -> str:
        """`generated-007`."""
        return f"generated-{self.number:03}"

    @property
    def rank(self) -> int:
        """A place among all items that has nothing to do with the number: 257 and 494 have no common factor."""
        return self.number * 257 % ITEMS

    @property
    def case_type(self) -> str:
        if self.rank < INSTANT:
            return "instant"
        return "one_review" if self.rank < INSTANT + ONE_REVIEW else "promised"

    @property
    def statutory(self) -> int:
        """Working days that the invented law allows."""
        if self.rank >= INSTANT or self.rank < TWENTY:
            return 20
        return 15 if self.rank < TWENTY + FIFTEEN else 10

    @property
    def office(self) -> int:
        """Who decides: the first offices have many items, the last few."""
        return (self.number * 89 % ITEMS) ** 2 * OFFICES // ITEMS**2

    @property
    def thing(self) -> str:
        return THINGS[self.number % len(THINGS)]

    @property
    def name(self) -> str:
        """`生成事项007：甲类场所设立许可`."""
        what = f"{SCHOOLS[self.number // 50]}类{self.thing}{ACTS[self.number % len(ACTS)]}"
        return f"生成事项{self.number:03}：{what}许可"

    def steps(self, when: str) -> Iterator[tuple[str, int]]:
        """Every counted step with its working days; they add up to what is promised."""
        if when == "after":
            yield from zip(STEPS_AFTER[self.case_type], PROMISED_DAYS[self.case_type], strict=True)
            return
        count = 5 if self.number * 97 % ITEMS < FIVE_STEPS else 4
        names = STEPS_BEFORE[-count:]
        first = self.statutory - 2 * (count - 1)
        yield from zip(names, (first, *(2,) * (count - 1)), strict=True)

    def has(self, every: int, offset: int = 0) -> bool:
        """Whether it is one of every so many."""
        return (self.number + offset) % every == 0


def item_file(item: Item, when: str) -> str:
    """The file of *item* before or after the reform.

    Its questions have names of their own, so that no condition is another item's, as little as in a real catalogue.
    """
    parts = (_head(item, when), _elements(item), *_materials(item, when), _rest(item, when), _facts(item))
    return NAMES.sub(lambda name: f"{name[0]}_{item.number:03}", "".join(parts))


def _head(item: Item, when: str) -> str:
    return f"""\
# 生成的示范事项，内容全部虚构，不是任何地方的规定。Generated: invented from end to end.
item: {item.id}
in_force_from: {FROM[when]}
regime: licensing
source: generated
elements:
"""


def _elements(item: Item) -> str:
    kinds = ("enterprise", "individual_business", "natural_person", "public_institution", "social_organisation")
    wanted = kinds[: 2 + item.number % 4]
    listed = "".join(f"    - {kind}\n" for kind in wanted)
    return f"""\
  item_name: {item.name}
  item_code:
    value: 生成编码{item.number:03}
    source: generated
  legal_basis:
    - {{law: generated-act, article: "{1 + item.number % 60}", paragraph: "1"}}
  authority: office-{item.office:02}
  applicant_types:
{listed}  case_type: {item.case_type}
  acceptance_conditions:
    - say: 有与{item.thing}相适应的场地和人员。
      basis:
        - {{law: generated-act, article: "{1 + item.number % 60}", paragraph: "2"}}
    - say: 从业人员具备与{item.thing}相应的知识和经验，数量与规模相适应。
      basis:
        - {{law: generated-act, article: "{1 + item.number % 60}", paragraph: "7"}}
    - say: 使用的设备、材料符合强制性标准，不妨碍公共秩序和他人的合法权益。
      basis:
        - {{law: generated-regulation, article: "{1 + item.number % 40}", paragraph: "2"}}
    - say: 有保证安全的制度和措施。
      basis:
        - {{law: generated-regulation, article: "{1 + item.number % 40}", paragraph: "1"}}
  materials:
"""


def _basis(item: Item, law: str = "generated-regulation", paragraph: int = 1) -> str:
    most = {"generated-act": 60, "generated-regulation": 40, "generated-measures": 30, "generated-notice": 20}[law]
    return f"""\
      basis:
        - {{law: {law}, article: "{1 + item.number % most}", paragraph: "{paragraph}"}}
"""


def _material(name: str, label: str, kind: str, *lines: str) -> str:
    aliases = f"      aliases:\n        - {label}复印件\n        - {label}原件\n        - 有关{label}的材料\n"
    return f"    {name}:\n      name: {label}\n{aliases}      kind: {kind}\n{''.join(lines)}"


def _materials(item: Item, when: str) -> Iterator[str]:
    """Materials of every sort that there is; what the reform made needless is asked for before it."""
    after = when == "after"
    thing = item.thing
    yield _material(
        "application-form", f"{thing}申请表", "form",
        _basis(item, "generated-act"),
        "      hand_in:\n        originals: 1\n        signed_or_sealed_by: applicant\n",
        "      reads:\n        name:\n          name: 申请人名称\n          type: text\n",
    )  # fmt: skip
    yield _material(
        "licence", "示范执照", "licence", "      document: generated-licence\n", _basis(item),
        "      hand_in:\n        copies: 1\n        in_date: true\n",
    )  # fmt: skip
    yield f"""\
    site-right:
      name: 场地使用权的材料
      any_of:
        deed:
          name: 示范权属证书
          kind: licence
          document: generated-deed
          when: not is_rented
          hand_in:
            copies: 1
        lease:
          name: {thing}场地租赁合同
          kind: contract
          when: is_rented
          hand_in:
            copies: 1
            signed_or_sealed_by: applicant
          reads:
            until:
              name: 租赁期限
              type: date
{_basis(item, paragraph=2)}"""
    yield _material(
        "drawing", f"{thing}平面图", "drawing", f"      when: area_m2 >= {20 + item.number % 9 * 10}\n", _basis(item, paragraph=3),
        "      hand_in:\n        originals: 1\n        complete: true\n",
    )  # fmt: skip
    yield _material(
        "equipment-plan", f"{thing}设备和人员配备方案", "other", "      when: kinds has outdoor or area_m2 >= 100\n",
        _basis(item, paragraph=5), "      hand_in:\n        originals: 1\n        copies: 1\n        signed_or_sealed_by: applicant\n",
        "      reads:\n        persons:\n          name: 人员数量\n          type: number\n          decimals: 0\n          minimum: 1\n",
        "          unit: 人\n          required: true\n", f"      note: 写明{thing}的主要设备、人员的数量和分工。\n",
    )  # fmt: skip
    if item.has(2):
        yield _material(
            "safety-rules", f"{thing}安全制度", "rule_text", "      when: kinds has indoor or kinds has crowded\n",
            _basis(item, paragraph=4), "      hand_in:\n        originals: 1\n",
            "      due_at: on_site_check\n" if item.case_type == "promised" else "",
        )  # fmt: skip
    if item.has(3):
        yield _material(
            "staff-certificate", "从业人员证书", "licence", "      when: kinds has crowded\n      for_each: staff\n",
            _basis(item, "generated-act", 3), "      hand_in:\n        copies: 1\n        show_original: true\n",
        )  # fmt: skip
    yield from _classed(item, after)


def _classed(item: Item, after: bool) -> Iterator[str]:
    """What a class takes away: some always, some since the reform."""
    if item.has(4):
        listed = f"""\
      commitment:
        listed_in:
          title: （生成）告知承诺清单
          number: 示范第1号
        basis:
          - {{law: generated-act, article: "{1 + item.number % 60}", paragraph: "6"}}
"""
        yield _material(
            "no-record-proof", "无违规证明", "proof", _basis(item), "      hand_in:\n        originals: 1\n",
            listed if after else "",
        )  # fmt: skip
    if item.has(5):
        proved = "      proved_by: generated-licence\n" if after else ""
        yield _material("identity-proof", "身份关系证明", "proof", proved, _basis(item), "      hand_in:\n        originals: 1\n")
    if item.has(6):
        covers = "      covers: equipment-summary\n" if after else ""
        yield _material("equipment-list", "设备清单", "other", covers, _basis(item), "      hand_in:\n        originals: 1\n")
        yield _material("equipment-summary", "设备情况说明", "other", _basis(item), "      hand_in:\n        originals: 1\n")
    if item.has(7):
        judged = "      unverifiable:\n        by: reform-office\n        on: 2022-01-14\n        why: 开具单位没有办法核实。\n"
        yield _material("conduct-proof", "表现证明", "proof", judged if after else "", _basis(item), "      hand_in:\n        originals: 1\n")
    if item.has(8):
        law = "generated-notice" if after else "generated-measures"
        over = "      over_asked: true\n      note: 中介服务成果，现有依据不够。\n" if after else "      hand_in:\n        originals: 1\n"
        yield _material("appraisal", "评估报告", "report", "      intermediary: true\n", _basis(item, law), over)
    if item.has(10) and item.number:
        before = Item(item.number - 1)
        yield _material(
            "prior-result", f"{before.thing}许可证", "licence", f"      document: {before.id}-permit\n",
            f"      result_of: {before.id}\n", _basis(item),
        )  # fmt: skip
    if item.has(2, 1):
        yield _material("stamp-proof", "社区盖章证明", "proof", "      over_asked: true\n", "      note: 没有依据，不得要求。\n")
    if item.has(3, 1):
        yield _material(
            "other-materials", "其他材料", "other", "      catch_all: true\n      over_asked: true\n", "      note: 兜底写法，不是一份材料。\n"
        )


def _rest(item: Item, when: str) -> str:
    """The elements that stand after the materials."""
    steps = "".join(
        f"    - step: {name}\n      takes: {_days(days)}\n      by: {'综合窗口' if i == 0 else '业务科室'}\n"
        for i, (name, days) in enumerate(item.steps(when))
    )
    promised = sum(days for _, days in item.steps(when))
    fee = " none"
    if item.has(13):
        fee = f"""
    charged: true
    standard: 每件{10 + item.number % 9 * 5}元
    basis:
      - {{law: generated-act, article: "{1 + item.number % 60}", paragraph: "3"}}"""
    return f"""\
  procedure:
{steps}    - step: 送达
      not_counted: true
      by: 综合窗口
  statutory_limit:
    limit: {_days(item.statutory)}
    from: acceptance
    basis:
      - {{law: generated-act, article: "{1 + item.number % 60}", paragraph: "4"}}
  promised_limit:
    limit: {_days(promised)}
    from: acceptance
    source: generated
  application_place:
    place: 生成市政务服务大厅
    window: 综合窗口
    hours: 工作日
    online: 没有
  fee:{fee}
  quantity_limit: none
  result:
    document: {item.id}-permit
    name: {item.thing}许可证
    validity: 三年
  contact:
    phone: 以大厅公布为准
    supervision_phone: 以大厅公布为准
    source: generated
"""


def _days(days: int) -> str:
    return f"{days} {WORKING if days > 1 else 'working day'}"


def _facts(item: Item) -> str:
    """The questions, and what hangs on them."""
    thing = item.thing
    staff = """\
lists:
  staff:
    ask: 请逐名填写从业人员
    name: 从业人员
    key: id
    at_least: 1
    given: kinds has crowded
    each:
      is_new:
        ask: 是否为新聘用的人员？
        type: boolean
""" if item.has(3) else ""
    return f"""\
facts:
  is_rented:
    ask: {thing}的场地是否为租用？
    type: boolean
  owns_site:
    ask: {thing}的场地是否为自有？
    type: boolean
  area_m2:
    ask: {thing}的面积是多少平方米？
    type: number
    unit: 平方米
    decimals: {item.number % 3}
    minimum: 0
  kinds:
    ask: {thing}有哪些情况？可多选
    some_of:
      indoor: 设在室内
      outdoor: 设在室外
      crowded: 人员聚集
    at_least: 0
{staff}never:
  - when: is_rented and owns_site
    say: 场地不能既为租用又为自有，请核对。
not_for:
  - when: area_m2 < {1 + item.number % 5}
    outcome: not_required
    say: 面积在{1 + item.number % 5}平方米以下的，不需要办理。
    basis:
      - {{law: generated-act, article: "{1 + item.number % 60}", paragraph: "5"}}
consistency:
  - name: applicant-name
    same:
      - application-form.name
      - applicant.name
    say: 申请表上的名称与申请人名称应当一致。
"""
