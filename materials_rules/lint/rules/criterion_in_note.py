"""错在哪：材料的 `note`（备注）里写着“一式三份”“加盖公章”“原件及复印件”一类形式要求，`hand_in`（交件）里却没有这一项。

为什么：审查的、告知申请人的形式要求只有 `hand_in`（交件）里写的；写在备注里的，没有人审查，不合要求的照样通过，窗口却可能凭它退件。需要提交的
全部材料要公示（行政许可法第三十条第一款），份数和形式也在其中。

怎么改：要的，写进 `hand_in`（交件）；不要的，从备注里删去。

Wrong: the `note` of a material says how many copies, originals, seals, signatures or certified copies are wanted, and its `hand_in` has
no such criterion.

Why: only what stands under `hand_in` is checked, and told to applicants as a criterion. What stands in a note nobody checks, and a window
may turn people away for it. All materials that are wanted are published (art. 30 para. 1 of 行政许可法), their number and form too.

Do: write it under `hand_in`; where it is not wanted, delete it from the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.lint.wording import texts_of_slot
from materials_rules.reading.key_words import KEYS

CODE: Final = "L-CRITERION-IN-NOTE"
FAMILY: Final = "closure"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="备注里的“{found}”没有写进 `hand_in`（交件），不会审查",
    en="“{found}” in the note is no criterion of `hand_in`, and is not checked",
    remedy_zh="要的，在 `hand_in`（交件）里写 `{written}`（{written_zh}）；不要的，从备注里删去",
    remedy_en="write `{written}` under `hand_in`, or take it out of the note",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in: {originals: 1}
      note: 写明设置的地点，并加盖公章。 # ← 加盖公章
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      hand_in: {originals: 1, signed_or_sealed_by: applicant}
      note: 写明设置的地点，并签字或者加盖公章。
"""

_CLAUSE: Final = re.compile("[^，,；;。！!？?（）()\n]+")
_WANTED: Final = "(?:提交|递交|报送|提供|交验|交|出示|携带|带|核对|核验|查验|验|校验|收|附|需要?|须|应当?|请)"
_CERTIFIED: Final = re.compile("(?:注明|签注|写明|标明|标注|加注)[“”\"]?(?:与|和)?原件(?:一致|相符|核对)")
_EITHER: Final = re.compile("(?:签字|签名|签署|签)(?:或者?|/)加?盖(?:[公印]?章|手印)?|签章")
_SEAL: Final = re.compile("加?(?<![覆涵遮])盖[^、的]{0,8}?章(?![程节])|(?<!、)用印(?!、)")
_SIGN: Final = re.compile("(?<!、)(?:签字|签名|亲笔签)(?!、(?!加?盖|按))|(?<=[人方者])签(?=\\Z|并|和)")
_NUMBER: Final = re.compile("[0-9０-９]{1,2}|[一二两三四五六七八九十](?!式)")
_COUNT: Final = re.compile(
    f"一式(?:{_NUMBER.pattern})[份套]|(?:原件|正本|复印件|影印件)(?:各|共|一共)?(?:{_NUMBER.pattern})[份套张]"
    f"|(?:{_WANTED}|各|共)(?:{_NUMBER.pattern})[份套]\\Z"
)
_SHOWN: Final = re.compile("出示|核对|核验|查验|交验|验|校验")
_ORIGINAL: Final = re.compile(f"{_WANTED}.{{0,12}}?(?:原件|正本)|\\A(?:原件|正本)(?=[及和与、]|\\Z)")
_COPY: Final = re.compile(f"{_WANTED}.{{0,12}}?(?:复印件|影印件)|(?:\\A|(?<=[及和与、]))(?:复印件|影印件)(?=[及和与、]|\\Z)")
_DENIED: Final = re.compile(
    "不(?!动产)|无[需须]|[毋勿免]|未(?!成年)|没有|遗失|丢失|共享|电子证照|自行|可以?|权限|机关|窗口|部门|平台|系统|工作人员|退[还回]"
)
"""What takes a demand back, makes it a choice, or says that somebody else does it."""

_DIGITS: Final = {sign: n for n, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_SIGNED: Final = ("signed_by", "signed_or_sealed_by", "certified")
_SEALED: Final = ("sealed_by", "signed_or_sealed_by", "certified")
_WORDS: Final = (
    (_CERTIFIED, "certified", ("certified",)),
    (_EITHER, "signed_or_sealed_by", (*_SIGNED, "sealed_by")),
    (_SEAL, "sealed_by", _SEALED),
    (_SIGN, "signed_by", _SIGNED),
    (_ORIGINAL, "originals", ("originals", "show_original")),
    (_COPY, "copies", ("copies", "certified")),
)
"""What says that something is wanted, the criterion that it is, and those of which any one is enough."""

_VALUES: Final = {"certified": ("true", "是"), "show_original": ("true", "是"), "originals": ("1", "1"), "copies": ("1", "1")}


def check(one: OneVersion) -> Iterator[Found]:
    """The note of every material that is asked for."""
    for slot in one.slots:
        if slot.arm.catch_all or slot.arm.over_asked:
            continue
        for text in texts_of_slot(one, slot, "note"):
            told: set[str] = set()
            for start, found, key, value in _unwritten(text.text, slot.arm.hand_in):
                if key not in told:
                    told.add(key)
                    english, chinese = (value, value) if value else _VALUES.get(key, ("applicant", "applicant"))
                    args = {"found": found, "written": f"{key}: {english}", "written_zh": f"{KEYS[key]}: {chinese}"}
                    yield Found(text.place_of(start), args)


def _unwritten(note: str, hand_in: Any) -> Iterator[tuple[int, str, str, str]]:
    """What *note* asks for and *hand_in* does not: where, in which words, the criterion due, its number where one is said."""
    for clause in _CLAUSE.finditer(note):
        words = clause[0].rstrip()
        if _DENIED.search(words):
            continue
        counted = False
        for count in _COUNT.finditer(words):
            counted = True
            number = _number(_NUMBER.findall(count[0])[-1])
            key = "copies" if "印件" in count[0] else "originals"
            if number not in _numbers(count[0], hand_in):
                yield clause.start() + count.start(), count[0], key, str(number)
        is_either = _EITHER.search(words) is not None
        for pattern, key, enough in _WORDS:
            found = pattern.search(words)
            is_told = (is_either and key in ("sealed_by", "signed_by")) or (counted and key in ("originals", "copies"))
            if found and not is_told and not any(getattr(hand_in, one, None) for one in enough):
                key = "show_original" if key == "originals" and _SHOWN.match(found[0]) else key
                yield clause.start() + found.start(), found[0], key, ""


def _number(text: str) -> int:
    return _DIGITS[text] if text in _DIGITS else int(text)


def _numbers(words: str, hand_in: Any) -> set[int]:
    """The numbers that *hand_in* has for what *words* count."""
    originals, copies = hand_in.originals or 0, hand_in.copies or 0
    if "印件" in words:
        return {copies}
    if "原件" in words or "正本" in words:
        return {originals, 1} if hand_in.show_original else {originals}
    return {originals, copies, originals + copies}
