"""What is said about a notice as a file: one that is no notice/1, one whose closed set does not fit, a format."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

_BRING_ZH: Final = "请提供本工具用 `--format json` 写出、未经改动的告知书"
_BRING_EN: Final = "bring the notice as this tool wrote it with `--format json`, unchanged"

MESSAGES: Final[dict[str, Message]] = {
    "N-NOTICE": Message(
        zh="该文件不是 notice/1 格式的告知书，或者此处的内容不合格式",
        en="this is no notice/1, or what stands here does not fit its form",
        remedy_zh=_BRING_ZH,
        remedy_en=_BRING_EN,
        about_zh="告知书的每一个键都必须存在，不得多也不得少，类型由 `materials-rules schema` 给出的 JSON Schema 规定。",
    ),
    "N-DUPKEY": Message(
        zh="告知书中键 `{key}` 重复",
        en="the key `{key}` stands twice in this notice",
        remedy_zh=_BRING_ZH,
        remedy_en=_BRING_EN,
    ),
    "N-DAY": Message(
        zh="告知书此处的日期不存在",
        en="the day that stands here does not exist",
        remedy_zh=_BRING_ZH,
        remedy_en=_BRING_EN,
    ),
    "N-CLOSED-SET": Message(
        zh="告知书的 `closed_set` 与其所列内容不符，内容可能被改动过",
        en="`closed_set` does not fit what this notice lists, it may have been changed",
        remedy_zh=_BRING_ZH,
        remedy_en=_BRING_EN,
        about_zh="`closed_set` 是告知书所列全部事项及其要求的 SHA-256 摘要，与顺序和语言无关。"
        "复核时只认未经改动的告知书，以保证补正时不再提出新的要求。",
    ),
    "N-FORMAT": Message(
        zh="没有 `{format}` 这种输出格式",
        en="there is no format `{format}`",
        remedy_zh="可用的格式：{known}",
        remedy_en="the formats are: {known}",
    ),
}
