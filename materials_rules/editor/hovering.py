"""What there is to know of the word at the cursor: the law, the class verdict, the question, what the key is for.

    Cursor, Named, Workspace  ->  Markdown
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Table

from materials_rules.editor.cursor import Cursor
from materials_rules.editor.meaning import meaning
from materials_rules.editor.names import Named
from materials_rules.ground.day import read_day
from materials_rules.plan.classing import LAST_DAY, stretches
from materials_rules.reading.keys import TABLE
from materials_rules.reading.source import Mapping, Path, Source, plain
from materials_rules.rules.basis import Basis
from materials_rules.rules.law import UnknownProvision, standing
from materials_rules.rules.ruleset import Ruleset
from materials_rules.rules.shape import node_at
from materials_rules.rules.version import Version

LEVELS = {
    "law": "法律 law",
    "regulation": "行政法规 administrative regulation",
    "local_regulation": "地方性法规 local regulation",
    "state_council_decision": "国务院决定 State Council decision",
    "rule": "规章 rule",
    "normative": "规范性文件 normative document",
}


def of_name(named: Named, version: Version | None, ruleset: Ruleset | None) -> str:
    """What is known of a name: what it is called, its question and options, and of a material the class verdict by days."""
    lines = [f"**{named.name}** {named.called}".rstrip()]
    about = named.about
    match named.kind:
        case "fact" | "field":
            unit = about.get("unit", "")
            lines.append(" ".join(filter(None, (named.type, str(unit)))))
            lines += [f"- `{option}` {label}" for option, label in named.options]
            lines += _said(about, "given", "minimum", "maximum")
            if about.get("answered_by") in ("office", "机关"):
                lines.append("由机关回答，不问申请人 answered by the office, never put to the applicant")
        case "definition":
            lines[0] = f"**{named.name}**"
            lines.append(f"`{named.called}`")
        case "law":
            lines += [LEVELS.get(str(about.get("level")), ""), *_versions(about)]
        case "material":
            if "when" in about:
                lines.append(f"何时需要 when: `{about['when']}`")
            if version is not None and ruleset is not None:
                lines += _verdict(named.name, version, ruleset)
        case "department" | "document":
            lines += _said(about, "supplied_by", "phone")
    return "\n\n".join(filter(None, lines))


def _said(about: Table[str, object], *keys: str) -> list[str]:
    return [f"{TABLE.chinese(key) or key} {key}: {about[key]}" for key in keys if key in about]


def _versions(about: object) -> Iterator[str]:
    versions = about.get("versions", ()) if isinstance(about, dict) else ()
    for one in versions if isinstance(versions, list) else ():
        if isinstance(one, dict):
            articles = f"，{one['articles']} 条" if "articles" in one else ""
            yield f"- {one.get('from', '')} {one.get('by', '')}{articles}"


def _verdict(name: str, version: Version, ruleset: Ruleset) -> Iterator[str]:
    """Which class takes the material away, in which days; said also where none does."""
    slots = [slot for slot in version.slots.values() if name in (slot.id, slot.requirement)]
    for slot in slots:
        asked = version.asked[slot.requirement]
        label = f"`{slot.id}` " if len(slots) > 1 else ""
        for stretch in stretches(ruleset, version, asked, slot):
            hit = stretch.decisive()
            first = dt.date.fromordinal(stretch.first).isoformat()
            last = "" if stretch.last >= LAST_DAY.toordinal() else dt.date.fromordinal(stretch.last).isoformat()
            if hit is None:
                yield f"- {label}{first}–{last} 可以要求提交 may be asked for"
            else:
                about = ruleset.classes[hit.class_id].about
                yield f"- {label}{first}–{last} `{hit.class_id}` {about.name}（{about.effect}）：{hit.say}"


def of_citation(source: Source, path: Path, ruleset: Ruleset) -> str | None:
    """The citation that *path* leads into, as a notice prints it, on the first day of the file's version."""
    for end in range(len(path), 0, -1):
        node = node_at(source, path[:end])
        if isinstance(node, Mapping) and node.entry("law") is not None:
            found = plain(node)
            assert isinstance(found, dict)
            return _citation({key: value for key, value in found.items() if isinstance(value, str)}, source, ruleset)
    return None


def _citation(about: dict[str, str], source: Source, ruleset: Ruleset) -> str | None:
    law = ruleset.laws.get(about.get("law", ""))
    if law is None:
        return None
    given = {key: about[key] for key in ("law", "article", "paragraph", "point", "source") if key in about}
    day = _first_day(source) or law.versions[-1].from_
    try:
        found = standing(ruleset.laws, Basis.model_validate(given), day, day)
    except (UnknownProvision, ValueError):
        return None
    ended = "" if found.in_force else "\n\n**当日已经失效 not in force on that day**"
    assumed = "\n\n来源：假定 source: assumption" if given.get("source") in ("assumption", "假定") else ""
    return f"{found.text()}\n\n{LEVELS[law.level]} · {day.isoformat()}{ended}{assumed}"


def _first_day(source: Source) -> dt.date | None:
    node = source.root.entry("in_force_from") if isinstance(source.root, Mapping) else None
    try:
        return read_day(str(plain(node[1]))) if node is not None else None
    except ValueError:
        return None


def of_key(cursor: Cursor, file: str, path: Path) -> str | None:
    """What the key under the cursor is for."""
    zh, en = meaning(file, path)
    key = path[-1] if path else ""
    if not zh or not isinstance(key, str):
        return None
    return f"**{key}** · {TABLE.chinese(key) or key}\n\n{zh}。\n\n{en}."


def named_at(cursor: Cursor, known: Sequence[Named], kinds: Sequence[str]) -> Named | None:
    """The name under the cursor; `lease.landlord` names the field, and where there is none the material before the dot."""
    word = cursor.word
    for text in (word, word.partition(".")[0]):
        for one in known:
            if one.name == text and one.kind in kinds:
                return one
    return None
