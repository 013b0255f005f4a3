"""What a duty asks for, in words that an official can approve: 原需提交《…》，现不需提交.

    Duty, Duty  ->  what was, what is now
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from materials_rules.changes.change import Said
from materials_rules.changes.criteria import asked
from materials_rules.changes.duty import Duty, Way
from materials_rules.notice.wording import either

_ASKED_FOR: Final = re.compile(r"(?:是|为|有|共)?(?:多少|几)[^：；，]{0,8}：(?=不满|超过|[0-9])")
"""In “经营面积是多少平方米：50平方米以上” the question only repeats what the answer says."""

_STATES: Final = {
    "none": Said("不需提交", "not required"),
    "dropped": Said("不得要求提交", "must not be asked for"),
    "obtained": Said("由机关自行取得，不需提交", "obtained by the office, not to be handed in"),
    "covered": Said("由其他材料涵盖，不需提交", "covered by another material"),
    "later": Said("应在现场核查时提交", "handed over at the on-site check"),
}


def compared(old: Duty, new: Duty) -> tuple[Said, Said]:
    """What was and what is now; of two duties that differ in form alone only what differs."""
    if old.state == new.state == "due" and {way.key for way in old.ways} == {way.key for way in new.ways}:
        return _of_form(old, new)
    return told(old), told(new)


def told(duty: Duty) -> Said:
    """What one duty asks for."""
    if duty.state != "due":
        state = _STATES[duty.state]
        if duty.state == "covered" and duty.why:
            return Said(f"由{duty.why}涵盖，不需提交", state.en)
        if duty.state in ("dropped", "obtained") and duty.why:
            return Said(f"{state.zh}（{duty.called}）", f"{state.en} ({duty.why})")
        return state
    return Said(f"需{_ways_zh(duty.ways)}", f"required: {' or '.join(map(_way_en, duty.ways))}")


def _ways_zh(ways: Sequence[Way]) -> str:
    return either([_way_zh(way) for way in ways])


def _way_zh(way: Way) -> str:
    match way.sort:
        case "paper":
            listed = way.of.partition("[")[2]
            says = "" if way.form is None else "，".join(way.form.says.values())
            return f"{'逐一' if listed else ''}提交《{way.name}》{f'（{says}）' if says else ''}"
        case "licence":
            return f"出示《{way.name}》原件"
        case "commitment":
            return f"以告知承诺代替（{way.name}）"
        case "deferral":
            return "容缺后补" + (f"（{way.within.say()}内）" if way.within else "")
        case _:
            return f"先取得“{way.name}”的结果"


def _way_en(way: Way) -> str:
    match way.sort:
        case "paper":
            return way.of
        case "licence":
            return f"show {way.of}"
        case "commitment":
            return "a written commitment"
        case "deferral":
            return "deferral" + (f" within {way.within.say('en')}" if way.within else "")
        case _:
            return f"the result of {way.of}"


def _of_form(old: Duty, new: Duty) -> tuple[Said, Said]:
    """The criteria that one side has and the other has not, paper by paper."""
    was, now, was_en, now_en = [], [], [], []
    theirs = {way.key: way for way in new.ways}
    for way in old.ways:
        other = theirs[way.key]
        if way.form is not None and other.form is not None and not way.form.is_same(other.form):
            mine, yours = way.form.says, other.form.says
            before = [say for key, say in mine.items() if yours.get(key) != say]
            after = [say for key, say in yours.items() if mine.get(key) != say]
            paper = f"《{way.name}》" if way.name == other.name else f"《{way.name}》（现称《{other.name}》）"
            was.append(f"{paper}{'，'.join(before) or '无此项形式要求'}")
            now.append("，".join(after) or "无此项形式要求")
            was_en.append(f"form of {other.of}: {_checks(way, other)}")
            now_en.append(_checks(other, way))
        elif way.within != other.within and way.within and other.within:
            was.append(f"容缺后补期限{way.within.say()}")
            now.append(other.within.say())
            was_en.append(f"deferral within {way.within.say('en')}")
            now_en.append(other.within.say("en"))
    return Said("；".join(was), "; ".join(was_en)), Said("；".join(now), "; ".join(now_en))


def _checks(way: Way, other: Way) -> str:
    assert way.form is not None and other.form is not None
    mine = [machine for key, machine in way.form.of.items() if other.form.of.get(key) != machine]
    return ", ".join(map(asked, mine)) or "nothing of the kind"


def situation_said(text: str) -> str:
    """A situation as it stands before 的: “经营面积是多少平方米：超过50平方米” is 经营面积超过50平方米."""
    return _ASKED_FOR.sub("", text).rstrip("。")
