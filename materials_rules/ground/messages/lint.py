"""What is said of the comments by which authors allow what lint finds; the rules of lint bring their own words."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message

MESSAGES: Final[dict[str, Message]] = {
    "L-ALLOW-CODE": Message(
        zh="要准许的 `{code}` 不是任何诊断的代码",
        en="`{code}`, which is allowed here, is the code of no diagnostic",
        remedy_zh="{hint_zh}请照抄 lint 显示的代码，或者删去这行注释",
        remedy_en="{hint_en}copy the code that lint shows, or remove the comment",
    ),
    "L-ALLOW-ERROR": Message(
        zh="`{code}` 是错误，不能用注释准许",
        en="`{code}` is an error, which no comment can allow",
        remedy_zh="请改正规则本身；能准许的只有警告和提示",
        remedy_en="mend the rules themselves; only warnings and information can be allowed",
        about_zh="错误或者使规则集不能使用，或者是法律明文禁止的要求。写一行注释不能使它合法，所以注释不起作用。",
    ),
    "L-ALLOW-NOTHING": Message(
        zh="准许了 `{code}`，但这一行没有这样的诊断",
        en="`{code}` is allowed here, but nothing like it is found on that line",
        remedy_zh="请删去这行注释；诊断在别的行的，把注释移到那一行的上面",
        remedy_en="remove the comment, or move it above the line on which the diagnostic is",
        about_zh="多余的准许会在将来悄悄放过新的问题，所以也要指出。准许的注释写在诊断所在的行尾，或者写在它上面一行。",
    ),
    "L-ALLOW-REASON": Message(
        zh="准许 `{code}` 没有写明理由",
        en="`{code}` is allowed without a reason",
        remedy_zh="请在冒号后面写明为什么可以这样写，例如 `# 准许 {code}：清单原文如此，已经报法制机构审核`",
        remedy_en="say after a colon why it may stand, as in `# allow {code}: the published list says so, checked by the legal office`",
        about_zh="没有理由的准许不起作用：以后的人看不出这是审核过的，还是随手关掉的。",
    ),
}
