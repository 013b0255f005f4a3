"""What one applicant handed in: the one definition of a packet, with every key it may have.

    typed values  ->  Packet  ->  canonical JSON, JSON Schema

A key left out (`UNSET`) was not recorded; `None` means that the document bears none. Days stay the text that
was written, `YYYY-MM-DD`, checked by the readers; numbers are `int` or `Decimal`, never binary fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import UNSET, Meta, UnsetType, field

from materials_rules.ground.day import is_day
from materials_rules.reading.jsontext import LONGEST_KEY, MOST_DIGITS

LONGEST_LIST: Final = 200  # members of one list of the ruleset
MOST_COPIES: Final = 999_999
SCHEMA_ID: Final = "https://materials-rules.invalid/schemas/packet.schema.json"

T = TypeVar("T")


def _said(zh: str, en: str) -> Meta:
    return Meta(description=f"{zh}。{en}.")


_DAY: Final = Meta(
    extra={"kind": "day"},
    extra_json_schema={"format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
)
_VALUE: Final = Meta(
    extra={"kind": "value"},
    extra_json_schema={"type": ["boolean", "number", "string", "array", "null"], "items": {"type": "string"}},
)

Day = Annotated[str, _DAY]
Key = Annotated[str, Meta(max_length=LONGEST_KEY)]
Count = Annotated[int, Meta(ge=0, le=MOST_COPIES)]

MaybeText = str | UnsetType | None
MaybeTexts = tuple[str, ...] | UnsetType | None
MaybeDay = Day | UnsetType | None

if TYPE_CHECKING:
    Value = bool | int | Decimal | str | list[str] | None
else:
    # msgspec allows no union of text and Decimal; `days_and_values_hold` and the exact reader hold the type
    Value = Annotated[Any, _VALUE]


class Recorded(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """A part of a packet. Its `repr` names the recorded keys, no values: a trace holds no person's data."""

    def __repr__(self) -> str:
        keys = (key for key in self.__struct_fields__ if getattr(self, key) is not UNSET)
        return f"{type(self).__name__}({', '.join(keys)})"


class Applicant(Recorded, frozen=True, kw_only=True):
    """申请人。Who applies."""

    kind: Annotated[str | UnsetType, _said("申请人类型", "Kind of applicant, one of the item's applicant types")] = (
        UNSET
    )
    name: Annotated[MaybeText, _said("姓名或者名称，原样保存", "Name, kept as written")] = UNSET
    id: Annotated[
        MaybeText,
        _said(
            "证件号码或者统一社会信用代码，须为文本",
            "Number of the identity document or the enterprise, as text",
        ),
    ] = UNSET
    phone: Annotated[MaybeText, _said("联系电话", "Telephone number, as text")] = UNSET


class Agent(Recorded, frozen=True, kw_only=True):
    """委托代理人。Who acts for the applicant, and what the letter of authority says."""

    name: Annotated[MaybeText, _said("代理人姓名", "Name of the agent")] = UNSET
    id: Annotated[MaybeText, _said("代理人证件号码", "Number of the agent's identity document")] = UNSET
    from_: Annotated[MaybeDay, _said("委托期限起", "First day of the authority")] = field(default=UNSET, name="from")
    until: Annotated[MaybeDay, _said("委托期限止", "Last day of the authority")] = UNSET
    powers: Annotated[
        MaybeTexts,
        _said("委托权限：submit 提交、correct 补正、sign 签字、receive 签收", "What the agent may do"),
    ] = UNSET


class Commitment(Recorded, frozen=True, kw_only=True):
    """告知承诺。A commitment letter that the applicant chose to give instead of a proof."""

    for_: Annotated[str, _said("所承诺的材料代码", "The material that it stands for")] = field(name="for")
    signed: Annotated[bool | UnsetType, _said("承诺书是否已签", "Whether the letter is signed")] = UNSET
    signed_on: Annotated[MaybeDay, _said("签署日期", "Day of the signature")] = UNSET


class Deferral(Recorded, frozen=True, kw_only=True):
    """容缺受理。A letter by which the applicant will hand in one material later."""

    for_: Annotated[str, _said("容缺后补的材料代码", "The material that will come later")] = field(name="for")
    signed: Annotated[bool | UnsetType, _said("容缺承诺书是否已签", "Whether the letter is signed")] = UNSET
    signed_on: Annotated[MaybeDay, _said("签署日期", "Day of the signature")] = UNSET


class FileRef(Recorded, frozen=True, kw_only=True):
    """附件。One file of a material; the file itself lies elsewhere."""

    name: Annotated[str, _said("文件名", "Name of the file")]
    sha256: Annotated[str | UnsetType, _said("文件的 SHA-256，十六进制", "SHA-256 of the file, in hexadecimal")] = UNSET


class Material(Recorded, frozen=True, kw_only=True):
    """申请材料。One line of what was handed in."""

    material: Annotated[str, _said("材料代码", "Code of the material")]
    subject: Annotated[MaybeText, _said("属于清单中的哪一个，如 installers:1", "Whose it is: `list:key`")] = UNSET
    originals: Annotated[Count | UnsetType, _said("原件份数", "How many originals")] = UNSET
    copies: Annotated[Count | UnsetType, _said("复印件份数", "How many copies")] = UNSET
    original_shown: Annotated[
        bool | UnsetType, _said("是否已出示原件核对", "Whether the original was shown for comparison")
    ] = UNSET
    signed_by: Annotated[MaybeTexts, _said("由谁签字", "Who signed it")] = UNSET
    sealed_by: Annotated[MaybeTexts, _said("由谁盖章", "Whose seal it bears")] = UNSET
    certified: Annotated[
        bool | UnsetType | None, _said("复印件是否注明与原件一致", "Whether it is certified as a true copy")
    ] = UNSET
    template: Annotated[MaybeText, _said("示范文本版本", "Version of the form that was filled in")] = UNSET
    complete: Annotated[bool | UnsetType, _said("页码、内容是否齐全", "Whether no page is missing")] = UNSET
    medium: Annotated[
        Literal["paper", "electronic"] | UnsetType | None, _said("纸质或者电子", "Paper or electronic")
    ] = UNSET
    issued_on: Annotated[MaybeDay, _said("出具日期", "Day on which it was issued")] = UNSET
    expires_on: Annotated[MaybeDay, _said("有效期止", "Last day on which it is valid")] = UNSET
    handed_in_on: Annotated[
        Day | UnsetType,
        _said("提交日期，缺省为首次收到之日", "Day of handing in; by default the day of receipt"),
    ] = UNSET
    fields: Annotated[
        Mapping[Key, Value] | UnsetType, _said("从材料上读到的内容", "What was read from the material")
    ] = UNSET
    unreadable: Annotated[bool | UnsetType, _said("是否无法辨认", "Whether it cannot be read")] = UNSET
    files: Annotated[tuple[FileRef, ...] | UnsetType, _said("附件", "Its files")] = UNSET


class Obtained(Recorded, frozen=True, kw_only=True):
    """共享取得。What the office itself got, or tried to get, from another department."""

    document: Annotated[str, _said("证照类型代码", "Type of the document")]
    status: Annotated[
        Literal["found", "not_found", "unavailable", "differs"],
        _said("found 查到、not_found 查无、unavailable 接口不通、differs 与申报不符", "How the look-up ended"),
    ]
    by: Annotated[MaybeText, _said("由谁查询", "Who looked it up")] = UNSET
    on: Annotated[Day | UnsetType, _said("查询日期", "Day of the look-up")] = UNSET
    fields: Annotated[Mapping[Key, Value] | UnsetType, _said("查到的内容", "What was found")] = UNSET


class Demand(Recorded, frozen=True, kw_only=True):
    """要求提交。What somebody demanded of the applicant, to be judged allowed or not."""

    name: Annotated[str, _said("所要求材料的名称，按对方的说法", "What was demanded, in the words used")]
    material: Annotated[MaybeText, _said("材料代码，如已知", "Code of the material, if known")] = UNSET
    by: Annotated[MaybeText, _said("由哪个部门要求", "Department that demanded it")] = UNSET
    on: Annotated[MaybeDay, _said("要求日期", "Day of the demand")] = UNSET


class Packet(Recorded, frozen=True, kw_only=True):
    """申请件。What one applicant handed in for one item, in one round."""

    packet: Annotated[str, _said("申请件编号", "Name of the packet"), Meta(min_length=1)]
    item: Annotated[str, _said("事项代码", "Code of the item applied for")]
    bundle: Annotated[MaybeText, _said("一件事代码", "Bundle that it belongs to")] = UNSET
    case: Annotated[MaybeText, _said("案件编号", "Case that it belongs to")] = UNSET
    round: Annotated[
        Annotated[int, Meta(ge=1, le=9_999)] | UnsetType,
        _said("第几次提交", "Which submission this is, from 1"),
    ] = UNSET
    received_on: Annotated[
        Day, _said("首次收到之日，决定适用的版本与法律", "Day of first receipt; it decides version and law")
    ]
    channel: Annotated[MaybeText, _said("提交途径，如 window、online、post", "How it came: window, online, post…")] = (
        UNSET
    )
    present: Annotated[
        tuple[str, ...] | UnsetType, _said("在场人，如 applicant、agent", "Who is present at the window")
    ] = UNSET
    applicant: Annotated[Applicant | UnsetType, _said("申请人", "The applicant")] = UNSET
    agent: Annotated[
        Agent | UnsetType | None,
        _said("代理人，没有即本人办理", "The agent; none = the applicant acts in person"),
    ] = UNSET
    facts: Annotated[Mapping[Key, Value] | UnsetType, _said("情形要素的回答", "Answers to the facts of the item")] = (
        UNSET
    )
    lists: Annotated[
        Mapping[Key, Annotated[tuple[Mapping[Key, Value], ...], Meta(max_length=LONGEST_LIST)]] | UnsetType,
        _said("清单，逐一填写", "Lists, one mapping a member"),
    ] = UNSET
    choices: Annotated[Mapping[Key, str] | UnsetType, _said("申请人的选择", "What the applicant chose")] = UNSET
    commitments: Annotated[tuple[Commitment, ...] | UnsetType, _said("告知承诺", "Commitment letters")] = UNSET
    deferrals: Annotated[tuple[Deferral, ...] | UnsetType, _said("容缺承诺", "Deferral letters")] = UNSET
    cannot_answer: Annotated[
        Mapping[Key, str] | UnsetType,
        _said("申请人现在无法回答的要素及原因", "Facts that cannot be answered now, and why"),
    ] = UNSET
    materials: Annotated[tuple[Material, ...], _said("已提交的材料", "The materials handed in")] = ()
    obtained: Annotated[tuple[Obtained, ...] | UnsetType, _said("共享取得的证照", "What the office obtained")] = UNSET
    demands: Annotated[tuple[Demand, ...] | UnsetType, _said("被要求提交的材料", "What somebody demanded")] = UNSET


def recorded(value: T | UnsetType, otherwise: T) -> T:
    """*value*, or *otherwise* where the key was left out: `recorded(packet.facts, {})`."""
    return otherwise if isinstance(value, UnsetType) else value


_CANONICAL: Final = msgspec.json.Encoder(decimal_format="number", order="deterministic")


def encode(packet: Recorded) -> bytes:
    """Canonical JSON in UTF-8: keys as defined here, names of facts and fields sorted, no blanks.

    A key left out stays out; numbers keep the digits that were written.
    """
    return _CANONICAL.encode(packet)


@cache
def packet_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a packet, without a remote reference; callers must not change it.

    It allows unknown keys, as the readers do, which keep them and warn.
    """
    (root,), components = msgspec.json.schema_components([Packet], ref_template="#/$defs/{name}")
    for shape in components.values():
        shape.pop("additionalProperties", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "申请件 · packet",
        **root,
        "$defs": dict(sorted(components.items())),
    }


# ---- what the types alone cannot say: a day is a real one, a value is flat

_PLAIN: Final = frozenset({bool, str, Decimal, NoneType})
_BEYOND: Final[int] = 10**MOST_DIGITS


def days_and_values_hold(packet: Packet) -> bool:
    """Whether every day of *packet* is a real one and every value flat: the finer points behind the types."""
    # plain loops over plain attributes, and nothing built: this runs for every packet of a batch
    unset, held = UNSET, _is_day
    if not held(packet.received_on):
        return False
    for line in packet.materials:
        if line.issued_on is not unset and not held(line.issued_on):
            return False
        if line.expires_on is not unset and not held(line.expires_on):
            return False
        if line.handed_in_on is not unset and not held(line.handed_in_on):
            return False
        if line.fields and not _are_flat(line.fields):
            return False
    for obtained in packet.obtained or ():
        if not held(obtained.on) or (obtained.fields and not _are_flat(obtained.fields)):
            return False
    if packet.facts and not _are_flat(packet.facts):
        return False
    if packet.lists and not all(map(_are_flat, chain.from_iterable(packet.lists.values()))):
        return False
    is_plain = not (packet.agent or packet.commitments or packet.deferrals or packet.demands)
    return is_plain or all(map(held, _days_beside(packet)))


def _days_beside(packet: Packet) -> Iterator[MaybeDay]:
    """The days of what few packets have."""
    if packet.agent:
        yield packet.agent.from_
        yield packet.agent.until
    yield from (letter.signed_on for letter in packet.commitments or ())
    yield from (letter.signed_on for letter in packet.deferrals or ())
    yield from (demand.on for demand in packet.demands or ())


def _are_flat(contents: Mapping[str, Value]) -> bool:
    odd = [value for value in contents.values() if type(value) not in _PLAIN]
    return not odd or all(map(is_flat, odd))


def is_flat(value: object) -> bool:
    """Whether *value* may be the answer to a fact or the content of a field, its digits included."""
    if type(value) is int:
        return -_BEYOND < value < _BEYOND
    if type(value) is list:
        return all(isinstance(part, str) for part in value)
    return type(value) in _PLAIN


@lru_cache(maxsize=4096)
def _is_day(day: MaybeDay) -> bool:
    return not isinstance(day, str) or is_day(day)
