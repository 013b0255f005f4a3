"""The report for machines.

    Report, Replay  ->  JSON of diff/1
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Final

from materials_rules.changes.change import Change, ItemChanges, Said
from materials_rules.changes.replay import Counted, Replay
from materials_rules.changes.rulesets import Report
from materials_rules.changes.told import sentence, things
from materials_rules.rules.ruleset import Ruleset

SCHEMA: Final = "diff/1"


def as_json(report: Report, replay: Replay | None, wants_list: bool) -> str:
    """The whole report as indented JSON with a newline at its end."""
    found = {
        "schema": SCHEMA,
        "old": _mark(report.old),
        "new": _mark(report.new),
        "counts": report.counts(),
        "items": [_item(item) for item in report.items],
        "shared": [{"of": change.of, "name": change.name, **_change(change)} for change in report.shared],
        "packets": None if replay is None else _replay(replay, wants_list),
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _mark(ruleset: Ruleset) -> dict[str, str]:
    return {"id": ruleset.id, "digest": ruleset.digest}


def _item(item: ItemChanges) -> dict[str, object]:
    apart = None if item.apart is None else [_day(day) for day in item.apart]
    return {
        "item": item.item,
        "name": item.title,
        "versions": [_day(item.old), _day(item.new)],
        "received": {"since": _day(item.since), "until": _day(item.until), "apart": apart},
        "changes": [
            {
                "sort": changes[0].sort,
                "of": changes[0].of,
                "name": changes[0].name,
                "direction": way,
                "in_detail": [_change(change) for change in changes],
            }
            for way, changes in things(item)
        ],
    }


def _change(change: Change) -> dict[str, object]:
    witness = change.witness
    return {
        "direction": change.direction,
        "situation": change.situation or None,
        "was": _said(change.was),
        "now": _said(change.became),
        "since": _day(change.since),
        "until": _day(change.until),
        "say": sentence(change),
        "for_a_person": change.for_a_person,
        "witness": None if witness is None else {"old": witness.old, "new": witness.new, "entries": list(witness.ids)},
    }


def _said(said: Said) -> dict[str, str]:
    return {"zh": said.zh, "en": said.en}


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _replay(replay: Replay, wants_list: bool) -> dict[str, object]:
    return {
        "packets": replay.packets,
        "changed": replay.changed,
        "bad": [{"at": str(bad.place), "code": bad.code, "say": bad.say("zh")} for bad in replay.bad],
        "items": {name: _counted(counted, wants_list) for name, counted in sorted(replay.items.items())},
    }


def _counted(counted: Counted, wants_list: bool) -> dict[str, object]:
    found: dict[str, object] = {
        "packets": counted.packets,
        "changed": len(counted.changed),
        "outcomes": [{"old": old, "new": new, "packets": number} for (old, new), number in sorted(counted.outcomes.items())],
    }
    for name in ("came", "went", "altered"):
        pairs = (key.partition(" ") for key in sorted(getattr(counted, name)))
        found[name] = [{"part": part, "of": of, "packets": getattr(counted, name)[f"{part} {of}"]} for part, _, of in pairs]
    return found | ({"ids": counted.changed} if wants_list else {})
