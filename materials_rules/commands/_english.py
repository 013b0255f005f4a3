"""What `explain` says in English where the rules and their checks speak Chinese only.

    kind of defect, class, kind of number  ->  English;  form check  ->  Chinese and English

These are data: a docstring is gone when Python runs with -OO.
"""

from __future__ import annotations

from typing import Final

KINDS: Final[dict[str, tuple[str, str]]] = {
    "missing": ("missing", "A material that the law wants was not handed in."),
    "missing_result": (
        "result of another item missing",
        "The item presupposes the result of another one, which was looked up and is not there; the window looks, and no "
        "applicant has to prove it.",
    ),
    "contradictory_answers": (
        "contradictory answers",
        "Answers about the situation cannot all be true; look at them and correct them.",
    ),
    "wrong_subject": ("wrong subject", "The material is not about the person or thing that the rule means."),
    "unreadable": (
        "unreadable",
        "It was handed in, but is blurred or damaged, or its file cannot be opened; that is not the same as missing.",
    ),
    "expired": ("expired", "On the day it was handed in, the date of expiry that it bears had passed."),
    "not_yet_valid": ("not yet valid", "The date of issue that it bears lies after the day on which it was handed in."),
    "stale": ("issued too long ago", "More time than allowed lies between issue and handing in, or it bears no date of issue."),
    "wrong_format": (
        "wrong form",
        "It is not in the medium or form that the rule wants: a copy for an original, an electronic file for paper.",
    ),
    "outdated_template": ("wrong version of the form", "The prescribed form was not used, or an old version of it."),
    "incomplete_pages": ("pages missing", "Pages of it are missing."),
    "unsigned": ("unsigned", "Whoever must sign has not signed; where a signature or a seal will do, there is neither."),
    "wrong_person_signed": ("signed by somebody else", "Somebody signed who need not, or an agent without authority to sign."),
    "unsealed": ("unsealed", "A seal that must be there is not."),
    "not_certified": (
        "copy not certified",
        "A copy does not bear the words 与原件一致 (as the original) and the signature or seal of whoever provides it.",
    ),
    "original_not_shown": (
        "original not shown",
        "The original was not shown for comparison; it is given back at once and not kept.",
    ),
    "insufficient_copies": ("too few copies", "Fewer were handed in than the rule says."),
    "inconsistent": ("inconsistent", "Different materials say different things about the same."),
    "invalid_identifier": (
        "number not well formed",
        "Its length, characters, check digit or date do not fit; the form alone is judged, not whether there is such a number.",
    ),
    "invalid_field": (
        "filled in wrongly",
        "What was filled in is not of the type, range or pattern that is due, or was left out where it must be filled in.",
    ),
}
"""Kinds of defect: name and explanation."""

CLASSES: Final[dict[str, tuple[str, str]]] = {
    "C1_NO_BASIS": (
        "materials without a basis in law, regulation or rule",
        "No act that was in force on the day of receipt, and of the level that this kind of material needs, asks for it; "
        "catch-all clauses and what has nothing to do with the item belong here too. It is not asked for.",
    ),
    "C2_SHAREABLE": (
        "materials that departments share or look up",
        "Another department holds it and sharing is decided, or it is the result of another item. The office obtains it.",
    ),
    "C3_HELD_LICENCE": (
        "materials that prove what a licence at hand proves",
        "A licence that the applicant has proves the same. Showing it is enough.",
    ),
    "C4_COMMITMENT": (
        "materials for which a written commitment may stand",
        "It is on the list of commitments: the applicant hands it in or signs a commitment, as he chooses.",
    ),
    "C5_COVERED": (
        "materials that another one covers",
        "Another material that was handed in holds the same, or the same one was handed in before.",
    ),
    "C6_UNVERIFIABLE": (
        "materials whose issuer cannot verify them",
        "Whoever would have to issue it has no means to find out whether it is true. It is not asked for.",
    ),
}
"""The six classes that may not be demanded: name and explanation."""

EFFECTS: Final[dict[str, str]] = {
    "drop": "it is not asked for",
    "office_obtains": "the office obtains it",
    "show_instead": "a licence is shown instead",
    "material_or_commitment": "the material or a commitment",
    "covered_by": "another material covers it",
}
"""What becomes of a material of a class."""

NUMBERS: Final[dict[str, tuple[str, str]]] = {
    "credit_code": (
        "unified social credit code",
        "18 digits or capital letters (without I, O, Z, S and V), the last a correct check character",
    ),
    "landline": ("fixed telephone number", "area code (3 or 4 digits) and number (7 or 8), an extension after `-`"),
    "mobile_number": ("mobile telephone number", "11 digits that begin with 13 to 19"),
    "organisation_code": (
        "organisation code",
        "8 digits or capital letters and a check character, before which a hyphen may stand",
    ),
    "phone_number": ("telephone number", "a mobile number of 11 digits, or a fixed one with its area code"),
    "postcode": ("postcode", "6 digits"),
    "project_code": (
        "code of an investment project",
        "five parts joined by `-`: time (4 digits), region (6 or 9), department (2), kind (2), serial (6)",
    ),
    "resident_id": (
        "number of a resident's identity card",
        "18 characters: 17 digits, then a digit or X that is a correct check character; the date of birth in it is a real one",
    ),
}
"""Kinds of number: name and rule."""

CHECKS: Final[dict[str, tuple[str, str]]] = {
    "certified": (
        "复印件须注明“与原件一致”，并由提供人签名或者盖章。没有交复印件的，不涉及。",
        "A copy bears the words 与原件一致 and the signature or seal of whoever provides it. Where no copy was handed in there "
        "is nothing to certify.",
    ),
    "complete": (
        "不缺页。只看页数，不看写的内容是否属实。",
        "No page is missing. Pages, not contents: whether what is written on them holds is not a question of form.",
    ),
    "copies": (
        "至少交几份复印件。原件不算作复印件。",
        "At least so many copies were handed in. An original is not counted as a copy.",
    ),
    "electronic": (
        "电子材料算原件、算复印件，还是不接受。不接受须有法律、行政法规规定（国务院关于在线政务服务的若干规定第十一条）。",
        "What an electronic document counts as: an original, a copy, or nothing. Refusing one needs a law or an administrative "
        "regulation (国务院关于在线政务服务的若干规定 art. 11).",
    ),
    "in_date": (
        "提交之日在材料载明的有效期内。只按提交之日判断，以后过期的不再追究。",
        "The document is in date on the day it is handed in. It is judged on that day and no other.",
    ),
    "issued_within": (
        "出具之日至提交之日不超过规定的期限。出具当日不计；按月、按年计算的，到对应日为止（民法典第二百零一条、第二百零二条）。",
        "No more time than the limit lies between issue and handing in. The day of issue is not counted; months and years end on "
        "the corresponding day (民法典 art. 201 and 202).",
    ),
    "medium": ("纸质、电子，或者均可。", "On paper, electronic, or either."),
    "originals": (
        "至少交几份原件。只交了复印件的，是形式不符；原件少了的，是份数不足。",
        "At least so many originals were handed in. Where only copies came, the form is wrong; where too few, the number is.",
    ),
    "readable": (
        "能够辨认。对每份材料都审查，规则里不用写。不能辨认的也算已经提交，不算缺少；没有记录为不能辨认的，不再询问。",
        "It can be read. Checked for every document; no author writes it. What cannot be read was handed in all the same and is "
        "never missing; where nothing is recorded, nothing is asked.",
    ),
    "sealed_by": (
        "应当盖章的都已盖章。电子印章与实物印章效力相同（国务院关于在线政务服务的若干规定第九条）。",
        "Everybody who must seal has sealed. An electronic seal has the force of one in ink "
        "(国务院关于在线政务服务的若干规定 art. 9).",
    ),
    "show_original": (
        "出示原件核对，当场退还。机关要留存原件的，写 originals（原件）。",
        "The original is shown for comparison and given back at once. An office that keeps it asks for `originals`.",
    ),
    "signed_by": (
        "应当签名的都已签名。法人由法定代表人签名（民法典第六十一条第二款）；代理人的权限包括签名的，可以代签，须本人签名的除外。",
        "Everybody who must sign has signed. For a legal person its legal representative signs (民法典 art. 61 para. 2); "
        "an agent with authority to sign may sign, unless the signature must be in person.",
    ),
    "signed_or_sealed_by": (
        "应当签名或者盖章的，有一样即可。谁可以代签，与签名相同。",
        "Everybody who must sign or seal has done one of the two. Who acts for whom is as with a signature.",
    ),
    "template": (
        "使用规定版本的表格。表格写成“表格@版本”。",
        "The form in the prescribed version was filled in. A form is written `form@version`.",
    ),
}
"""Form checks: what is judged, in Chinese and English."""

OUTCOMES: Final[dict[str, tuple[str, str]]] = {
    "accept": (
        "材料齐全、符合法定形式，应当受理（行政许可法第三十二条第一款第五项）。",
        "Everything is there and in form: to be accepted (行政许可法 art. 32(1)(5)).",
    ),
    "accept_deferred": (
        "所缺的材料都可以容缺后补，申请人已签署承诺，先予受理。",
        "What is missing may come later against a signed letter: accepted now.",
    ),
    "fix_on_spot": (
        "有可以当场更正的错误，应当允许当场更正（行政许可法第三十二条第一款第三项）。",
        "What is wrong can be put right at the window, and that must be allowed (行政许可法 art. 32(1)(3)).",
    ),
    "supplement": (
        "材料不齐全或者不符合法定形式，一次告知需要补正的全部内容（行政许可法第三十二条第一款第四项）。",
        "Something is missing or not in form: all of it is told at once (行政许可法 art. 32(1)(4)).",
    ),
    "not_required": (
        "依法不需要取得许可，即时告知不受理（行政许可法第三十二条第一款第一项）。",
        "No permit is needed, and that is told at once (行政许可法 art. 32(1)(1)).",
    ),
    "not_competent": (
        "依法不属于本机关职权，即时作出不予受理的决定，并告知向有关机关申请（行政许可法第三十二条第一款第二项）。",
        "Another body is competent: refused at once, and told where to go (行政许可法 art. 32(1)(2)).",
    ),
    "undetermined": (
        "须由工作人员先答复或者查看，程序不作结论；已经发现的内容保留，注明未定稿。",
        "An official has to answer or look first; what was found is kept and marked not final.",
    ),
}
"""Outcomes of a check: what each means, in Chinese and English."""
