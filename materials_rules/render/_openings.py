"""How a paper begins, in Chinese and English: its title, what was found, what follows from it.

Where a paper says that something is wrong, something was found; where all that is open depends on a situation, it says so.
"""

# ruff: noqa: E501  a sentence of the paper stands on one line, and a Chinese character counts two

from __future__ import annotations

from typing import Final

OPENINGS: Final[dict[str, tuple[str, str]]] = {
    # titles, one an outcome
    "title.accept": ("材料齐全告知（受理凭据另行出具）", "Notice that the materials are complete (acceptance is certified separately)"),
    "title.accept_deferred": ("容缺受理告知", "Notice of acceptance with materials to follow"),
    "title.fix_on_spot": ("当场更正单", "Corrections to make at the window"),
    "title.fix_on_spot.depends": ("请当场说明", "To state at the window"),
    "title.fix_on_spot.questions": ("请当场回答", "To answer at the window"),
    "title.supplement": ("补正材料一次性告知书", "One-time notice of materials to supplement"),
    "title.not_required": ("不受理告知书（依法不需要取得许可）", "Notice of non-acceptance (no permit is required by law)"),
    "title.not_competent": ("不予受理告知书", "Notice of refusal to accept (another body is competent)"),
    "title.undetermined": ("待核实单（供窗口内部使用）", "To be verified (internal, for the window)"),
    "title.again": ("补正情况告知（对应{number}）", "State of the corrections (to notice {number})"),
    "number.blank": ("〔　　　　〕第　　　号", "No. ____________"),
    "stamp.draft": (
        "尚未核实清楚，不是告知书，不得交申请人代替告知书。",
        "Not yet verified. This is no notice and must not be handed to the applicant as one.",
    ),
    "addressee": ("{name}：", "To {name}:"),
    "nobody": ("＿＿＿＿＿＿＿＿", "________________"),
    # openings
    "received": (
        "你（单位）提出的{items}申请，我单位于{day}收到申请材料。",
        "On {day} we received your application for {items}. ",
    ),
    "received.again": (
        "你（单位）提出的{items}申请，我单位于{day}首次收到申请材料，现已收到补正材料。",
        "On {day} we first received your application for {items}; the corrections have now been received. ",
    ),
    "item.quoted": ("“{name}”", "\"{name}\""),
    "ground": ("根据{grounds}，", "Under {grounds}, "),
    "opening.accept": (
        "经核对，申请材料齐全、符合法定形式，没有需要补正的内容。本单不是受理凭据；{ground}是否受理，以办理机关加盖专用印章并注明日期的书面凭证为准。",
        "The materials are complete and in due form; nothing needs to be supplemented. This paper is no certificate of acceptance. {ground}acceptance is certified by the office in writing, sealed and dated.",
    ),
    "opening.accept_deferred": (
        "经核对，其他申请材料齐全、符合法定形式。{ground}以下材料可以容缺后补，{total}；容缺受理承诺书已签署，请按所列期限补交。本单不是受理凭据；受理凭证由办理机关加盖专用印章并注明日期后出具。",
        "All other materials are complete and in due form. {ground}the following may be handed in later ({total}), and the letter of commitment is signed. Please hand them in within the limits given. This paper is no certificate of acceptance: that is issued by the office, sealed and dated.",
    ),
    "opening.fix_on_spot": (
        "经核对，申请材料存在可以当场更正的错误，{total}。{ground}请当场更正。未能当场更正的，将全部列入一次性告知书，不作口头要求。",
        "The materials contain errors that can be corrected on the spot: {total}. {ground}please correct them now. Whatever is not corrected now will be listed in full in the one-time notice; nothing is asked orally.",
    ),
    "opening.fix_on_spot.depends": (
        "经核对，是否需要提交或者更正下列内容，取决于尚未说明的情形，{total}。{ground}请当场说明；现在不能说明的，写入一次性告知书。",
        "Whether the following is to be handed in or corrected depends on what has not been stated yet: {total}. {ground}please state it now; what cannot be stated now goes into the one-time notice.",
    ),
    "opening.fix_on_spot.questions": (
        "经核对，尚未发现需要补正的内容，但下列问题尚未回答，审查结果取决于回答。{ground}请当场回答；现在不能回答的，写入一次性告知书。",
        "Nothing that needs to be supplemented was found, but the following is not answered yet, and the result depends on it. {ground}please answer now; what cannot be answered now goes into the one-time notice.",
    ),
    "opening.supplement": (
        "经核对，申请材料不齐全或者不符合法定形式。{ground}现将需要补正的全部内容一次告知如下，{total}。未列入本告知书的材料，补正时不再要求。",
        "The materials are incomplete or not in due form. {ground}you are hereby told once, and in full, what needs to be supplemented: {total}. Nothing that is not listed in this notice will be asked for later.",
    ),
    "opening.supplement.depends": (
        "经核对，是否需要补正，取决于尚未说明的情形。{ground}现将可能需要补正的全部内容一次告知如下，{total}。未列入本告知书的材料，补正时不再要求。",
        "Whether anything needs to be supplemented depends on what has not been stated yet. {ground}you are hereby told once, and in full, what may have to be supplemented: {total}. Nothing that is not listed in this notice will be asked for later.",
    ),
    "opening.supplement.questions": (
        "经核对，尚未发现需要补正的内容，但下列问题尚未回答，审查结果取决于回答。{ground}请在补正时一并回答。未列入本告知书的材料，补正时不再要求。",
        "Nothing that needs to be supplemented was found, but the following is not answered yet, and the result depends on it. {ground}please answer when you cure. Nothing that is not listed in this notice will be asked for later.",
    ),
    "opening.again": (
        "经核对，以下内容仍需补正，{total}：均为此前已经告知而尚未补正，或者补正材料本身存在的问题。{ground}现将补正情况告知如下。本单不是第二次补正告知，不提出新的要求。",
        "The following still need to be supplemented, {total}: each was told before and is still open, or is a fault of the corrections themselves. {ground}the state of the corrections is as follows. This is no second notice and asks for nothing new.",
    ),
    "opening.again.new": (
        "经核对，以下内容仍需补正，{total}：此前已经告知而尚未补正的，补正材料本身存在问题的，以及因补正之外的情形与首次不同而新增的（见附注）。{ground}现将补正情况告知如下。",
        "The following still need to be supplemented, {total}: what was told before and is still open, what is a fault of the corrections, and what comes of other changes since the first visit (see the notes). {ground}the state of the corrections is as follows.",
    ),
    "opening.again.depends": (
        "经核对，是否仍需补正以下内容，取决于尚未说明的情形，{total}，均为此前已经告知的内容。{ground}现将补正情况告知如下。本单不是第二次补正告知，不提出新的要求。",
        "Whether the following is still needed depends on what has not been stated yet: {total}, each told before. {ground}the state of the corrections is as follows. This is no second notice and asks for nothing new.",
    ),
    "opening.again.questions": (
        "经核对，尚未发现仍需补正的内容，但此前已经提出的下列问题尚未回答。{ground}现将补正情况告知如下。本单不是第二次补正告知，不提出新的要求。",
        "Nothing that still needs to be supplemented was found, but the following, asked before, is not answered yet. {ground}the state of the corrections is as follows. This is no second notice and asks for nothing new.",
    ),
    "opening.not_required": (
        "经核对，所申请的事项依法不需要办理。{ground}现告知不受理该申请。",
        "By law what was applied for need not be done. {ground}you are hereby told that the application is not accepted.",
    ),
    "opening.not_competent": (
        "经核对，申请事项依法不属于本机关职权范围。{ground}决定不予受理，请向下列有关行政机关申请。",
        "What was applied for is not within the powers of this body. {ground}the application is not accepted; please apply to the body named below.",
    ),
    "opening.undetermined": (
        "以下内容核实清楚之前，{ground}不能作出受理、不予受理或者补正的结论。请窗口工作人员逐项核实、记录后重新核对。",
        "Until the following is verified, {ground}nothing can be said about acceptance, refusal or correction. Verify and record each, then check again.",
    ),
    "total": ("共{total}项", "{total} in all"),
    "total.some": (
        "共{total}项，其中{some}项视情形需要",
        "{total} in all, of which {some} only in some situations",
    ),
    "total.every": ("共{total}项，均视情形需要", "{total} in all, each only in some situations"),
}
