"""What a criterion of a form asks, in English; in Chinese each criterion says it itself.

    criterion as machines know it  ->  words
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from materials_rules.changes.form import Machine

_PLAIN: Final = {
    "certified": "copies certified as true",
    "complete": "no page missing",
    "in_date": "in date",
    "show_original": "the original shown and given back",
    "readable": "readable",
}
_ELECTRONIC: Final = {
    "counts_as_original": "an electronic one counts as an original",
    "counts_as_copy": "an electronic one counts as a copy",
    "not_accepted": "none in electronic form",
}
_ACTS: Final = {"signed_by": "signed", "sealed_by": "sealed", "signed_or_sealed_by": "signed or sealed"}
_ONE: Final = {"copies": "copy", "originals": "original"}
_TYPES: Final = {"boolean": "yes or no", "number": "a number", "date": "a date", "text": "a text"}


def asked(machine: Machine) -> str:
    """What one criterion asks: `at least 2 copies`, `signed by the applicant`. KeyError for a check without words here."""
    match machine["check"]:
        case "copies" | "originals" as what:
            number = machine["at_least"]
            return f"at least {number} {what if number != 1 else _ONE[what]}"
        case "signed_by" | "sealed_by" | "signed_or_sealed_by" as act:
            himself = " in person" if machine.get("in_person") else ""
            return f"{_ACTS[act]} by {' and '.join(f'the {_spaced(role)}' for role in _many(machine['roles']))}{himself}"
        case "template":
            return f"on the form {' or '.join(_many(machine['one_of']))}"
        case "medium":
            return "on paper" if machine["is"] == "paper" else "in electronic form"
        case "electronic":
            return _ELECTRONIC[str(machine["is"])]
        case "issued_within":
            where = " where it bears no term" if machine["only_without_term"] else ""
            return f"issued within {machine['limit']}{where}"
        case "declared_field":
            return f"what stands in the field {machine['field']}: {', '.join(_of_field(machine))}"
        case check:
            return _PLAIN[str(check)]


def _of_field(machine: Machine) -> list[str]:
    found = ["required"] if machine["required"] else []
    if machine.get("one_of") is not None:
        return [*found, f"one of {', '.join(_many(machine['one_of']))}"]
    if machine.get("identifier") is not None:
        return [*found, f"a correct {_spaced(str(machine['identifier']))}"]
    found.append(_TYPES[str(machine["type"] or "text")])
    if machine.get("pattern") is not None:
        found.append(f"of the pattern {machine['pattern']}")
    if machine.get("decimals") is not None:
        found.append(f"with at most {machine['decimals']} decimal{'' if machine['decimals'] == 1 else 's'}")
    for key, words in (("minimum", "at least"), ("maximum", "at most")):
        if machine.get(key) is not None:
            found.append(f"{words} {machine[key]}")
    return found


def _many(value: object) -> Sequence[str]:
    return [str(one) for one in cast("Sequence[object]", value)]


def _spaced(word: str) -> str:
    return word.replace("_", " ")
