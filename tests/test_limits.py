"""How a limit is written, read and said."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from materials_rules.ground.catalogue import message
from materials_rules.rules.limit import LIMIT_PATTERN, AuthorLimit, Limit, NotALimit, Unit, read_limit

# --- how a limit is written ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5 working days", 5, Unit.WORKING_DAY),
        ("1 working day", 1, Unit.WORKING_DAY),
        ("5个工作日", 5, Unit.WORKING_DAY),
        ("20 calendar days", 20, Unit.CALENDAR_DAY),
        ("20个自然日", 20, Unit.CALENDAR_DAY),
        ("20个日历日", 20, Unit.CALENDAR_DAY),
        ("2 months", 2, Unit.MONTH),
        ("2个月", 2, Unit.MONTH),
        ("7 days as written", 7, Unit.DAY_AS_WRITTEN),
        ("7日", 7, Unit.DAY_AS_WRITTEN),
        ("4 hours", 4, Unit.HOUR),
        ("4小时", 4, Unit.HOUR),
        ("4个小时", 4, Unit.HOUR),
        ("9999 hours", 9999, Unit.HOUR),
    ],
)
def test_a_limit_is_read(text: str, value: int, unit: Unit) -> None:
    assert read_limit(text) == Limit(value, unit)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "K-LIMIT"),
        ("five working days", "K-LIMIT"),
        ("五个工作日", "K-LIMIT"),
        ("５个工作日", "K-LIMIT"),
        ("٥ working days", "K-LIMIT"),
        ("5  working days", "K-LIMIT"),
        ("5working days", "K-LIMIT"),
        (" 5 working days", "K-LIMIT"),
        ("5 working days ", "K-LIMIT"),
        ("5 working days\n", "K-LIMIT"),
        ("5 个工作日", "K-LIMIT"),
        ("5 Working days", "K-LIMIT"),
        ("5.5 working days", "K-LIMIT"),
        ("-5 working days", "K-LIMIT"),
        ("5", "K-LIMIT"),
        ("5 weeks", "K-LIMIT"),
        ("5 working\u00a0days", "K-LIMIT"),
        ("on_the_spot", "K-LIMIT"),
        ("5 days", "K-LIMIT-UNIT"),
        ("1 day", "K-LIMIT-UNIT"),
        ("5天", "K-LIMIT-UNIT"),
        ("0 working days", "K-LIMIT-RANGE"),
        ("05 working days", "K-LIMIT-RANGE"),
        ("10000 working days", "K-LIMIT-RANGE"),
        ("9" * 5000 + " months", "K-LIMIT-RANGE"),
    ],
)
def test_another_spelling_says_what_is_accepted(text: str, code: str) -> None:
    with pytest.raises(NotALimit) as caught:
        read_limit(text)

    assert caught.value.code == code
    said = message(code)
    for template in (said.zh, said.en, said.remedy_zh, said.remedy_en):
        assert template.format_map(caught.value.values)
    assert code == "K-LIMIT-RANGE" or "5 working days" in said.remedy_en


@given(st.builds(Limit, st.integers(1, 9999), st.sampled_from(Unit)), st.sampled_from(["zh", "en"]))
def test_what_a_limit_says_is_read_back(limit: Limit, lang: str) -> None:
    assert read_limit(limit.say(lang)) == limit


@given(st.text() | st.from_regex(r"[0-9]{0,5} ?(working|calendar)? ?days?( as written)?|[0-9]{1,5}个?(工作日|自然日|月|小时|日)"))
def test_the_pattern_for_editors_takes_exactly_what_is_read(text: str) -> None:
    try:
        read_limit(text)
        is_read = True
    except NotALimit:
        is_read = False

    # JSON Schema's `$` is the end of the text, Python's also stands before a last line break
    assert (re.search(LIMIT_PATTERN.replace("$", r"\Z"), text) is not None) == is_read


@pytest.mark.parametrize("value", [0, -1, 10000])
def test_a_limit_out_of_range_cannot_be_made(value: int) -> None:
    with pytest.raises(NotALimit):
        Limit(value, Unit.MONTH)


def test_a_model_of_authors_takes_a_limit_and_keeps_the_code_of_a_fault() -> None:
    adapter: TypeAdapter[Limit] = TypeAdapter(AuthorLimit)

    assert adapter.validate_python("5个工作日") == Limit(5, Unit.WORKING_DAY)
    assert adapter.validate_python(Limit(5, Unit.WORKING_DAY)) == Limit(5, Unit.WORKING_DAY)
    assert adapter.dump_python(Limit(7, Unit.DAY_AS_WRITTEN)) == "7 days as written"
    assert adapter.json_schema()["pattern"] == LIMIT_PATTERN
    for broken, code in (("5 days", "K-LIMIT-UNIT"), (["5 working days"], "K-LIMIT")):
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(broken)
        assert caught.value.errors()[0]["ctx"]["code"] == code
