"""What every key of a file of cases is for, in Chinese and English.

    key, or Model.key  ->  Chinese, English
"""

from __future__ import annotations

from typing import Final

About = tuple[str, str]

ABOUT_CASES: Final[dict[str, About]] = {
    "cases": ("用例，逐个写", "The cases, one by one"),
    "CaseFile.from": ("从哪个用例的申请件出发", "The case whose packet it begins with"),
    "CaseFile.packet": ("申请件的要点；没有写的取缺省", "The packet in short; what is left out has its default"),
    "CasesFile.packet": ("本文件各用例共同的申请件要点", "What every case of this file begins with"),
    "with": ("在它之上另有什么", "What is added to it or replaced in it"),
    "without": ("除去什么，如 application-form、fact/area_m2", "What is taken away, such as application-form, fact/area_m2"),
    "CaseFile.previous": ("上一次办理是哪个用例", "The case that was the earlier visit"),
    "expect": ("应当得出什么；写出的栏目必须一项不多、一项不少", "What must come of it; a section that stands here is complete"),
    "table": ("一行一个用例的表格", "A table with one case a row"),
    "columns": (
        "各列：情形问题、材料的栏目，或者预期的栏目",
        "The columns: facts, parts of papers, sections of what is expected",
    ),
    "rows": ("各行，与各列一一对应；空格表示不写", "The rows, one cell a column; an empty one is left out"),
    "unconfirmed": (
        "预期是程序算出的，编写者还没有核对；核对后删去这一行",
        "What is expected was computed and nobody compared it with the law; remove it then",
    ),
    "received_on": ("首次收到之日；缺省为本版本施行之日", "The day of first receipt; by default the first day of the version"),
    "channel": ("提交途径，如 window、online", "How it came, such as window, online"),
    "present": ("窗口在场的人", "Who is present at the window"),
    "applicant": ("申请人", "The applicant"),
    "CaseApplicant.kind": ("申请人的类型", "The kind of applicant"),
    "CaseApplicant.id": ("证件号码或者统一社会信用代码", "The number of the identity document or the enterprise"),
    "agent": ("代理人；没有写 none（无）", "The agent; `none` for nobody"),
    "CaseAgent.id": ("证件号码", "The number of the identity document"),
    "until": ("委托的最后一天", "The last day of the authority"),
    "powers": ("代理人可以做什么", "What the agent may do"),
    "CasePacket.facts": ("对情形问题的回答", "Answers to the facts"),
    "CasePacket.lists": ("清单的各项", "The members of the lists"),
    "choices": ("申请人的选择", "What the applicant chose"),
    "cannot_answer": ("现在无法回答的问题和原因", "What cannot be answered now, and why"),
    "in_order": (
        "应当提交而没有写明的材料，全部交来并且符合形式",
        "Whatever is asked for and not named is handed in and in form",
    ),
    "CasePacket.materials": ("交来的材料；只写代号的，符合形式", "The papers handed in; one named by its id alone is in form"),
    "commitments": ("以承诺代替的材料", "Promises made instead of a proof"),
    "deferrals": ("承诺以后补交的材料", "Promises to hand in later"),
    "obtained": ("机关已经取得或者查询过的文件", "What the office got or looked up"),
    "CasePacket.demands": ("有人要求提交的材料", "What somebody demanded"),
    "Expected.demands": ("被要求的材料各是什么结论", "What is said of each demand"),
    "material": (
        "材料的代号；清单里某一项的写作 licence[drivers:1]",
        "The id of the material; of one member, licence[drivers:1]",
    ),
    "CaseMaterial.originals": ("原件份数", "How many originals"),
    "CaseMaterial.copies": ("复印件份数", "How many copies"),
    "original_shown": ("是否已出示原件", "Whether the original was shown"),
    "CaseMaterial.signed_by": ("由谁签了字", "Who signed it"),
    "CaseMaterial.sealed_by": ("盖了谁的章", "Whose seal it bears"),
    "CaseMaterial.certified": ("是否注明与原件一致", "Whether it is certified as a true copy"),
    "CaseMaterial.complete": ("内容是否齐全", "Whether no page is missing"),
    "CaseMaterial.medium": ("纸质还是电子", "On paper or electronic"),
    "issued_on": ("出具日期；没有载明写 none（无）", "The day of issue; `none` where it bears none"),
    "expires_on": ("有效期的最后一天；没有写 none（无）", "The last day of its term; `none` where it bears none"),
    "handed_in_on": ("提交日期；缺省为收到之日", "The day of handing in; by default that of receipt"),
    "unreadable": ("是否无法辨认", "Whether it cannot be read"),
    "CaseMaterial.reads": ("材料上载明的内容", "What the paper says"),
    "CaseObtained.reads": ("查到的内容", "What was found"),
    "for": ("所承诺的材料", "The material that it stands for"),
    "signed": ("是否已签", "Whether it is signed"),
    "signed_on": ("签署日期", "The day of the signature"),
    "CaseObtained.by": ("由哪个部门查询或者答复", "The department that looked it up or answered"),
    "status": ("查询的结果", "How the look-up ended"),
    "Expected.outcome": ("结论", "The outcome"),
    "Expected.elements": (
        "分情形的要素各是什么：代号、期限，或者第几行（#2）；只看写出的",
        "What elements by situation come to: an id, a limit, or which line holds (#2); only those that are written",
    ),
    "findings": ("应当指出的问题；没有写 none（无）", "What is missing or not in form; `none` for nothing"),
    "conditional": ("取决于回答的问题", "What depends on an answer"),
    "questions": ("还要谁回答的问题", "What must still be answered"),
    "not_needed": ("不必提交的材料，以及属于哪一类", "What need not be handed in, and of which class"),
    "office_tasks": ("由机关自己取得的文件", "What the office gets itself"),
    "due_later": ("依规定以后提交的材料", "What comes later by rule"),
    "CaseMaterial.template": ("所用的表样，写成 表格@版本", "The form that was used, written form@version"),
}
