"""Packets made from others by small changes: names, days, answers, papers, and what nobody should write.

    random numbers, packets as data  ->  packets as data
"""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Callable, Sequence
from typing import Any

Data = dict[str, Any]
Change = Callable[[random.Random, Data], None]

NAMES = ("张三", "李四", "王 五", "湖南示例有限公司", "示例 有限公司", "", " ", "Ａ公司", "a公司", "衡阳·示例")
NUMBERS = ("91430400MA4L000000", "11010519491231002X", "430400199001010000", "1", "")
ROLES = ("applicant", "legal_representative", "agent", "landlord", "principal")


def mutated(source: random.Random, packets: Sequence[Data], most: int = 6) -> Data:
    """One of *packets* with up to *most* changes."""
    packet = copy.deepcopy(source.choice(packets))
    packet["packet"] = f"P-{source.randrange(10**6)}"
    for _ in range(source.randrange(most + 1)):
        source.choice(CHANGES)(source, packet)
    return packet


def plainly(source: random.Random, packet: Data) -> Data:
    """The same packet of somebody else, on another day: what no rule should tell apart."""
    other = copy.deepcopy(packet)
    other["packet"] = f"P-{source.randrange(10**6)}"
    _renamed(source, other)
    if source.random() < 0.5:
        _moved(source, other)
    return other


def _day(source: random.Random, text: str, most: int = 400) -> str:
    day = dt.date.fromisoformat(text) + dt.timedelta(days=source.randint(-most, most))
    return max(day, dt.date(2005, 1, 1)).isoformat()


def _renamed(source: random.Random, packet: Data) -> None:
    """All that bears the applicant's name bears another."""
    applicant = packet.setdefault("applicant", {})
    old, new = applicant.get("name"), source.choice(NAMES)
    applicant["name"] = new
    if source.random() < 0.5:
        applicant["id"] = source.choice(NUMBERS)
    for line in packet.get("materials", []):
        for name, value in line.get("fields", {}).items():
            if value == old and isinstance(value, str):
                line["fields"][name] = new


def _moved(source: random.Random, packet: Data) -> None:
    """Every day that is written moves by as much."""
    by = dt.timedelta(days=source.choice((1, -1, 7, 30, 365, -200)))

    def shift(value: object) -> object:
        if isinstance(value, dict):
            return {key: shift(part) for key, part in value.items()}
        if isinstance(value, list):
            return [shift(part) for part in value]
        if isinstance(value, str) and len(value) == 10 and value[4:5] == value[7:8] == "-":
            try:
                return (dt.date.fromisoformat(value) + by).isoformat()
            except ValueError:
                return value
        return value

    moved = shift(packet)
    assert isinstance(moved, dict)
    packet.update(moved)


def _received(source: random.Random, packet: Data) -> None:
    packet["received_on"] = _day(source, packet["received_on"])


def _particular(source: random.Random, packet: Data) -> None:
    applicant = packet.setdefault("applicant", {})
    name = source.choice(("kind", "name", "id", "phone"))
    match source.randrange(4):
        case 0:
            applicant.pop(name, None)
        case 1 if name != "kind":
            applicant[name] = None
        case _:
            kinds = ("enterprise", "individual", "individual_business", "nobody")
            applicant[name] = source.choice(kinds if name == "kind" else NAMES if name == "name" else NUMBERS)


def _agent(source: random.Random, packet: Data) -> None:
    day = packet["received_on"]
    packet["agent"] = source.choice(
        (
            None,
            {"name": source.choice(NAMES), "id": source.choice(NUMBERS), "powers": source.sample(["sign", "correct", "submit"], 2)},
            {"name": None, "from": _day(source, day), "until": _day(source, day), "powers": []},
            {},
        )
    )


def _fact(source: random.Random, packet: Data) -> None:
    where = source.choice(("facts", "choices"))
    answers = packet.get(where) or {}
    if not answers:
        return
    name = source.choice(sorted(answers))
    value = answers[name]
    if source.random() < 0.3:
        del answers[name]
    elif isinstance(value, bool):
        answers[name] = not value
    elif isinstance(value, int | float):
        answers[name] = source.choice((value + 1, value - 1, value * 2, 0, -1, 10**6, 49.5, 50, 300))
    elif isinstance(value, list):
        answers[name] = source.choice((value[:-1], list(reversed(value)), [*value, "nothing"], value + value[:1]))
    else:
        answers[name] = source.choice((None, "other", value, f"{value} "))


def _strange_fact(source: random.Random, packet: Data) -> None:
    name, value = source.choice((("unknown", 1), ("serious_bad_credit", True), ("serious_bad_credit", False), ("x", None)))
    packet.setdefault("facts", {})[name] = value


def _dropped(source: random.Random, packet: Data) -> None:
    if packet.get("materials"):
        packet["materials"].pop(source.randrange(len(packet["materials"])))


def _doubled(source: random.Random, packet: Data) -> None:
    if packet.get("materials"):
        line = copy.deepcopy(source.choice(packet["materials"]))
        if source.random() < 0.5:
            line["copies"] = source.randrange(3)
        packet["materials"].append(line)


def _stranger(source: random.Random, packet: Data) -> None:
    code = source.choice(("business-licence", "identity-card", "unknown-paper", "land-certificate"))
    packet.setdefault("materials", []).append({"material": code, "original_shown": source.random() < 0.7, "expires_on": None})


def _form(source: random.Random, packet: Data) -> None:
    if not packet.get("materials"):
        return
    line = source.choice(packet["materials"])
    day = line.get("handed_in_on") or packet["received_on"]
    name, value = source.choice(
        (
            ("originals", source.randrange(4)),
            ("copies", source.randrange(4)),
            ("original_shown", source.random() < 0.5),
            ("signed_by", source.sample(ROLES, source.randrange(3))),
            ("sealed_by", source.sample(ROLES, source.randrange(3))),
            ("certified", source.choice((True, False, None))),
            ("template", source.choice((None, "2019", "2023"))),
            ("complete", source.random() < 0.5),
            ("medium", source.choice(("paper", "electronic", None))),
            ("issued_on", source.choice((None, _day(source, day)))),
            ("expires_on", source.choice((None, _day(source, day)))),
            ("handed_in_on", _day(source, day, 20)),
            ("unreadable", source.random() < 0.5),
            ("subject", source.choice((None, "drivers:1", "nobody:1", "drivers:*"))),
            ("files", [{"name": "a.pdf"}]),
        )
    )
    if source.random() < 0.2:
        line.pop(name, None)
    else:
        line[name] = value


def _field(source: random.Random, packet: Data) -> None:
    lines = [line for line in packet.get("materials", []) if line.get("fields")]
    if not lines:
        return
    fields = source.choice(lines)["fields"]
    name = source.choice([*sorted(fields), "unknown"])
    fields[name] = source.choice((None, source.choice(NAMES), source.choice(NUMBERS), 3, "2026-05-01", True, fields.get(name)))
    if source.random() < 0.2:
        del fields[name]


def _letter(source: random.Random, packet: Data) -> None:
    codes = [line["material"] for line in packet.get("materials", [])] or ["x"]
    letter: Data = {"for": source.choice([*codes, "site-right", "unknown"])}
    if source.random() < 0.8:
        letter["signed"] = source.random() < 0.7
    if source.random() < 0.5:
        letter["signed_on"] = _day(source, packet["received_on"], 5)
    packet.setdefault(source.choice(("commitments", "deferrals")), []).append(letter)


def _obtained(source: random.Random, packet: Data) -> None:
    line: Data = {
        "document": source.choice(("business-licence", "identity-card", "property-certificate", "unknown")),
        "status": source.choice(("found", "not_found", "unavailable", "differs")),
    }
    if source.random() < 0.5:
        line["by"] = source.choice(("market-supervision", "public-security"))
    if source.random() < 0.6:
        line["fields"] = {source.choice(("name", "code", "number")): source.choice((*NAMES, *NUMBERS, None, 3))}
    packet.setdefault("obtained", []).append(line)


def _demand(source: random.Random, packet: Data) -> None:
    codes = [line["material"] for line in packet.get("materials", [])] or ["x"]
    demand: Data = {"name": source.choice(("房产证", "营业执照", "社区证明", "申请表"))}
    if source.random() < 0.5:
        demand |= {"material": source.choice([*codes, "unknown"]), "by": "urban-management", "on": packet["received_on"]}
    packet.setdefault("demands", []).append(demand)


def _beside(source: random.Random, packet: Data) -> None:
    name, value = source.choice(
        (
            ("case", "C-1"),
            ("bundle", "B-1"),
            ("round", 2),
            ("channel", "online"),
            ("present", ["applicant"]),
            ("present", ["agent"]),
            ("cannot_answer", {sorted(packet.get("facts") or {"x": 1})[0]: "不知道"}),
            ("unknown_key", 1),
            ("item", "unknown-item"),
        )
    )
    packet[name] = value


def _member(source: random.Random, packet: Data) -> None:
    for members in (packet.get("lists") or {}).values():
        match source.randrange(5):
            case 0 if members:
                members.pop()
            case 1 if members:
                members.append(copy.deepcopy(members[-1]))
            case 2 if members:
                member = source.choice(members)
                member[source.choice(sorted(member))] = source.choice((None, "9", "王某", True, 5))
            case 3 if members:
                added = copy.deepcopy(members[-1])
                members.append({key: f"{value}9" if isinstance(value, str) else value for key, value in added.items()})
            case _:
                source.shuffle(members)


CHANGES: tuple[Change, ...] = (
    _renamed, _moved, _received, _particular, _agent, _fact, _fact, _fact, _strange_fact, _dropped, _dropped, _doubled,
    _stranger, _form, _form, _form, _form, _field, _field, _letter, _obtained, _demand, _beside, _member, _member,
)  # fmt: skip
