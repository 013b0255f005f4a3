"""A condition said in Chinese for people."""

from __future__ import annotations

import pytest

from materials_rules.condition import Declared, Names, parse, type_condition
from materials_rules.condition.tree import Boolean, Date, Kind, Number, OneOf, RecordList, SomeOf, Text, Variable
from materials_rules.condition.words import statement, words

QUESTIONS = {
    "rented": "场地是否为租用？",
    "vending": "是否利用自动售货设备经营？",
    "area": "广告面积是多少平方米？",
    "length": "总长度",
    "staff": "从业人员有多少人？",
    "computers": "设置多少台计算机？",
    "storeys": "楼房几层？",
    "score": "得分？",
    "kinds": "设置哪几类？可多选",
    "route": "办理方式是哪一种？",
    "opened_on": "开业日期",
    "applicant.name": "申请人名称",
    "lease.landlord": "场地使用协议的出租人",
    "lease.until": "协议期限",
    "lease.sealed": "协议是否已盖章？",
    "lease": "场地使用协议",
    "installers": "安装人员",
    "certified": "有无资格证？",
    "received_on": "收件日",
}
MEMBERS = {"wall": "墙面", "roof": "楼顶", "general": "一般程序", "commitment": "告知承诺"}
SCOPE = Names(
    {
        "rented": Declared(Kind.FACT, Boolean()),
        "vending": Declared(Kind.FACT, Boolean()),
        "area": Declared(Kind.FACT, Number(2, unit="m2")),
        "length": Declared(Kind.FACT, Number(1, unit="m")),
        "staff": Declared(Kind.FACT, Number(0)),
        "computers": Declared(Kind.FACT, Number(0, unit="台")),
        "storeys": Declared(Kind.FACT, Number(0)),
        "score": Declared(Kind.FACT, Number(0)),
        "kinds": Declared(Kind.FACT, SomeOf(("wall", "roof"))),
        "route": Declared(Kind.CHOICE, OneOf(("general", "commitment"))),
        "opened_on": Declared(Kind.FACT, Date()),
        "high_level": Declared(Kind.DEFINITION, Boolean()),
        "applicant.name": Declared(Kind.APPLICANT, Text()),
        "lease.landlord": Declared(Kind.SLOT_FIELD, Text(), "lease"),
        "lease.until": Declared(Kind.SLOT_FIELD, Date(), "lease"),
        "lease.sealed": Declared(Kind.SLOT_FIELD, Boolean(), "lease"),
        "received_on": Declared(Kind.RECEIVED_ON, Date()),
        "installers": Declared(Kind.LIST, RecordList((("certified", Boolean()),))),
    },
    ("lease",),
)


class Asked:
    """The questions above."""

    def variable(self, variable: Variable) -> str:
        return QUESTIONS[variable.name]

    def member(self, variable: Variable, member: str) -> str:
        return MEMBERS[member]

    def definition(self, name: str) -> str:
        return {"high_level": "高层楼顶设置"}[name]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rented and area > 50", "场地为租用 且 广告面积（平方米）大于 50"),
        ("rented == false or vending", "场地不是租用 或 利用自动售货设备经营"),
        ("rented and (vending or area <= 1.50)", "场地为租用 且 （利用自动售货设备经营 或 广告面积（平方米）不大于 1.5）"),
        ("not rented", "并非（场地为租用）"),
        ("not high_level", "不符合“高层楼顶设置”"),
        ("high_level", "符合“高层楼顶设置”"),
        ("length >= 2", "总长度（米）不小于 2"),
        ("computers >= 60", "设置计算机（台）不小于 60"),
        ("staff < 3", "从业人员（人）小于 3"),
        ("storeys == 3", "楼房（层）等于 3"),
        ("score != 3", "“得分？”的回答不等于 3"),
        ("kinds has roof", "“设置哪几类？”的回答包含“楼顶”"),
        ("route == general", "办理方式为 “一般程序”"),
        ("route != general", "办理方式不是 “一般程序”"),
        ("route in [general, commitment]", "办理方式是 “一般程序”、“告知承诺”之一"),
        ("route not in [general]", "办理方式不是 “一般程序”"),
        ("staff not in [1, 2]", "从业人员（人）不是 1、2中的任何一种"),
        ("opened_on < 2026-03-02", "开业日期早于 2026年3月2日"),
        ("lease.until >= received_on", "协议期限不早于收件日"),
        ("lease.landlord != applicant.name", "场地使用协议的出租人与申请人名称不同"),
        ("lease.landlord == applicant.name", "场地使用协议的出租人与申请人名称相同"),
        ("lease.landlord == “甲”", "场地使用协议的出租人为 “甲”"),
        ("lease.until == none", "未载明协议期限"),
        ("lease.until != none", "已载明协议期限"),
        ("lease.sealed", "协议已盖章"),
        ("lease.sealed != true", "并非（协议已盖章）"),
        ("provided(lease)", "已提交符合法定形式的《场地使用协议》"),
        ("any(installers, not certified)", "安装人员中至少有一项符合：（并非（有资格证））"),
        ("all(installers, certified)", "安装人员中每一项都符合：（有资格证）"),
        ("count(installers) >= 2", "安装人员中的项数不小于 2"),
        ("count(installers, certified) < 2", "安装人员中符合（有资格证）的项数小于 2"),
        ("true or false", "任何情形 或 没有任何情形"),
    ],
)
def test_a_condition_is_said_in_chinese(text: str, said: str) -> None:
    assert words(type_condition(parse(text), SCOPE), Asked()) == said


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        ("场地是否为租用？", "场地为租用", "场地不是租用"),
        ("法定代表人是否为外国人？", "法定代表人为外国人", "法定代表人不是外国人"),
        ("是否为分支机构？", "为分支机构", "不是分支机构"),
        ("是否有消防通道？", "有消防通道", "没有消防通道"),
        ("是否已经开业？", "已经开业", "尚未开业"),
        ("是否已开业？", "已开业", "未开业"),
        ("是否曾受处罚？", "曾受处罚", "未曾受处罚"),
        ("是不是个体工商户？", "是个体工商户", "不是个体工商户"),
        ("有没有厨房？", "有厨房", "没有厨房"),
        ("有无资格证？", "有资格证", "没有资格证"),
        ("需要动火吗？", "“需要动火吗？”答“是”", "“需要动火吗？”答“否”"),
        ("是否租用、是否转租？", "“是否租用、是否转租？”答“是”", "“是否租用、是否转租？”答“否”"),
        ("位于重点路段", "位于重点路段", "并非“位于重点路段”"),
    ],
)
def test_an_answer_is_said_as_a_claim(question: str, yes: str, no: str) -> None:
    assert statement(question, True) == yes
    assert statement(question, False) == no
