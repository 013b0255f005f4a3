"""Plain texts as a YAML file of ours, in one order and one layout.

    plain texts in English words, model  ->  YAML
"""

from __future__ import annotations

from pydantic import BaseModel

from materials_rules.reading.keys import Language
from materials_rules.reading.source import Plain
from materials_rules.rules.canonical import sighted
from materials_rules.rules.grammar import position
from materials_rules.rules.place import DisallowedFile
from materials_rules.schemas.authored import FILES
from materials_rules.writing.draft import Draft, drafted, undrafted
from materials_rules.writing.layout import lay_out
from materials_rules.writing.order import in_order
from materials_rules.writing.words import Speech


def write_yaml(data: Plain | Draft, model: type[BaseModel], language: Language = "en") -> str:
    """*data*, keys and closed words in English, as the text of a file of *model* in *language*.

    Numbers, days and truth values come as texts, as files hold them (`"1"`, `"true"`); None stands nowhere. What comes out
    reads back as *data*. A draft brings its comments along; `drafted` makes one of plain texts.
    """
    draft = drafted(data) if isinstance(data, str | list | dict) else data
    speech = Speech(language, sighted(undrafted(draft), is_of_classes=model is DisallowedFile))
    at = position(model)
    return lay_out(in_order(draft, at), at, speech, compact=model is FILES.get("cases"))
