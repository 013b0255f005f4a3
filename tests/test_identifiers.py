"""Numbers of persons, organisations, telephones, projects: what is well formed, and that a slip of the pen is found.

Every resident's number here is impossible (region 000000) or the example of the standard itself.
"""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from materials_rules.ground.catalogue import codes
from materials_rules.identifiers import credit_code, identifiers, organisation_code, resident_id

MARCH: date = date(2026, 3, 2)
EXAMPLE = "11010519491231002X"  # of GB 11643-1999
PUBLIC_BODIES = [
    "11431026MB0R05447F",
    "11431022006554231J",
    "11430902006728916M",
    "11511301008778183N",
    "115113010833722043",
]


def resident(digits: str) -> str:
    return digits + resident_id.check_character(digits)


TABLE: list[tuple[str, str, str | None]] = [
    ("resident_id", EXAMPLE, None),
    ("resident_id", EXAMPLE.lower(), None),
    ("resident_id", f" {EXAMPLE} ", None),
    ("resident_id", resident("00000020260302000"), None),  # born on the very day
    ("resident_id", resident("00000020260303000"), "F-BIRTH-FUTURE"),
    ("resident_id", resident("00000020260230000"), "F-BIRTH-DATE"),
    ("resident_id", resident("00000019001301000"), "F-BIRTH-DATE"),
    ("resident_id", resident("00000019000229000"), "F-BIRTH-DATE"),
    ("resident_id", resident("00000020000229000"), None),
    ("resident_id", resident("00000000000000000"), "F-BIRTH-DATE"),
    ("resident_id", resident("00000017991231000"), "F-BIRTH-DATE"),
    ("resident_id", resident("81000019940823000"), None),  # permits of Hong Kong, Macao, Taiwan residents
    ("resident_id", resident("82000019940823000"), None),
    ("resident_id", resident("83000019940823000"), None),
    ("resident_id", resident("43049919820101000"), None),  # a region that no list of today holds
    ("resident_id", "", "F-LENGTH"),
    ("resident_id", EXAMPLE[:-1], "F-LENGTH"),
    ("resident_id", "110105491231002", "F-LENGTH"),  # fifteen digits, given out no more
    ("resident_id", "1101051949123100２X", "F-CHARACTER"),
    ("resident_id", "X1010519491231002X", "F-CHARACTER"),
    ("resident_id", "110105194912310020", "F-CHECK-DIGIT"),
    *[("credit_code", code, None) for code in PUBLIC_BODIES],
    ("credit_code", "11431026mb0r05447f", None),
    ("credit_code", "11431026MB0R05447G", "F-CHECK-DIGIT"),
    ("credit_code", "11431026MB0R05447", "F-LENGTH"),
    ("credit_code", "11431026MBOR05447F", "F-CHARACTER"),
    ("credit_code", "１1431026MB0R05447F", "F-CHARACTER"),
    ("credit_code", "0" * 18, "F-PLACEHOLDER"),
    ("organisation_code", "006554231", None),
    ("organisation_code", "00655423-1", None),
    ("organisation_code", "mb0r05447", None),
    ("organisation_code", "006554232", "F-CHECK-DIGIT"),
    ("organisation_code", "00655423", "F-LENGTH"),
    ("organisation_code", "00655423Y", "F-CHARACTER"),
    ("organisation_code", "000000000", "F-PLACEHOLDER"),
    ("mobile_number", "13000000000", None),
    ("mobile_number", "+86 190-0000-0000", None),
    ("mobile_number", "12000000000", "F-PREFIX"),
    ("mobile_number", "1300000000", "F-LENGTH"),
    ("mobile_number", "", "F-LENGTH"),
    ("mobile_number", "１3000000000", "F-CHARACTER"),
    ("mobile_number", "1300000000a", "F-CHARACTER"),
    ("landline", "0734-2000000", None),
    ("landline", "07342000000", None),
    ("landline", "（0734）2000000", None),
    ("landline", "(0734) 2000000-801", None),
    ("landline", "010-20000000", None),
    ("landline", "02120000000", None),
    ("landline", "+86-0734-2000000", None),
    ("landline", "2000000", "F-AREA-CODE"),
    ("landline", "0134-2000000", "F-AREA-CODE"),
    ("landline", "010-2000000", "F-LENGTH"),
    ("landline", "0734-200000", "F-LENGTH"),
    ("landline", "", "F-LENGTH"),
    ("landline", "0734-1000000", "F-PREFIX"),
    ("landline", "0734-200000x", "F-CHARACTER"),
    ("phone_number", "13000000000", None),
    ("phone_number", "0734-2000000", None),
    ("phone_number", "2000000", "F-AREA-CODE"),
    ("phone_number", "1200", "F-LENGTH"),
    ("postcode", "421001", None),
    ("postcode", " 421001", None),
    ("postcode", "42100", "F-LENGTH"),
    ("postcode", "42100a", "F-CHARACTER"),
    ("postcode", "４21001", "F-CHARACTER"),
    ("postcode", "000000", "F-PLACEHOLDER"),
    ("project_code", "2011-440604010-01-01-005445", None),
    ("project_code", "2017-430400-47-03-012345", None),
    ("project_code", "2017-430400-47-03-01234x", None),
    ("project_code", "2017-430400-47-03", "F-SHAPE"),
    ("project_code", "20174304004703012345", "F-SHAPE"),
    ("project_code", "", "F-SHAPE"),
    ("project_code", "2017—430400-47-03-012345", "F-CHARACTER"),
]


@pytest.mark.parametrize(("kind", "text", "code"), TABLE)
def test_what_is_well_formed_and_what_is_not(kind: str, text: str, code: str | None) -> None:
    assert identifiers()[kind].fault(text, MARCH) == code


def test_every_member_of_the_shelf_says_what_it_is() -> None:
    assert set(identifiers()) == {kind for kind, _, _ in TABLE}
    for kind, identifier in identifiers().items():
        assert identifier.__doc__, kind
        assert identifier.NAME and identifier.RULE and identifier.SOURCE, kind
        assert all(not said.endswith("。") for said in (identifier.NAME, identifier.RULE)), kind


def test_every_fault_is_in_the_catalogue() -> None:
    assert {code for _, _, code in TABLE if code} <= set(codes())


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in TABLE}))
@given(text=st.text(max_size=30) | st.text(alphabet="0123456789X-+() ", max_size=30))
def test_every_text_is_judged_and_normalising_again_changes_nothing(kind: str, text: str) -> None:
    identifier = identifiers()[kind]

    code = identifier.fault(text, MARCH)
    once = identifier.normalised(text)

    assert code is None or code in codes()
    assert identifier.fault(once, MARCH) == code
    if code is None:
        assert identifier.normalised(once) == once


@pytest.mark.parametrize("number", [EXAMPLE, resident("00000019700115001"), resident("00000019991130998")])
def test_no_single_wrong_character_of_a_resident_number_passes(number: str) -> None:
    """Because no weight is divisible by 11 and two digits differ by less than 11; only x for X is the same number."""
    passed = [
        (place, char)
        for place in range(18)
        for char in string.printable + "１Ｘ中"
        if char != number[place] and resident_id.fault(number[:place] + char + number[place + 1 :], MARCH) is None
    ]

    assert passed == ([(17, "x")] if number.endswith("X") else [])


@pytest.mark.parametrize("code", PUBLIC_BODIES)
def test_no_single_wrong_character_of_a_credit_code_passes(code: str) -> None:
    """Because 31 is prime and no weight is divisible by it; only a small letter for its capital is the same code."""
    passed = [
        (place, char)
        for place in range(18)
        for char in string.printable + "１Ａ中"
        if char != code[place] and credit_code.fault(code[:place] + char + code[place + 1 :], MARCH) is None
    ]

    assert passed == [(place, char.lower()) for place, char in enumerate(code) if char.isalpha()]


@given(st.data())
def test_two_neighbours_changed_about_are_found_in_a_credit_code(data: st.DataObject) -> None:
    """Because neighbouring weights differ by a factor of 3, which is not 1 modulo 31."""
    places = data.draw(st.text(alphabet=credit_code.ALPHABET, min_size=17, max_size=17))
    code = places + credit_code.check_character(places)
    place = data.draw(st.integers(0, 15))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    if code.strip("0") and swapped != code:
        assert credit_code.fault(code, MARCH) is None
        assert credit_code.fault(swapped, MARCH) == "F-CHECK-DIGIT"


def test_the_weights_of_the_standard() -> None:
    """GB 32100-2015 prints the weights; 3 to the power of the place is how they come about."""
    printed = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    assert printed == credit_code._WEIGHTS


def test_the_code_inside_a_credit_code_of_a_public_body_is_well_formed_too() -> None:
    assert [organisation_code.fault(code[8:17], MARCH) for code in PUBLIC_BODIES] == [None] * 5


def test_a_birth_is_judged_on_the_day_that_is_given() -> None:
    born = resident("00000020260302000")

    assert resident_id.fault(born, date(2026, 3, 1)) == "F-BIRTH-FUTURE"
    assert resident_id.fault(born, date(2026, 3, 2)) is None
