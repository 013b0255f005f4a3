"""People and businesses that do not exist: names put together by chance, numbers of regions that nobody was given.

    chance  ->  Person, Business

Whoever is called so is not meant: the characters are drawn one by one, and the town does not exist. Region 990000 is no
region of GB/T 2260, so no number of identity or of an enterprise can be anybody's; a telephone number begins with 1300000.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

SURNAMES: Final = "生成示范样例虚拟甲乙丙丁戊己庚辛壬癸"
"""No surnames: a name that begins with one of them is seen at once to be none."""
GIVEN: Final = "安柏晨岱恩帆谷禾嘉可岚麦宁欧沛青若松棠唯溪亚舟知"
TRADES: Final = ("餐饮", "商贸", "运输", "建筑", "广告", "食品", "物业", "酒店", "物流", "装饰")
REGION: Final = "990000"
WHOLE: Final = 4096
"""How many of each are made before the first packet is."""

_ID_WEIGHTS: Final = tuple(pow(2, 17 - place, 11) for place in range(17))
_CODE: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))


@dataclass(frozen=True, slots=True)
class Person:
    """One natural person."""

    name: str
    id: str
    phone: str


@dataclass(frozen=True, slots=True)
class Business:
    """One business: a company, a shop, a body with a code of its own."""

    name: str
    id: str
    phone: str


def resident_id(born: str, serial: int) -> str:
    """An 18-figure number of identity with a right check figure (GB 11643); *born* is YYYYMMDD."""
    body = f"{REGION}{born}{serial:03}"
    total = sum(weight * int(figure) for weight, figure in zip(_ID_WEIGHTS, body, strict=True))
    return body + "10X98765432"[total % 11]


def credit_code(serial: int) -> str:
    """An 18-character unified social credit code with a right check character (GB 32100)."""
    body = f"91{REGION}{serial:09}"
    total = sum(weight * _CODE.index(sign) for weight, sign in zip(_CODE_WEIGHTS, body, strict=True))
    return body + _CODE[-total % 31]


def people(chance: Random, number: int = WHOLE) -> tuple[Person, ...]:
    """So many persons."""
    return tuple(_people(chance, number))


def _people(chance: Random, number: int) -> Iterator[Person]:
    for serial in range(number):
        name = drawn(chance, SURNAMES) + "".join(drawn(chance, GIVEN) for _ in range(1 + (chance.random() < 0.8)))
        born = f"{1955 + int(chance.random() * 50)}{1 + int(chance.random() * 12):02}{1 + int(chance.random() * 28):02}"
        yield Person(name, resident_id(born, serial % 1000), f"1300000{serial:04}")


def businesses(chance: Random, number: int = WHOLE) -> tuple[Business, ...]:
    """So many businesses."""
    return tuple(_businesses(chance, number))


def _businesses(chance: Random, number: int) -> Iterator[Business]:
    for serial in range(1, number + 1):
        word = "".join(drawn(chance, GIVEN) for _ in range(2))
        trade = TRADES[int(chance.random() * len(TRADES))]
        end = "有限公司" if chance.random() < 0.7 else "店"
        yield Business(f"生成市{word}{trade}{end}", credit_code(serial), f"1300000{serial % 10_000:04}")


def drawn(chance: Random, signs: str) -> str:
    """One of *signs*. Not `choice`, which draws otherwise in other versions of Python."""
    return signs[int(chance.random() * len(signs))]
