"""Form checks on any record: total, and exact about what is not recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

from form_checking import CHECKS, MARCH, SAID, context, document, parameter_of
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, structs

from materials_rules.form_checks import MET, Defect, JudgeContext, Unrecorded

DAYS = st.dates(date(1900, 1, 1), date(9998, 12, 31)).map(date.isoformat)
ROLES = st.lists(st.sampled_from(["applicant", "agent", "legal_representative", "landlord"]), max_size=3).map(tuple)
RECORDED: dict[str, st.SearchStrategy[Any]] = {
    "originals": st.integers(0, 3),
    "copies": st.integers(0, 3),
    "original_shown": st.booleans(),
    "signed_by": st.none() | ROLES,
    "sealed_by": st.none() | ROLES,
    "certified": st.sampled_from([True, False, None]),
    "template": st.sampled_from([None, "form@2023", "form@2024"]),
    "complete": st.booleans(),
    "medium": st.sampled_from(["paper", "electronic"]),
    "issued_on": st.none() | DAYS | st.dates(date(2025, 11, 1), date(2026, 3, 9)).map(date.isoformat),
    "expires_on": st.none() | DAYS | st.dates(date(2026, 2, 1), date(2026, 3, 9)).map(date.isoformat),
    "unreadable": st.booleans(),
}
FULL = st.fixed_dictionaries(RECORDED)
CONTEXTS = st.builds(
    context,
    handed_in_on=st.just(MARCH) | st.dates(date(1900, 1, 1), date(9998, 12, 31)),
    agent_may_sign=st.booleans(),
    electronic=st.sampled_from([None, "counts_as_original", "counts_as_copy", "not_accepted"]),
)


@given(FULL, CONTEXTS, st.sampled_from(sorted(SAID.values(), key=repr)))
def test_where_everything_is_recorded_a_check_decides(
    recorded: dict[str, Any], ctx: JudgeContext, asked: tuple[str, object]
) -> None:
    word, author = asked
    judged = CHECKS[word].judge(parameter_of(word, author), document(**recorded), ctx)

    assert judged == MET or (judged and all(isinstance(outcome, Defect) for outcome in judged))
    assert {outcome.kind for outcome in judged if isinstance(outcome, Defect)} <= set(CHECKS[word].KINDS)


@given(FULL, st.sets(st.sampled_from(sorted(RECORDED))), CONTEXTS, st.sampled_from(sorted(SAID.values(), key=repr)))
def test_what_is_decided_without_a_record_stays_so_with_it(
    recorded: dict[str, Any], left_out: set[str], ctx: JudgeContext, asked: tuple[str, object]
) -> None:
    """Unknown is not false: `met` and a defect hold for whatever the clerk may yet record."""
    word, author = asked
    if word == "readable":
        left_out = left_out - {"unreadable"}  # said in its own docstring: nothing recorded is no question
    if word == "show_original" and recorded["original_shown"] is False:
        left_out = left_out - {"originals"}  # and here: a recorded `false` is the clerk's own answer
    check, parameter = CHECKS[word], parameter_of(word, author)
    whole = document(**recorded)
    part = structs.replace(whole, material=structs.replace(whole.material, **dict.fromkeys(left_out, UNSET)))

    judged, finally_ = check.judge(parameter, part, ctx), check.judge(parameter, whole, ctx)

    if judged == MET:
        assert finally_ == MET
    for outcome in judged:
        if isinstance(outcome, Defect):
            assert outcome in finally_
        if isinstance(outcome, Unrecorded):
            assert outcome.attribute in left_out


@given(st.integers(0, 3), st.integers(0, 3), st.sampled_from(["originals", "copies", "show_original", "certified"]))
def test_a_number_that_lines_leave_open_is_a_lower_bound(least: int, more: int, word: str) -> None:
    check, parameter = CHECKS[word], parameter_of(word, "2" if word in ("originals", "copies") else "true")
    rest: dict[str, Any] = {"original_shown": UNSET, "certified": False}
    open_ = document(originals=least, copies=least, uncounted=("originals", "copies"), **rest)
    final = document(originals=least + more, copies=least + more, **rest)

    judged, finally_ = check.judge(parameter, open_, context()), check.judge(parameter, final, context())

    if not any(isinstance(outcome, Unrecorded) for outcome in judged):
        assert [type(outcome) for outcome in judged] == [type(outcome) for outcome in finally_]
