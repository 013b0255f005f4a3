"""The kinds of defect: what each is called, what it means, and which is graver than which.

    kind  ->  name, explanation, gravity

An entry has one kind, the gravest of its defects: for counting, never for deciding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class KindOfDefect:
    """What people call a kind of defect, and what `explain` says about it."""

    name: str
    about: str


KINDS: Final[dict[str, KindOfDefect]] = {
    "missing": KindOfDefect(
        "缺少",
        "依法应当提交的材料没有提交。",
    ),
    "missing_result": KindOfDefect(
        "缺少前置结果",
        "本事项以另一事项的办理结果为前提，经核实该结果尚未取得；由窗口查询，不要求申请人证明。",
    ),
    "contradictory_answers": KindOfDefect(
        "回答矛盾",
        "对情形要素的回答相互矛盾，事实上不可能同时成立，请核对后更正。",
    ),
    "wrong_subject": KindOfDefect(
        "对象不符",
        "材料不是为规则所要求的人员或者物件提交的。",
    ),
    "unreadable": KindOfDefect(
        "无法辨认",
        "材料已经提交，但内容模糊、损坏或者文件无法打开，不能辨认；不等于没有提交。",
    ),
    "expired": KindOfDefect(
        "已过有效期",
        "提交之日已经超过材料载明的有效期。",
    ),
    "not_yet_valid": KindOfDefect(
        "尚未生效",
        "材料载明的出具日期晚于提交之日。",
    ),
    "stale": KindOfDefect(
        "出具过早",
        "材料出具之日至提交之日超过规定的期限，或者材料没有载明出具日期。",
    ),
    "wrong_format": KindOfDefect(
        "不符合形式",
        "材料的载体或者形式不是规则要求的，例如应当交原件而交了复印件，应当交纸质而交了电子件。",
    ),
    "outdated_template": KindOfDefect(
        "版样不符",
        "没有使用规定的格式文本，或者使用的是旧版。",
    ),
    "incomplete_pages": KindOfDefect(
        "缺页",
        "材料页数不齐全。",
    ),
    "unsigned": KindOfDefect(
        "未签名",
        "应当签名的人没有签名；签名或者盖章都可以的，两样都没有。",
    ),
    "wrong_person_signed": KindOfDefect(
        "签名人不符",
        "签名的不是应当签名的人，或者代理人没有签名的权限。",
    ),
    "unsealed": KindOfDefect(
        "未盖章",
        "应当加盖的印章没有加盖。",
    ),
    "not_certified": KindOfDefect(
        "未注明与原件一致",
        "复印件没有注明“与原件一致”并由提供人签章。",
    ),
    "original_not_shown": KindOfDefect(
        "未交验原件",
        "应当交验的原件没有出示；核对后当场退还，不留存。",
    ),
    "insufficient_copies": KindOfDefect(
        "份数不足",
        "提交的份数少于规定的份数。",
    ),
    "inconsistent": KindOfDefect(
        "内容不一致",
        "同一事项在不同材料中的记载不一致。",
    ),
    "invalid_identifier": KindOfDefect(
        "号码有误",
        "号码的位数、字符、校验码或者其中的日期不符合编码规则；只审查形式，不核对是否真有此号码。",
    ),
    "invalid_field": KindOfDefect(
        "填写有误",
        "填写的内容不符合规定的类型、范围或者格式，或者应当填写而没有填写。",
    ),
}
"""Every kind of defect, the gravest first: what must be handed in anew before what can be put right."""

_GRAVITY: Final = {kind: len(KINDS) - place for place, kind in enumerate(KINDS)}


def gravity(kind: str) -> int:
    """How grave *kind* is: no two kinds are equally grave, and `missing` has the largest number.

    Raises KeyError for a kind that does not exist.
    """
    return _GRAVITY[kind]


def gravest(kinds: Iterable[str]) -> str:
    """The gravest of *kinds*, by which an entry is counted. Raises ValueError when there is none.

    >>> gravest(["unsigned", "expired"])
    'expired'
    """
    return max(kinds, key=gravity)
