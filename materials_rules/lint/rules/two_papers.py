"""错在哪：一份材料的名称里写了两种证件、文件（“身份证、户口簿复印件”“房产证或者租赁合同”）。

为什么：一份一份写，才能各有依据、各有条件、各自告知；并成一份，缺一种就整份退回，也看不出哪一种没有依据、哪一种部门之间已经共享。行政许可法第
三十二条第一款第四项要一次告知全部内容。

怎么改：都要的，写成两份材料；任选其一的，写成 `any_of`（任选其一）。

Wrong: the name of one material holds two papers (身份证、户口簿复印件, 房产证或者租赁合同).

Why: only materials that stand alone have a basis, a condition and a notice each; joined, both come back when one is missing, and
nobody sees that one has no basis or is shared between departments. Art. 32 para. 1 point 4 of 行政许可法 wants everything told at
once.

Do: make two materials of what is wanted together, and `any_of` of what may be chosen from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-TWO-PAPERS"
FAMILY: Final = "wording"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”把“{one}”和“{other}”写成了一份材料",
    en="“{name}” makes one material of “{one}” and “{other}”",
    remedy_zh="都要的写成两份；任选其一的写成 `any_of`（任选其一）",
    remedy_en="make two of them, or `any_of` where one is enough",
)

BAD: Final = """
elements:
  materials:
    cards:
      name: 身份证、户口簿复印件 # ← 户口簿
      kind: licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    cards:
      name: 身份证明（身份证、户口簿或者护照）
      kind: licence
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""

_PAPER: Final = (
    "(?:身份证|户口[簿本]|护照|营业执照|房产证|房屋所有权证|不动产权证书?|不动产权属证书|土地(?:使用)?证|租赁合同|租赁协议|买卖合同|组织机构代码证"
    "|税务登记证|开户许可证|法人证书|授权委托书|委托书|毕业证书?|学位证书?|健康证明?|驾驶证|行驶证|结婚证|离婚证|申请书|申请表|平面图|效果图|位置图"
    "|设计图|施工图|公司章程|审计报告|验资报告|检测报告|介绍信|照片|承诺书)"
)
_TWO: Final = re.compile(
    f"(?P<one>{_PAPER})(?:复印件|原件|正反面|副本)?(?:[、，/及和与或]|以及|或者|并附)(?:[^、，（）()]{{0,6}})(?P<other>{_PAPER})"
)
_ASIDE: Final = re.compile("[（(][^）)]*[）)]")


def check(one: OneVersion) -> Iterator[Found]:
    """Every name of what is asked for; what stands in brackets explains it and does not count."""
    for slot in one.slots:
        bare = _ASIDE.sub(lambda aside: "（" * len(aside[0]), slot.arm.name)
        found = _TWO.search(bare)
        if found is not None and found["one"] != found["other"] and not slot.arm.over_asked and not slot.arm.catch_all:
            args = {"name": slot.arm.name, "one": found["one"], "other": found["other"]}
            yield Found(one.at_word(slot, "name", found["other"]), args)
