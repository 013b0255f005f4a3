"""A place as a workbook, handed out only after it was read back to the same digest.

    Files  ->  bytes of an .xlsx
"""

from __future__ import annotations

from dataclasses import dataclass

from materials_rules.reading.source import read_source
from materials_rules.rules.folder import Files, digest
from materials_rules.rules.item import ItemFile
from materials_rules.rules.ruleset import MODELS, parse_ruleset
from materials_rules.rules.spelling import in_english
from materials_rules.sheet.book import Sheet, grid_of, parted
from materials_rules.sheet.checking import text_of
from materials_rules.sheet.comments import head_comment, other_comments
from materials_rules.sheet.front import front
from materials_rules.sheet.gathering import gather
from materials_rules.sheet.laying import lay_out, plain_files
from materials_rules.sheet.painting import paint
from materials_rules.version import VERSION


@dataclass(frozen=True)
class Exported:
    """The workbook, its sheets, the digest of what it says, and how many lines of comment it leaves out."""

    data: bytes
    sheets: tuple[Sheet, ...]
    digest: str
    comments_left: int


def sheets_of(files: Files) -> list[Sheet]:
    """The sheets for *files*, without the first one. Raises RulesetInvalid."""
    comments = {path: head_comment(data.decode()) for path, data in files.bytes_of.items() if path.startswith("items/")}
    return parted(lay_out(plain_files(files), comments))


def digest_of(sheets: list[Sheet]) -> str:
    """The digest of the ruleset that *sheets* say, as a reader of the workbook would find it."""
    gathered = gather(map(grid_of, sheets), "")
    sources = {
        path: in_english(read_source(text_of(path, content, "en").encode(), path), MODELS.get(path, ItemFile))[0]
        for path, content in gathered.contents.items()
    }
    return digest(sources)


def exported(files: Files) -> Exported:
    """The workbook of *files*. Raises RulesetInvalid for a ruleset that does not load."""
    ruleset = parse_ruleset(files)
    sheets = sheets_of(files)
    if digest_of(sheets) != ruleset.digest:
        raise AssertionError("a workbook that does not read back to the same ruleset")
    whole = (front(ruleset.id, ruleset.digest, f"materials-rules {VERSION}"), *sheets)
    texts = [data.decode() for data in files.bytes_of.values()]
    return Exported(paint(whole, ruleset.place.name), whole, ruleset.digest, sum(map(other_comments, texts)))
