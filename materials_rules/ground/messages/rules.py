"""What is said about the meaning of a ruleset: names that lead nowhere, citations, versions, what may come later."""

from __future__ import annotations

from typing import Final

from materials_rules.ground.catalogue import Message


def _unknown(zh: str, en: str, where_zh: str, where_en: str) -> Message:
    """A name that is declared nowhere, and where such names are declared."""
    return Message(
        zh=f"没有叫 `{{name}}` 的{zh}",
        en=f"there is no {en} `{{name}}`",
        remedy_zh=f"{{hint_zh}}请改正，或者先在{where_zh}写明",
        remedy_en=f"{{hint_en}}correct it, or declare it {where_en}",
    )


MESSAGES: Final[dict[str, Message]] = {
    "R-BOUND-DECIMALS": Message(
        zh="`{key}` 的小数位多于声明的 {decimals} 位，没有一个回答能正好达到",
        en="`{key}` has more decimals than the {decimals} declared, so that no answer can just reach it",
        remedy_zh="请减少小数位，或者把 `decimals`（小数位数）改大",
        remedy_en="use fewer decimals or raise `decimals`",
    ),
    "R-CHAIN": Message(
        zh="要读取的栏目 `{name}` 既没有名称，也没有提问",
        en="the field `{name}` that is read has neither a name nor a question",
        remedy_zh="请写 `name`（名称）或者 `ask`（提问）：材料还没有交来时，要靠它告诉申请人那份材料上须写明什么",
        remedy_en="write its `name` or an `ask`: while the paper is not there, it tells the applicant what the paper must say",
        about_zh="规则读取材料上的栏目，而材料可能还没有交来。一次性告知必须连同“那份材料上要写明什么”一起告知，否则材料交来后又会多出一个问题。"
        "例：`reads: {until: {type: date}}` 没有名称，申请人无从知道“until”是什么；"
        "写成 `reads: {until: {name: 协议期限, type: date}}`，告知书就能写“协议期限须已写明”。",
    ),
    "R-RESULT-DOCUMENT": Message(
        zh="`{name}` 不是事项 `{item}` 的办理结果（{results}）",
        en="`{name}` is not what item `{item}` ends in ({results})",
        remedy_zh="请改为该事项的结果证件，或者不写 `document`（文件类型）",
        remedy_en="name the document that the item ends in, or leave `document` out",
    ),
    "R-COVERS-LIST": Message(
        zh="按清单 `{list}` 逐一提交的材料，不能涵盖不按这个清单提交的 `{name}`",
        en="what is handed in for each of `{list}` cannot cover `{name}`, which is not",
        remedy_zh="请给 `{name}` 也写 `for_each: {list}`，或者改由不按清单提交的材料涵盖它",
        remedy_en="write `for_each: {list}` for `{name}` too, or let a requirement that has no list cover it",
        about_zh="清单可以是空的，也可以有好几项：哪一项的材料能代替另一份材料，没有办法说清。"
        "例：`roster` 写了 `for_each: drivers` 和 `covers: site-proof`，一名驾驶员也没有时，就没有人交 `roster`，`site-proof` 却被当作已经涵盖。",
    ),
    "R-CYCLE": Message(
        zh="条件互相引用，成了一个圈：{circle}",
        en="conditions name each other in a circle: {circle}",
        remedy_zh="请改写其中一个定义，或者其中一个的 `given`（何时提问），使它不再绕回自己",
        remedy_en="rewrite one of these definitions, or one of these `given`, so that it does not lead back to itself",
    ),
    "R-DEFERRAL-ASSUMED": Message(
        zh="容缺的公布依据是假定的",
        en="where this deferral was published is an assumption",
        remedy_zh="请查到公布的清单，写明标题、文号和日期；假定只能用于示例",
        remedy_en="find the published list and write its title, number and day; an assumption serves an example only",
    ),
    "R-DEFERRAL-CASE-TYPE": Message(
        zh="这类办件不能容缺",
        en="nothing may come later in this type of case",
        remedy_zh="可以容缺的办件类型：{allowed}",
        remedy_en="deferral is for: {allowed}",
    ),
    "R-DEFERRAL-FIELD": Message(
        zh="事项属于 `{field}` 领域，本市的容缺规则把它除外",
        en="the item belongs to the field `{field}`, which the city's deferral rules exclude",
        remedy_zh="请删去 `deferrable`（容缺），或者核对 `fields`（所属领域）",
        remedy_en="remove `deferrable`, or check `fields`",
    ),
    "R-DIVISIONS": Message(
        zh="`{found}` 不是款、项的编号",
        en="`{found}` is no number of a paragraph or point",
        remedy_zh="写成 `3.2`（第三条共两款）或者 `12.1.6`（第十二条第一款共六项），中间空一格",
        remedy_en="write `3.2` (article 3 has two paragraphs) or `12.1.6` (its first paragraph has six points), with blanks between",
    ),
    "R-DIVISIONS-ARTICLE": Message(
        zh="`{found}` 在最后一条以后：这个版本的 `articles`（条文总数）是 {articles}",
        en="`{found}` is behind the last article: `articles` of this version is {articles}",
        remedy_zh="请对照公布的文本改正其中一个",
        remedy_en="correct one of them against the published text",
    ),
    "R-DIVISIONS-TWICE": Message(
        zh="`{found}` 与前面的 `{other}` 不能同时成立",
        en="`{found}` contradicts `{other}` before it",
        remedy_zh="每一条只写最后一款，每一款只写最后一项；请对照公布的文本留下对的一个",
        remedy_en="name the last paragraph of an article and the last point of a paragraph once; keep the one that the published text has",
    ),
    "R-EFFECTIVE-GAP": Message(
        zh="本版本到 {end} 为止，下一版本自 {begin} 起施行，中间的日子没有规则",
        en="this version ends on {end} and the next begins on {begin}; the days between have no rules",
        remedy_zh="请改正 `in_force_to`（失效之日）；与下一版本相接的，可以不写",
        remedy_en="correct `in_force_to`, or leave it out where the next version follows at once",
    ),
    "R-EFFECTIVE-OVERLAP": Message(
        zh="本版本到 {end} 为止，下一版本自 {begin} 起已经施行，重叠的日子有两套规则",
        en="this version ends on {end}, but the next begins on {begin}; the days between have two sets of rules",
        remedy_zh="请改正 `in_force_to`（失效之日）；与下一版本相接的，可以不写",
        remedy_en="correct `in_force_to`, or leave it out where the next version follows at once",
    ),
    "R-ELEMENTS": Message(
        zh="要素清单与程序所知的十六个要素不符：`{name}`",
        en="the list of elements differs from the sixteen that are known: `{name}`",
        remedy_zh="请补上缺少的，删去重复或者不认识的；名称和来源由本市写明，代号不变",
        remedy_en="add what is missing and remove what is there twice or unknown; a city words names and sources, not the ids",
    ),
    "R-EXCEPTION-GROUND": Message(
        zh="例外既没有依据，也没有批准部门",
        en="an exception has neither a basis nor somebody who approved it",
        remedy_zh="请写 `basis`（依据）或者 `approved_by`（批准部门）",
        remedy_en="write a `basis` or `approved_by`",
    ),
    "R-EXCEPTION-LONG": Message(
        zh="例外的期间须不超过一年，并且先有开始、后有结束",
        en="an exception lasts a year at most and ends after it begins",
        remedy_zh="请改正 `from`（自）和 `to`（至）；还需要的，每年重新批准",
        remedy_en="correct `from` and `to`; what is still needed is decided again each year",
    ),
    "R-EXCEPTION-NEVER": Message(
        zh="`{name}` 这一类不得例外：没有依据的材料，谁也不能批准要求",
        en="the class `{name}` knows no exception: nobody may approve a demand without a basis",
        remedy_zh="请删去这项例外；确有依据的，写入 `basis`",
        remedy_en="remove this exception, or cite the basis under `basis`",
    ),
    "R-EXCEPTION-OWN": Message(
        zh="`{name}` 就是要求这份材料的部门，不能由它自己批准例外",
        en="`{name}` asks for the material itself and cannot approve its own exception",
        remedy_zh="请写另一个部门的批准，或者写明依据",
        remedy_en="name another department, or a basis",
    ),
    "R-FILE": Message(
        zh="规则集缺少这个文件，或者无法读取",
        en="this file of the ruleset is missing or cannot be read",
        remedy_zh="请补上文件，或者检查它的权限",
        remedy_en="add it, or look at its permissions",
    ),
    "R-FILE-ITEM": Message(
        zh="文件的位置与其中写的事项、施行之日不符",
        en="the file is not where its item and its first day say",
        remedy_zh="请移到 `{expected}`，或者改正文件里的 `item`（事项）和 `in_force_from`（施行之日）",
        remedy_en="move it to `{expected}`, or correct `item` and `in_force_from` in it",
    ),
    "R-FILE-NAME": Message(
        zh="`{name}` 不是事项文件的名称",
        en="`{name}` is no name of an item's file",
        remedy_zh="请以施行之日命名，如 `2026-03-02.yaml`；用例以 `.cases.yaml` 结尾",
        remedy_en="name it by its first day, such as `2026-03-02.yaml`; cases end in `.cases.yaml`",
    ),
    "R-FOLDER-NAME": Message(
        zh="这个文件夹的名称不是 UTF-8 文字",
        en="the name of this folder is no UTF-8 text",
        remedy_zh="请以事项的代码为文件夹命名",
        remedy_en="name the folder by the code of its item",
    ),
    "R-LAW": Message(
        zh="法律法规登记（laws.yaml）里没有 `{law}`",
        en="the register of acts (laws.yaml) has no `{law}`",
        remedy_zh="{hint_zh}请改正，或者先登记它的题名、级别和各版本",
        remedy_en="{hint_en}correct it, or enter its title, level and versions first",
    ),
    "R-LAW-NOT-IN-FORCE": Message(
        zh="《{law}》在 {day} 没有施行（尚未施行或者已经废止）",
        en="《{law}》 was not in force on {day}: not yet, or no longer",
        remedy_zh="请改引当日有效的规定；依据按施行之日（`in_force_from`）的条文编号书写",
        remedy_en="cite what was in force that day; citations are numbered as on `in_force_from`",
    ),
    "R-NO-ARTICLE": Message(
        zh="《{law}》只有 {articles} 条，没有第 {article} 条",
        en="《{law}》 has {articles} articles and no article {article}",
        remedy_zh="请核对条号，注意修订后条文可能移动",
        remedy_en="check the number; articles may have moved when the act was revised",
    ),
    "R-NO-PARAGRAPH": Message(
        zh="《{law}》第 {article} 条只有 {paragraphs} 款，没有第 {paragraph} 款",
        en="article {article} of 《{law}》 has {paragraphs} paragraphs and no paragraph {paragraph}",
        remedy_zh="请对照原文核对款号；不分款的条，款号写 1 或者不写",
        remedy_en="check it against the text; of an article of one paragraph write 1 or nothing",
    ),
    "R-NO-POINT": Message(
        zh="《{law}》第 {article} 条第 {paragraph} 款有 {points} 项，没有第 {point} 项",
        en="article {article} paragraph {paragraph} of 《{law}》 has {points} points and no point {point}",
        remedy_zh="请对照原文核对项号，以及它在哪一款",
        remedy_en="check it against the text, and in which paragraph the points are",
    ),
    "R-NO-CASE-TYPE": _unknown("办件类型", "case type", " `ruleset.yaml` 的 `case_types`（各类办件）里", "in `case_types` of `ruleset.yaml`"),
    "R-NO-COMMON": _unknown("通用材料", "common material", " `common.yaml` 里", "in `common.yaml`"),
    "R-NO-DEPARTMENT": _unknown("部门", "department", " `departments.yaml` 里", "in `departments.yaml`"),
    "R-NO-DOCUMENT": _unknown("文件类型", "type of document", " `sharing.yaml` 里", "in `sharing.yaml`"),
    "R-NO-IDENTIFIER": Message(
        zh="没有 `{name}` 这种号码校验",
        en="there is no check `{name}`",
        remedy_zh="{hint_zh}请改正；没有现成校验的号码，写 `pattern`（格式）和 `say`（说明）",
        remedy_en="{hint_en}correct it; for other numbers write a `pattern` and `say`",
    ),
    "R-NO-ITEM": _unknown("事项", "item", " `items` 文件夹里", "in the folder `items`"),
    "R-NO-KIND": Message(
        zh="没有 `{name}` 这种问题",
        en="there is no kind of defect `{name}`",
        remedy_zh="{hint_zh}请改正；用 `materials-rules explain` 可以查看各种问题",
        remedy_en="{hint_en}correct it; `materials-rules explain` lists the kinds",
    ),
    "R-NO-LIST": _unknown("清单", "list", "本文件的 `lists`（清单）里", "in `lists` of this file"),
    "R-NO-MATERIAL": Message(
        zh="没有叫 `{name}` 的另一份材料",
        en="there is no other material `{name}`",
        remedy_zh="{hint_zh}请改正；材料不能涵盖它自己",
        remedy_en="{hint_en}correct it; a material cannot cover itself",
    ),
    "R-NO-REGIME": _unknown("告知制度", "regime", " `ruleset.yaml` 的 `regimes`（各项告知制度）里", "in `regimes` of `ruleset.yaml`"),
    "R-PATH": Message(
        zh="这是一个符号链接，不予读取",
        en="this is a symbolic link and is not read",
        remedy_zh="请放入文件本身；链接可以指向规则集以外，那里的规则没有人签署",
        remedy_en="put the file itself there: a link can lead out of the ruleset, to rules that nobody signed",
    ),
    "R-REPEATED-READ": Message(
        zh="`{name}` 属于清单 `{list}` 中每一项各自的材料，在这里不知道是哪一项",
        en="`{name}` belongs to the material of each of `{list}`, and here it is not known which",
        remedy_zh="请在同样按 `{list}` 逐一提交（`for_each`）的材料里使用它，或者改为清单里的栏目",
        remedy_en="use it in a requirement that is `for_each: {list}` too, or make it a fact of the list",
    ),
    "R-SAME-ID": Message(
        zh="`{name}` 用了两次，分不清指哪一个",
        en="`{name}` is used twice; which is meant cannot be told",
        remedy_zh="请给其中一个改名",
        remedy_en="rename one of the two",
    ),
    "R-SAME-TYPES": Message(
        zh="应当一致的各项类型不同，无法比较",
        en="what must say the same is of different types and cannot be compared",
        remedy_zh="请统一各处声明的 `type`（类型）",
        remedy_en="declare all of them with one `type`",
    ),
    "R-SCOPE-READS": Message(
        zh="`not_for`（不适用情形）读了材料 `{name}`，但它在看任何材料之前判断",
        en="`not_for` reads the material `{name}`, but is judged before any material",
        remedy_zh="请改用情形问题（`facts`）来判断",
        remedy_en="decide it by a fact",
    ),
    "R-TWO-LISTS": Message(
        zh="一行核对里有两个清单的内容，不知道哪一项与哪一项比",
        en="one line compares members of two lists; which with which is not known",
        remedy_zh="请只用一个清单里的内容",
        remedy_en="use the fields of one list only",
    ),
}
