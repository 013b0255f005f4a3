"""错在哪：问题、选项、字段名称、受理条件、程序、申请地点、联系方式或者备注里，要求提交、携带、出示一样东西，或者要当面查验它，它不在申请材料里，例如问题里写“请提供居委会证明”。

为什么：材料只能写在申请材料里，一份一份有依据、有条件、能告知；写在别处的要求绕过了六类不得要求的材料，也进不了一次性告知书（行政许可法
第三十条第一款、第三十二条第一款第四项）。

怎么改：确有依据的，写成一份材料；没有依据的，删去；要问的是情况的，改成问情况（“有没有……”），不要证明。

Wrong: a question, a choice, the name of a field, an acceptance condition, a step, an address, a contact or a note tells people to
hand in, bring or show something that is none of the materials, such as a question that says 请提供居委会证明.

Why: what is asked for stands among the materials, each with its basis and condition, so that it can be told; a demand elsewhere
slips past the six classes and is missing from the one notice (art. 30 para. 1 and art. 32 para. 1 point 4 of 行政许可法).

Do: make a material of what has a basis and delete what has none; where a circumstance is meant, ask for it and not for a proof.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
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

_MUST: Final = "(?:(?<!申)请|须|需要?|应当?|必须|务必|一并|另行?|同时|还要|(?<!需)要(?!求)|先|来时|前来|办理时|申请时|领取时)"
_VISIT: Final = "来时|前来|办理时|申请时|申领时|领取时|到场时?|到窗口|现场"
_VERBS: Final = "(?:提交|提供|出具|出示|递交|交验|补交|附上?|附送|携带|带(?!走)上?|带齐|上传|(?<!支)持(?![续有])|准备|交回?)"
_WORD: Final = "[^，。；、？?！!：:（()）\\s]"
_THINGS: Final = (
    f"(?:介绍信|执照|照片|合同书?|协议书?|函|清单|花名册|名册|图纸|票据|发票|收据|批文|批复|报告(?!书)|表格?(?![人示明达面决现演])|户口[簿本]|公证(?!书)"
    f"|{_WORD}{{0,8}}(?:证(?:明(?:材料|文件|信|书)?|书|件|照)|凭证|(?<=[^持凭交])证)|{_WORD}{{0,8}}(?:申请|报告|意见|承诺|保证|声明|说明|公证|鉴定|同意|委托|授权|决议|推荐|计划|检测|评估|责任)书"
    f"|{_WORD}{{1,12}}(?:复印件|原件|材料|资料|文件))(?:复印件|原件|正本|副本|材料|资料|文件)*"
)
_THING: Final = f"(?P<what>[^，。；、？?！!：:]{{0,16}}?{_THINGS}(?:(?:[和及与、]|以及){_WORD}{{0,8}}?{_THINGS})*)(?![明书本簿表件照料]{{0,2}}的)"
_ASKS: Final = tuple(
    re.compile(f"(?<![不无免未])(?<!是否)(?:{pattern})")
    for pattern in (
        f"{_MUST}[^，。；、？?！!]{{0,10}}?(?P<verb>{_VERBS}(?!的){_THING})",  # somebody must hand it in
        f"申请人(?:另行?|再)?(?P<verb>(?:提交|补交|递交|出具|出示|交验|附送)(?!的)(?!虚假|伪造|变造|不实){_THING}(?!的[，,。]?))",  # he hands it in
        f"(?:{_VISIT})[^，。；、？?！!]{{0,10}}?(?P<verb>持有{_THING})",  # who comes has it on him; what people merely have is no demand
        f"(?P<verb>(?:另|还|尚|并|此外)(?:需|须|要)(?:有|要)?{_THING})",  # it is wanted besides
        f"(?P<verb>(?:随附|随件附|另附|并附|后附|加附|(?<=的)(?:须|需|应当?)?附上?){_THING})",  # it comes with something
        f"(?P<verb>(?:备齐|备妥|备好|自备|带齐|带好){_THING})",  # it is to be ready
        f"(?:^|[，。；、：:（(]|{_MUST})(?P<verb>(?:(?<!文)(?<!受理)(?<!收件)凭|持(?!有|续)){_THING})",  # nothing is done without it
        f"(?P<verb>(?:核对|查验|核验|查看|验看|收取|收缴|收存){_THING}(?!上|信息|真伪))",  # the office looks at it
        f"(?P<verb>(?:加交|多交|补齐|补办|交){_THING}[一二两三四五六七八九十0-9]+[份张套])",  # so many of it
    )
)
"""Ways to ask for a thing; the group `verb` begins at the word that asks."""

_LET_ALONE: Final = re.compile(
    "(?:不|不得|不用|不必|不再|不另|不需要?|不应当?|不能|不要求?|无需|无须|免|免予|禁止|严禁|规定|依法|法定|有无)[^，。；、？?！!]{0,2}\\Z|(?:是否|有没有|没有(?:规定|要求|读到)|在线|联网|平台|共享)[^，。；、？?！!]*\\Z"
)
"""What stands before words that ask for nothing: 不得, 是否, 依法; what an office looks up by itself it asks nobody for."""

_LET_OFF: Final = re.compile("[^。；;！!]*?(?:无需|无须|不需要?|不必|不用|不再)(?:另行|再)?(?:提交|提供|出示)")
"""What says behind them, in the same sentence, that nobody need hand it in."""

_OF_THE_OFFICE: Final = re.compile("通知书|决定书|告知书|(?:受理|收件|取件|领取|领证|缴费|送达|办件)凭证|[交示凭持]凭证|回执|受理单|执法|工作证|补正|送达")
_NOTHING_NEW: Final = re.compile(
    "(?:本|该|上述|所列|前述|全部|齐全|完整|真实|有效|申请|申报|相应|的|其他|其它|有关|相关|必要|需要|已|与|和|并|一份|两份|纸质|电子|A4|原件|复印件|材料|资料|文件|证件|表格|目录|清单)*"
)
_AND: Final = re.compile("[和及与]|以及|并")


def check(one: OneVersion) -> Iterator[Found]:
    """Every demand in words whose object is called like none of the materials; those that name nothing are told elsewhere."""
    slots = one.version.slots.values()
    known = {_bare(form) for slot in slots if not slot.arm.over_asked for form in called(slot.arm, one.ruleset.documents)}
    for text in texts_beside_materials(one):
        asked = [
            asks
            for pattern in _ASKS
            for asks in pattern.finditer(text.text)
            if not _LET_ALONE.search(text.text[: asks.start()]) and not _LET_OFF.match(text.text, asks.end())
        ]
        for asks in sorted(asked, key=lambda asks: asks.start("verb")):
            what = _unknown(asks["what"], known)
            if what is not None and not _OF_THE_OFFICE.search(asks["verb"]):
                yield Found(text.place_of(asks.start("verb")), {"found": asks[0].lstrip("，。；、：:（("), "what": what})
                break


def _unknown(what: str, known: Collection[str]) -> str | None:
    """The first of the things in *what* that is called like none of *known*; None where all are, or name nothing."""
    for part in _AND.split(what):
        bare = _bare(part)
        if bare and not _NOTHING_NEW.fullmatch(bare) and not any(form in bare or bare in form for form in known):
            return part
    return None


def _bare(name: str) -> str:
    return fold(name).replace("的", "")
