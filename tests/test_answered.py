"""The digest of the answers: what counts as another answer on a later visit, and whose numbers stay out of it."""

from __future__ import annotations

from typing import Any

import pytest
from noticing import noticed, paper
from visiting import again

RENTED: dict[str, Any] = {"materials": {"form": {}, "lease": {"when": "rented"}}, "facts": {"rented": "boolean"}}
MINE: dict[str, Any] = {"kind": "enterprise", "name": "甲公司", "id": "91430400MA4L16JQ9B", "phone": "13800000000"}


@pytest.mark.parametrize(("particular", "before", "after"), [("id", "91430400MA4L16JQ9B", "91430400MA4L16JX4G"), ("phone", "13800000000", None)])
def test_a_number_that_a_rule_reads_is_an_answer(particular: str, before: str, after: str | None) -> None:
    """With another number another paper is due: that is the applicant's change, and no omission of the office."""
    rules: dict[str, Any] = {
        "materials": {"lease": {"reads": {"owner": {}}}, "photo": {}, "consent": {"when": f"lease.owner != applicant.{particular}"}}
    }
    lease = paper("lease", fields={"owner": before})
    first = noticed(rules, applicant={**MINE, particular: before}, materials=[lease])
    second = again(first, rules, applicant={**MINE, particular: after}, materials=[lease, paper("photo", handed_in_on="2026-03-10")])

    assert first.answers is not None and f"applicant.{particular}" in first.answers.of
    assert [finding.requirement for finding in second.findings] == ["consent"]
    assert second.office_faults == ()


def test_a_number_that_no_rule_reads_is_in_no_digest() -> None:
    """Few digits can be guessed from a digest."""
    one, other = (noticed(RENTED, applicant={**MINE, "id": id_}, facts={"rented": True}) for id_ in ("91430400MA4L16JQ9B", "91430400MA4L16JX4G"))

    assert one.answers is not None
    assert one.answers.of == ("applicant.kind", "applicant.name", "by_agent", "rented")
    assert one.answers == other.answers


def test_a_particular_that_was_recorded_as_none_is_an_answer() -> None:
    none, some = (noticed(RENTED, applicant={**MINE, "name": name}, facts={"rented": True}).answers for name in (None, "甲公司"))

    assert none is not None and some is not None
    assert none.of == some.of
    assert none.digest != some.digest


def test_a_fact_may_be_called_agent() -> None:
    """What is asked under that name does not hide that an agent came."""
    rules: dict[str, Any] = {"materials": {"letter": {"when": "by_agent"}, "form": {"when": "agent"}}, "facts": {"agent": "boolean"}}
    first = noticed(rules)
    second = again(first, rules, facts={"agent": False}, agent={"name": "李四", "powers": ["submit"]})

    assert first.answers is not None and first.answers.of == ("applicant.kind", "applicant.name", "by_agent")
    assert [finding.requirement for finding in second.findings] == ["letter"]
