"""The comments of a file that is there already, put to what a workbook says now.

    contents, text of the file before  ->  Draft
"""

from __future__ import annotations

from dataclasses import replace

from materials_rules.ground.errors import RulesetInvalid
from materials_rules.reading.source import Plain, read_source
from materials_rules.rules.item import ItemFile
from materials_rules.rules.ruleset import MODELS
from materials_rules.rules.spelling import in_english
from materials_rules.sheet.comments import FOR_EDITORS, as_comment, head_comment
from materials_rules.writing.draft import Block, Draft, Entry, Text, drafted, undrafted
from materials_rules.writing.remarks import with_comments


def remembered(path: str, content: Plain, comment: str | None, before: bytes | None) -> Draft:
    """*content* of the file *path* with the comments of the file *before*; the one at its head is *comment*.

    What has gone takes its comments along. None for *comment* leaves the head as it was.
    """
    draft, head = drafted(content), ""
    if before is not None:
        try:
            source, _ = in_english(read_source(before, path), MODELS.get(path, ItemFile))
        except RulesetInvalid:  # what cannot be read cannot be remembered
            return _headed(draft, comment or "")
        head = head_comment(before.decode("utf-8"))
        draft = _put(content, with_comments(source.root))
    return draft if comment is None or comment.strip() == head.strip() else _headed(draft, comment)


def _put(data: Plain, before: Draft) -> Draft:
    """*data* with the comments that *before* has at the same keys and at the same items."""
    if isinstance(data, str) or isinstance(before, Text):
        return drafted(data)
    if isinstance(data, dict):
        known = {entry.key.text: entry for entry in before.entries if entry.key is not None}
        entries = [_entry(Text(key), value, known.get(key)) for key, value in data.items()]
    else:
        known_items = _paired(data, before)
        entries = [_entry(None, item, known_items.get(at)) for at, item in enumerate(data)]
    return replace(before, entries=tuple(entries), is_mapping=isinstance(data, dict))


def _entry(key: Text | None, value: Plain, before: Entry | None) -> Entry:
    if before is None:
        return Entry(key, drafted(value))
    return Entry(key, _put(value, before.value), before.above, before.beside)


def _paired(data: list[Plain], before: Block) -> dict[int, Entry]:
    """Which item of *before* each item of *data* was: the same text, else one at the same place that is nowhere else."""
    left = dict(enumerate(before.entries))
    paired: dict[int, Entry] = {}
    for at, item in enumerate(data):
        same = next((number for number, entry in left.items() if undrafted(entry.value) == item), None)
        if same is not None:
            paired[at] = left.pop(same)
    for at in range(len(data)):
        if at not in paired and at in left:
            paired[at] = left.pop(at)
    return paired


def _headed(draft: Draft, comment: str) -> Draft:
    """*draft* with *comment* at its head; what stands there for editors stays."""
    if isinstance(draft, Text) or not draft.entries:
        return draft
    first, *rest = draft.entries
    kept = tuple(line for line in (*draft.head, *first.above) if FOR_EDITORS in line)
    above = tuple(as_comment(comment).splitlines())
    return replace(draft, head=kept, entries=(replace(first, above=above), *rest))
