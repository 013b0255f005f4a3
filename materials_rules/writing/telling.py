"""What each part of a new item is for, told to its author in comments: what belongs there, and why it is made public.

    part  ->  lines, in Chinese and in English
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from materials_rules.reading.keys import Language

TOLD: Final[Mapping[str, tuple[str, str]]] = {
    "file": (
        "先逐项读完法律、法规、规章的原文，再从上往下改。“待定”都要换成真的内容，`materials-rules lint` 会逐处提醒。\n"
        "公开的义务见行政许可法第三十条第一款：事项、依据、条件、数量、程序、期限、全部材料的目录和申请书示范文本。\n"
        "没有读到出处的，写 `来源: 假定`，不要编。",
        "Read the acts first, then work from top to bottom. Every 待定 has to go; `materials-rules lint` tells of each.\n"
        "What must be made public: art. 30(1) of the Administrative Licensing Law (行政许可法).\n"
        "What you have not read anywhere is marked `source: assumption`.",
    ),
    "item_name": (
        "法律上的名称，不用简称（行政许可法第三十条第一款：事项）。",
        "The name in law, not a short one (art. 30(1): the matter).",
    ),
    "item_code": (
        "政务服务事项目录里的编码；没有查到，来源写假定。",
        "The code in the catalogue of government services.",
    ),
    "legal_basis": (
        "设定这项许可的条、款、项，法律的代号见上一级的 laws.yaml（行政许可法第三十条第一款：依据）。\n"
        "第十二条只说哪些事项可以设定许可，请换成设定它的那一条。",
        "Article, paragraph and point that set this permit; ids of acts stand in laws.yaml (art. 30(1): the basis).\n"
        "Art. 12 only says for what a permit may be set up: put the provision that does so here.",
    ),
    "authority": (
        "谁决定，代号见 departments.yaml（行政许可法第十八条：设定许可应当规定实施机关）。",
        "Who decides, an id of departments.yaml (art. 18: whoever sets a permit says who grants it).",
    ),
    "applicant_types": (
        "谁可以申请。",
        "Who may apply.",
    ),
    "case_type": (
        "办件类型，上限见 ruleset.yaml。",
        "The type of case; the caps stand in ruleset.yaml.",
    ),
    "acceptance_conditions": (
        "符合什么条件才受理、才准予，每条写依据，照条文写完（行政许可法第三十条第一款：条件）。\n"
        "条文里“……的”一类情形，在 `情形问题` 里变成问题。",
        "What must hold, each with its basis (art. 30(1): the conditions). Situations become questions under `facts`.",
    ),
    "materials": (
        "全部材料，一份不多、一份不少（行政许可法第三十条第一款：全部材料的目录；第三十一条第一款：不得要求提交无关的材料）。\n"
        "没有依据的、部门之间可以共享的，谁也不得要求；照样写上，并注明 `文件类型` 或者 `不应要求`，\n"
        "程序就会告诉申请人不用交。",
        "All materials, no more and no less (art. 30(1): the whole list; art. 31(1): nothing that has nothing to do with it).\n"
        "What other departments supply is written down with its `document`, what others ask for without a basis with\n"
        "`over_asked`, so that the applicant is told that it is not needed.",
    ),
    "procedure": (
        "先后步骤；计入期限的步骤加起来等于承诺期限（行政许可法第三十条第一款：程序）。听证、检测等时间不计入，见第四十五条。",
        "The steps; those that count add up to the promised limit (art. 30(1): the procedure). Hearings, tests and so on do\n"
        "not count, art. 45.",
    ),
    "statutory_limit": (
        "法律规定的期限；没有专门规定的，二十个工作日（行政许可法第四十二条第一款、第八十二条；第三十条第一款：期限）。",
        "The limit set by law; without a special one, 20 working days (arts 42(1) and 82; art. 30(1): the limits).",
    ),
    "promised_limit": (
        "向社会承诺的期限，不长于法定期限，也不超过办件类型的上限。",
        "The limit promised, no longer than the statutory one, nor than the cap of the case type.",
    ),
    "application_place": (
        "到哪里申请：大厅、窗口、时间、网址。",
        "Where to apply: hall, window, hours, address on the web.",
    ),
    "fee": (
        "不收费写“无”。收费要有法律、行政法规的规定（行政许可法第五十八条第一款），并公布项目和标准（第五十九条）。",
        "`none`, unless a law or an administrative regulation says otherwise (art. 58(1)); then item and standard are made\n"
        "public (art. 59).",
    ),
    "quantity_limit": (
        "有没有数量限制（行政许可法第三十条第一款：数量）。",
        "Whether only so many are granted (art. 30(1): the quantity).",
    ),
    "result": (
        "办成以后发什么，代号先在 sharing.yaml 登记；下面的代号是借用的，登记以后请换掉。",
        "What is issued in the end. Enter it in sharing.yaml first; the id below is borrowed and has to be replaced.",
    ),
    "contact": (
        "咨询电话和监督电话。",
        "Telephones for questions and for complaints.",
    ),
    "more_materials": (
        "更多的写法，去掉 # 就能用；依据换成要求这份材料的那一条：",
        "More ways to write one, without the #; the basis has to be the provision that asks for it:",
    ),
    "facts": (
        "情形要素：条文里的每一种“……的”，都是一个问题；条件写在 `何时需要`，例如 `is_rented 且 area_m2 50 以上`。",
        "Every situation of the act is a question; a condition after `when` says when a material is due.",
    ),
    "cases": (
        "用例：申请件里有什么，应当得出什么。每改一处规则，先加一个用例，再运行 `materials-rules test`。",
        "Cases: what a packet holds, and what must come of it. `materials-rules test` runs them.",
    ),
}
"""Only acts that can be read beside the project are cited here; what the law does not say is said to be ours."""

_LISTED: Final = {"zh": "（列入十六个要素：{}）", "en": " [among the sixteen: {}]"}
_ASSUMED: Final = {"zh": "假定", "en": "assumed"}


def told(part: str, language: Language, source: str | None = None) -> tuple[str, ...]:
    """The comment lines for *part*; *source* is where the list of elements of the place says that it comes from."""
    text = TOLD[part][0 if language == "zh" else 1]
    if source is not None:
        origin = _ASSUMED[language] if source == "assumption" else source
        text += _LISTED[language].format(origin)
    return tuple(f"# {line}" for line in text.split("\n"))
