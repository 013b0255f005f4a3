"""错在哪：要交居民身份证的原件。

为什么：任何组织或者个人不得扣押居民身份证（居民身份证法第十五条第三款）；交了原件，申请人在办结以前就没有身份证用，何况身份信息可以当场核对。

怎么改：交验原件、当场退还的，写 `show_original: true`（`出示原件: 是`），确须留存的再写 `copies: 1`（`复印件: 1`）；删去 `originals`（原件）。

Wrong: the original of an identity card is to be handed in.

Why: nobody may keep an identity card (art. 15 para. 3 of 居民身份证法). Who hands in the original is without one until the matter is
settled, though what it says can be looked at there and then.

Do: write `show_original: true` where it is shown and given back, with `copies: 1` where a copy must stay; take `originals` away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion

CODE: Final = "L-IDENTITY-CARD-KEPT"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.ERROR
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”要交原件，等于扣押身份证",
    en="the original of “{name}” is to be handed in, which is to keep an identity card",
    remedy_zh="请改为 `show_original: true`（`出示原件: 是`），须留存的加 `copies: 1`（`复印件: 1`）",
    remedy_en="write `show_original: true`, with `copies: 1` where a copy must stay",
)

BAD: Final = """
elements:
  materials:
    card:
      name: 负责人身份证
      kind: licence
      hand_in: {originals: 1} # ← originals
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""
GOOD: Final = """
elements:
  materials:
    card:
      name: 负责人身份证
      kind: licence
      hand_in: {copies: 1, show_original: true}
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
"""

_CARD: Final = re.compile("(?:居民)?身份证(?:件|原件|正本)?(?:[（(].*[）)])?")
"""How the name of an identity card ends; 身份证明 may be another paper, and a copy is none."""


def check(one: OneVersion) -> Iterator[Found]:
    """Every card that is asked for, by its type of document or its name."""
    for slot in one.slots:
        arm = slot.arm
        is_card = arm.document == "resident-id-card" or any(found.end() == len(arm.name) for found in _CARD.finditer(arm.name))
        if is_card and not arm.over_asked and (getattr(arm.hand_in, "originals", None) or 0) > 0:
            yield Found(one.at_slot(slot, "hand_in", "originals", key=True), {"name": arm.name})
