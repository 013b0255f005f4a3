"""No message of a reader, no trace and no representation holds an applicant's data (I37)."""

from __future__ import annotations

import pytest
from packets import FULL, LEAST, places, planted, written

from materials_rules.ground.errors import MaterialsRulesError, NotAPacket
from materials_rules.packet import documents, read_packet

CANARY = "金丝雀 7f3a"


@pytest.mark.parametrize(
    "canary",
    [CANARY, [CANARY], {CANARY: CANARY}, {"x": {CANARY: [CANARY]}}, [[{CANARY: 1}]], 4304211990010112, 1.25e-5],
    ids=["text", "array", "object", "nested", "arrays", "number", "exponent"],
)
def test_no_message_and_no_trace_holds_an_applicants_data(canary: object) -> None:
    for place in places(FULL):
        for data in (written(planted(FULL, place, canary)), written(planted(FULL, place, canary))[:-1] + b',"x":1,"x":2}'):
            try:
                read = read_packet(data, "p.json")
                faults, trace = read.warnings, repr(read.packet) + repr(documents(read.packet))
            except MaterialsRulesError as error:
                faults, trace = error.diagnostics, repr(error)
                assert error.__cause__ is None and error.__context__ is None
            text = "\n".join([trace, *(line for fault in faults for line in [*fault.lines(), repr(fault)])])
            assert "金丝雀" not in text and "7f3a" not in text and "43042" not in text and "1.25" not in text


def test_syntax_and_encoding_faults_quote_nothing() -> None:
    whole = written({**LEAST, "applicant": {"name": CANARY, CANARY: CANARY}})
    for cut in range(len(whole)):
        for data in (whole[:cut], whole[:cut] + b"\xff", whole[:cut] + "金".encode("gbk"), whole[:cut] + b"}"):
            try:
                read_packet(data, "p")
            except NotAPacket as error:
                assert "7f3a" not in str(error) and "金丝雀" not in str(error)
                assert error.__context__ is None
