"""What the clock and the calendars say: limits, files of days off, days that nobody can know yet."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

_SPELLINGS_ZH: Final = "可写 `5个工作日` `20个自然日` `2个月` `4小时` `7日`（法条原文未写明何种日）"
_SPELLINGS_EN: Final = (
    "accepted are `5 working days`, `20 calendar days`, `2 months`, `4 hours`, `7 days as written` (the act does not say which)"
)

MESSAGES: Final[dict[str, Message]] = {
    "K-LIMIT": Message(
        zh="`{text}` 不是期限的写法",
        en="`{text}` does not spell a limit",
        remedy_zh=_SPELLINGS_ZH + "，数字用半角，中文写法不留空格",
        remedy_en=_SPELLINGS_EN + ", with ASCII digits and one blank",
    ),
    "K-LIMIT-UNIT": Message(
        zh="`{text}` 没有写明是工作日还是自然日",
        en="`{text}` does not say whether working days or calendar days are meant",
        remedy_zh=_SPELLINGS_ZH,
        remedy_en=_SPELLINGS_EN,
        about_zh="行政许可法第八十二条只规定该法自身的期限以工作日计算；其他法律、法规、规章里的“日”不当然是工作日。"
        "原文只写“七日”的，照写 `7日`，由计算时载明的读法决定，并按较短的读法预警。",
    ),
    "K-LIMIT-RANGE": Message(
        zh="期限的数字应当是 1 至 {most} 的整数，不带前导零",
        en="the number of a limit is a whole number from 1 to {most} without a leading zero",
        remedy_zh="当场办理的不写期限，写 `on_the_spot`（当场）；其他情形请写一个整数",
        remedy_en="for what is done on the spot write `on_the_spot`, else write a whole number",
    ),
    "K-FOLDER": Message(
        zh="日历文件夹 `{folder}` 无法读取",
        en="the folder of calendars `{folder}` cannot be read",
        remedy_zh="请放入以年份命名的日历文件，如 `2026.yaml`",
        remedy_en="put one file a year there, such as `2026.yaml`",
    ),
    "K-FILE": Message(
        zh="日历文件无法读取",
        en="the calendar cannot be read",
        remedy_zh="请检查文件的权限和存储",
        remedy_en="check its permissions and the storage",
    ),
    "K-FILE-NAME": Message(
        zh="`{name}` 不是日历文件的名称",
        en="`{name}` is no name of a calendar",
        remedy_zh="文件名应为四位年份加 `.yaml`，如 `2026.yaml`",
        remedy_en="name it by its year in four digits and `.yaml`, such as `2026.yaml`",
    ),
    "K-YEAR": Message(
        zh="`year` 为 `{year}`，与文件名的 {expected} 年不一致",
        en="`year` is `{year}` but the file is named {expected}",
        remedy_zh="请改正年份或文件名",
        remedy_en="correct the year or the name of the file",
    ),
    "K-KEY": Message(
        zh="日历中没有 `{key}` 这个键",
        en="a calendar has no key `{key}`",
        remedy_zh="此处可用的键：{known}",
        remedy_en="the keys here are: {known}",
    ),
    "K-MISSING": Message(
        zh="日历缺少 `{key}`",
        en="the calendar lacks `{key}`",
        remedy_zh="请补上该键",
        remedy_en="add this key",
    ),
    "K-SHAPE": Message(
        zh="`{key}` 的写法不对",
        en="`{key}` has the wrong shape",
        remedy_zh="应为：{expected_zh}",
        remedy_en="it must be {expected_en}",
    ),
    "K-DAY": Message(
        zh="`{day}` 不是日期",
        en="`{day}` is no day",
        remedy_zh="日期写作 `2026-10-01`",
        remedy_en="write a day as `2026-10-01`",
    ),
    "K-DAY-YEAR": Message(
        zh="`{day}` 不在 {year} 年内",
        en="`{day}` does not lie in the year {year}",
        remedy_zh="跨年的假期，每一天写在它所在年份的文件里",
        remedy_en="of a holiday across two years each day stands in the file of its own year",
    ),
    "K-DAY-BOTH": Message(
        zh="`{day}` 既在 `days_off`（放假）又在 `working_days`（调休上班）",
        en="`{day}` stands in both `days_off` and `working_days`",
        remedy_zh="请按通知保留其中一处",
        remedy_en="keep the one that the notice says",
    ),
    "K-WEEKDAY": Message(
        zh="`working_days` 中的 `{day}` 不是周六或周日",
        en="`{day}` in `working_days` is no Saturday or Sunday",
        remedy_zh="`working_days` 只写调休上班的周末，请核对通知",
        remedy_en="`working_days` holds only weekend days that are made up; compare the notice",
    ),
    "K-STATUTORY": Message(
        zh="`days_off` 缺少法定假日 `{day}`",
        en="`days_off` lacks the statutory holiday `{day}`",
        remedy_zh="全国年节及纪念日放假办法第二条规定该日放假，请核对是否漏录",
        remedy_en="全国年节及纪念日放假办法 art. 2 makes it a day off; compare the notice, the file looks incomplete",
    ),
    "K-UNKNOWN-YEAR": Message(
        zh="没有 {year} 年的日历，最后一日无法确定",
        en="there is no calendar of {year}, so the last day is unknown",
        remedy_zh="请在通知公布后加入 `{year}.yaml`；在此之前按预警日办理，预警日把该年每一天都当作工作日",
        remedy_en="add `{year}.yaml` once the notice is out; until then go by the alarm date, which counts every day of that year "
        "as a working day",
    ),
    "K-YEAR-END": Message(
        zh="没有 {year} 年的日历，{before} 年末的周末可能因元旦调休而上班",
        en="there is no calendar of {year}, so the last weekend of {before} may yet become working days for New Year",
        remedy_zh="请加入 `{year}.yaml` 并核对 `{before}.yaml`；在此之前按预警日办理",
        remedy_en="add `{year}.yaml` and compare `{before}.yaml`; until then go by the alarm date",
    ),
    "K-PAST-END": Message(
        zh="期限 `{limit}` 的最后一日在 {last} 年之后",
        en="the limit `{limit}` ends after the year {last}",
        remedy_zh="请核对收件日期和期限",
        remedy_en="check the day of receipt and the limit",
    ),
}
