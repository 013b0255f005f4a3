"""错在哪：问题、受理条件、程序、申请地点、联系方式或者备注里，要求提交、携带一样东西，它不在申请材料里，例如问题里写“请提供居委会证明”。

为什么：材料只能写在申请材料里，一份一份有依据、有条件、能告知；写在别处的要求绕过了六类不得要求的材料，也进不了一次性告知书（行政许可法
第三十条第一款、第三十二条第一款第四项）。

怎么改：确有依据的，写成一份材料；没有依据的，删去；要问的是情况的，改成问情况（“有没有……”），不要证明。

Wrong: a question, an acceptance condition, a step, an address, a contact or a note tells people to hand in or bring something that
is none of the materials, such as a question that says 请提供居委会证明.

Why: what is asked for stands among the materials, each with its basis and condition, so that it can be told; a demand elsewhere
slips past the six classes and is missing from the one notice (art. 30 para. 1 and art. 32 para. 1 point 4 of 行政许可法).

Do: make a material of what has a basis and delete what has none; where a circumstance is meant, ask for it and not for a proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.ground.script import fold
from materials_rules.lint.naming import called
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.wording import texts_beside_materials

CODE: Final = "L-ASKED-OUTSIDE-MATERIALS"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{found}”要求提交“{what}”，它不在申请材料里",
    en="“{found}” asks for “{what}”, which is none of the materials",
    remedy_zh="有依据的写成一份材料；没有的删去，只问情况、不要证明",
    remedy_en="make a material of it if it has a basis; else delete it and ask for the circumstance, not for a proof",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      when: rented
facts:
  rented: {ask: 场地是否租用？租用的请提供居委会证明, type: boolean} # ← 提供
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      when: rented
      note: 须提交店招设置申请书原件。
facts:
  rented: {ask: 场地是否租用？, type: boolean}
"""

_MUST: Final = "(?:请|须|需要?|应当?|必须|务必|一并|另行?|同时|还要|(?<!需)要(?!求)|凭|持|先|来时|前来|办理时|申请时|领取时)"
_VERBS: Final = "(?:提交|提供|出具|出示|递交|交验|补交|附上?|附送|携带|带上?|带齐|上传|持|交回?)"
_THINGS: Final = (
    "(?:证明(?:材料|文件|信|书)?|介绍信|证书|许可证|身份证件?|户口[簿本]|执照|[^，。；、？?！!：:（()）\\s]{1,8}证|照片|申请书|申请表|合同书?|协议书?"
    "|报告书?|函|意见书?|承诺书|保证书|声明书?|说明书?|清单|花名册|名册|图纸|票据|发票|收据|公证书|鉴定书|批文|批复|表"
    "|[^，。；、？?！!：:（()）\\s]{1,12}(?:复印件|原件|材料|资料|文件))"
)
_ASKS: Final = re.compile(
    f"(?<!规定)(?<!依法)(?<!法定)(?<!是否)(?<!不)(?<!无)(?<!免){_MUST}[^，。；、？?！!]{{0,10}}?"
    f"(?P<verb>{_VERBS}(?!的)(?P<what>[^，。；、？?！!：:]{{0,16}}?{_THINGS})(?![书本簿表件料]{{0,2}}的))"
)
_OF_THE_OFFICE: Final = re.compile("通知书|决定书|告知书|凭证|回执|受理单|执法|工作证|补正|送达")
_NOTHING_NEW: Final = re.compile(
    "(?:本|该|上述|所列|前述|全部|齐全|完整|真实|有效|申请|申报|相应|的|其他|其它|有关|相关|必要|需要|已|与|和|并|一份|两份|纸质|电子|A4|原件|复印件|材料|资料|文件|证件|表格)*"
)


def check(one: OneVersion) -> Iterator[Found]:
    """Every demand in words whose object is called like none of the materials; those that name nothing are told elsewhere."""
    known = {_bare(form) for slot in one.version.slots.values() for form in called(slot.arm, one.ruleset.documents)}
    for text in texts_beside_materials(one):
        for asks in _ASKS.finditer(text.text):
            what = _bare(asks["what"])
            if _OF_THE_OFFICE.search(asks["verb"]) or _NOTHING_NEW.fullmatch(what):
                continue
            if any(form in what or what in form for form in known):
                continue
            yield Found(text.place_of(asks.start("verb")), {"found": asks[0], "what": asks["what"]})
            break


def _bare(name: str) -> str:
    return fold(name).replace("的", "")
