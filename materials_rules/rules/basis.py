"""Citations, and how sure their author is of them.

    {law: …, article: "11", paragraph: "2", point: null}  ->  Basis
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from materials_rules.rules.scalar import Identifier, Words, fault

NUMBER: Final = re.compile(r"[1-9][0-9]{0,3}(?:-[1-9][0-9]?)?\Z")


class Authored(BaseModel):
    """What an author writes: closed keys, frozen once read."""

    # a nested model is built within the file that holds it; building it alone too would double the time of an import
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


def _number(value: Any) -> Any:
    if isinstance(value, str) and NUMBER.match(value):
        return value
    raise fault("R-ARTICLE")


ArticleNumber = Annotated[str, BeforeValidator(_number, json_schema_input_type=str)]
"""`11`, or `16-1` for an inserted article (第十六条之一)."""


class Basis(Authored):
    """Act, article, paragraph and point that let the office ask; numbered as the act was on the day the author wrote for.

    `relates_to` is not kept here: whether a citation carries the demand is a recorded judgement, not a guess of ours.
    """

    law: Identifier
    article: ArticleNumber | None = None
    paragraph: ArticleNumber | None = None
    point: ArticleNumber | None = None
    source: Words | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_no_sentence(cls, value: Any) -> Any:
        if isinstance(value, str):
            raise fault("R-BASIS-TEXT")
        return value

    @model_validator(mode="after")
    def _has_outer_parts(self) -> Basis:
        # without them `number` would name another provision: a point 1 without paragraph reads like a paragraph 1
        if self.point is not None and self.paragraph is None:
            raise fault("R-BASIS-PART", at=("point",), part="point", outer="paragraph")
        if self.paragraph is not None and self.article is None:
            raise fault("R-BASIS-PART", at=("paragraph",), part="paragraph", outer="article")
        return self

    @property
    def number(self) -> str:
        """`11.2.1`, the name of this provision in `laws.yaml`; empty when the whole act is cited."""
        return ".".join(part for part in (self.article, self.paragraph, self.point) if part is not None)
