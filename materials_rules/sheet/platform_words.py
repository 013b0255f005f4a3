"""What the tables of government-service platforms say: their columns, and codes that mean one thing here and another there.

    column  ->  what it is about;  column, code  ->  labels by system;  column, label  ->  meaning

The systems are those whose tables were read: `GB/T 39046` is the national standard (annex A), the others are platforms in use.
A label is the text that a system shows beside its code; equal labels mean the same everywhere, equal codes do not.
"""

from __future__ import annotations

from typing import Final

MATERIAL_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "material": ("材料名称", "申请材料名称", "申请材料", "MATERIAL_NAME"),
    "necessity": ("必要性", "材料必要性", "是否必备", "是否必要", "IS_NEED", "mtNec", "mustFlag"),
    "source": ("来源渠道", "材料来源渠道", "材料来源", "SOURCE_TYPE", "srcChannel", "materialSource"),
    "type": ("材料类型", "TYPE", "mtType", "materialType"),
    "form": ("材料形式", "FORMAT", "mtForm"),
    "check": ("验收方式",),
    "handover": ("收取方式",),
    "originals": ("原件份数", "原件数量", "ORIGINALNUM"),
    "copies": ("复印件份数", "复印件数量", "COPIESNUM"),
    "paper_count": ("纸质材料份数", "纸质份数", "份数", "收取数量"),
    "basis": ("要求提供材料的依据", "材料依据", "材料设定依据"),
    "handle_case": ("非必要时办理情形", "办理情形", "HANDLE_CASE"),
    "sample_form": ("示例样表", "样表", "空白表格"),
    "in_person": ("是否需本人到现场", "IS_SELF"),
    "issuer": ("出具机构", "出具单位"),
}
NOTED: Final = (
    "填报须知", "受理标准", "备注", "办理说明", "使用说明", "出具时间要求", "复印件要求说明", "COPY_EXPLAIN", "来源渠道说明",
    "纸质规格", "规格",
)  # fmt: skip
"""Columns of materials whose words go into the note, each with its head."""

ITEM_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "item": ("事项名称", "实施事项名称", "业务办理项名称"),
    "code": ("实施编码", "实施清单编码", "事项编码", "基本编码"),
    "basis": ("设定依据", "法律依据"),
    "authority": ("实施机关", "实施主体", "实施部门"),
    "applicants": ("服务对象", "办理对象"),
    "case_type": ("办件类型",),
    "conditions": ("受理条件", "办理条件"),
    "procedure": ("办理流程", "审批程序"),
    "statutory": ("法定办结时限", "法定期限"),
    "statutory_unit": ("法定办结时限单位", "法定期限单位"),
    "promised": ("承诺办结时限", "承诺期限"),
    "promised_unit": ("承诺办结时限单位", "承诺期限单位"),
    "unit": ("时限单位",),
    "place": ("办理地点", "申请地点"),
    "hours": ("办理时间",),
    "fee": ("是否收费",),
    "fee_standard": ("收费标准",),
    "quantity": ("数量限制",),
    "result": ("审批结果名称", "审批结果", "结果名称"),
    "phone": ("咨询方式", "咨询电话"),
    "complaints": ("监督投诉方式", "监督投诉电话", "投诉电话"),
}
NO_PLACE: Final = (
    "序号", "排序", "事项类型", "行使层级", "办理形式", "特别程序", "办件状态", "申请人证件", "材料编码", "子项名称", "主项名称",
    "联办机构", "中介服务",
)  # fmt: skip
"""Columns that platforms have and rules need not: told once, for nothing of them is taken over."""

LABEL_SUFFIXES: Final = ("名称", "标签", "文字", "（文字）", "（标签）", "(文字)", "(标签)", "中文")
"""What a head has behind it where its column holds the labels of the codes in the column without it."""

CODES: Final[dict[str, dict[str, dict[str, str]]]] = {
    "necessity": {
        "GB/T 39046": {"1": "是", "0": "否"},
        "平台一": {"1": "必要", "2": "非必要", "3": "容缺后补"},
        "平台二（详情）": {"0": "必要", "1": "非必要", "2": "容缺后补", "3": "信息免交、信用后补"},
        "平台二（列表）": {"0": "非必要", "1": "必要"},
    },
    "source": {
        "平台一": {"10": "申请人自备", "20": "政府部门核发", "99": "其他"},
        "平台三": {"10": "申请人自备", "20": "政府部门核发", "30": "中介机构出具"},
    },
    "type": {
        "平台一": {"1": "原件", "2": "复印件", "3": "原件或复印件"},
        "平台二": {"0": "原件", "1": "复印件", "2": "原件和复印件", "3": "原件或复印件"},
        "平台三": {"1": "证件证书证明", "2": "申请表格文书", "3": "其他"},
    },
    "form": {
        "平台一": {
            "1": "原件", "2": "电子复印件", "3": "原件或复印件", "4": "纸质表格", "5": "普通电子文件",
            "6": "系统自动获取，无需提交", "7": "系统自动获取，数据不全时由申请者提交", "8": "原件扫描件", "9": "PDF",
        },
        "平台二": {"1": "纸质", "2": "电子版", "3": "证照", "4": "容缺补正", "5": "纸质、电子版", "7": "告知承诺"},
        "平台三": {"1": "纸质", "2": "电子化", "3": "纸质/电子化"},
        "平台四": {"1": "纸质和电子", "3": "纸质", "7": "电子"},
    },
    "check": {"平台三": {"1": "收原件", "2": "验原件收复印件"}},
    "handover": {"平台二": {"1": "纸质", "2": "附件", "3": "扫描", "4": "容缺后补", "5": "证照库"}},
    "case_type": {"GB/T 39046": {"1": "即办件", "2": "承诺件", "9": "其他"}},
    "applicants": {
        "GB/T 39046": {"1": "自然人", "2": "企业法人", "3": "事业法人", "4": "社会组织法人", "5": "行政机关", "6": "其他组织"}
    },
    "unit": {"平台二": {"W": "工作日", "N": "自然日"}},
    "fee": {"GB/T 39046": {"1": "是", "0": "否"}},
    "in_person": {"平台三": {"1": "是", "0": "否"}},
}  # fmt: skip

MEANINGS: Final[dict[str, dict[str, str]]] = {
    "necessity": {
        "必要": "required", "是": "required", "必备": "required", "必须": "required", "非必要": "optional", "否": "optional",
        "非必备": "optional", "容缺后补": "deferrable", "信息免交、信用后补": "exempt",
    },
    "source": {"申请人自备": "self", "政府部门核发": "government", "中介机构出具": "intermediary", "其他": "other"},
    "type": {
        "原件": "original", "复印件": "copy", "原件和复印件": "original_and_copy", "原件或复印件": "original_or_copy",
        "证件证书证明": "certificate", "申请表格文书": "form", "其他": "other",
    },
    "form": {
        "原件": "original", "复印件": "copy", "原件或复印件": "original_or_copy", "纸质表格": "paper_form", "纸质": "paper",
        "电子复印件": "electronic", "普通电子文件": "electronic", "原件扫描件": "electronic", "PDF": "electronic",
        "电子版": "electronic", "电子化": "electronic", "电子": "electronic", "纸质、电子版": "either", "纸质/电子化": "either",
        "纸质和电子": "both", "证照": "licence", "容缺补正": "deferrable", "告知承诺": "commitment",
        "系统自动获取，无需提交": "fetched", "系统自动获取，数据不全时由申请者提交": "fetched_or_handed_in",
    },
    "check": {"收原件": "keep_original", "验原件收复印件": "see_original_keep_copy", "收原件及复印件": "keep_both"},
    "handover": {"纸质": "paper", "附件": "electronic", "扫描": "electronic", "容缺后补": "deferrable", "证照库": "fetched"},
    "case_type": {"即办件": "instant", "承诺件": "promised", "一审一核件": "one_review", "其他": "other", "转报件": "other"},
    "applicants": {
        "自然人": "natural_person", "企业法人": "enterprise", "企业": "enterprise", "事业法人": "public_institution",
        "社会组织法人": "social_organisation", "行政机关": "government_body", "其他组织": "other_organisation",
        "个体工商户": "individual_business",
    },
    "unit": {"工作日": "working days", "自然日": "calendar days", "日历日": "calendar days", "个工作日": "working days"},
    "fee": {"是": "true", "收费": "true", "否": "false", "不收费": "false"},
    "in_person": {"是": "true", "否": "false"},
}  # fmt: skip
