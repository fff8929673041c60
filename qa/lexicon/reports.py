"""Words that say of which reports a question is: several at once, a range of years, a level, a kind."""

from __future__ import annotations

from typing import Final

from ingest.report import Level, ReportKind

# fmt: off
BODIES: Final[dict[str, str]] = {
    "单位": "", "部门": "", "机构": "", "机关": "", "家单位": "", "个单位": "", "个部门": "", "家": "", "预算单位": "",
    "局": "局", "个局": "局", "委办局": "[局委办]", "委局": "[局委]",
    "街道": "街道(?:办事处)?", "个街道": "街道(?:办事处)?", "街道办": "街道(?:办事处)?",
    "街道办事处": "街道(?:办事处)?", "街镇": "街道(?:办事处)?|镇(?:人民政府)?", "镇": "镇(?:人民政府)?",
    "乡镇": "[乡镇](?:人民政府)?",
    "学校": "学校|小学|中学|高中|初中|幼儿园", "所学校": "学校|小学|中学|高中|初中|幼儿园", "中学": "中学|高中|初中",
    "小学": "小学", "幼儿园": "幼儿园", "医院": "医院", "家医院": "医院",
    "法院": "法院", "检察院": "检察院",
}
"""What kind of body a word for several of them means: how its name ends; empty for any."""

EVERY: Final = (
    "各", "各个", "所有", "全部", "每个", "每家", "各家", "这些", "几个", "几家", "其他", "全区", "全市", "全县",
)
"""Before a word of BODIES: all of them."""

WHICH: Final = (
    "哪", "哪个", "哪一个", "哪家", "哪一家", "哪些", "哪几个", "哪几家", "什么", "多少", "多少个", "多少家", "几",
    "有没有", "有无", "有几", "有多少", "有哪些",
)
"""Before a word of BODIES: it is asked which of them."""

WHO: Final = ("谁", "谁家", "哪家", "哪一家", "哪几家", "多少家")
"""Asks for an organization without a word for what it is."""

BOTH: Final = ("都", "分别", "各自", "比较", "对比", "比一比", "相比", "平均", "合计", "一共", "总共")
"""Where a name fits several organizations, these say that all of them are meant."""

SO_MANY: Final = (
    r"(?<![前后数])(?:[两二三四五六七八九十几]|[2-9])(?:个|家|所|地|边)?"
    r"(?:区县|区|县|市|地|家|个|单位|部门|局|委|学校|医院|街道)的?"
)
"""So does a number of them: 两个区的教育局."""

TOP_BODIES: Final = (
    r"(?:前|最后|倒数|(?<=最[高低多少大小])的?)(?:[一二两三四五六七八九十几]|\d{1,2})(?:家|个?(?:单位|部门|局|街道|学校|医院))"
)
"""So many organizations of a ranking: 最高的三家, 前三家."""

REPORTS: Final = (
    r"(?:哪些|什么|几份|多少份|哪几份|哪几年|几年|哪些年|哪一年|哪年|几个年度|多少年|哪些单位|多少家单位|几家单位|多少个单位|几个单位)"
    r"(?:20\d{2}年度?)?的?(?:决算|预算)?(?:公开)?(?:报告|资料|文件)|(?:收录|收了|收有|能查)了?(?:哪些|多少|几)|(?:可以|能)(?:查|问)哪些"
    r"|[区市县镇乡](?:里|内|都)?有(?:哪些|几家|多少家|多少个|几个)单位[？?。]?$"
)
"""Asks which reports there are."""

HERE: Final = r"资料库|库里|这里|收录|收了|收有|能查|(?:可以|能)(?:查|问)"
"""Says that it is asked of this library: of one report alone, 哪些报告 may be those that a project made."""

BESIDE: Final = r"(?:和|跟|与|同|比)，+[^，。？]{0,6}(?:比|相比|对比|比较|比起来)(?:呢|怎么样|如何|一下)?[？?。]?$"
"""How a question ends that holds another organization against the one spoken of: 和乙区财政局比呢."""

LEVELS: Final = {
    Level.OWN: ("本级",),
    Level.DEPARTMENT: ("（部门）", "部门的", "部门级", "部门汇总", "汇总", "含下属", "包括下属"),
}
"""How people say whether they mean the organization alone or all that it is in charge of."""

LOOSE_LEVELS: Final = {Level.OWN: ("单位决算", "单位预算"), Level.DEPARTMENT: ("部门决算", "部门预算")}
"""The same, but people call any report so: it counts only where there are both."""

BOTH_LEVELS: Final = (
    r"(?:（?本级）?|（?部门）?)(?:和|与|、|跟|同|以及|还是|比|，)(?:（?本级）?|（?部门）?)(?!决算|预算)"
)
"""Both of them."""

BARE_LEVELS: Final = {"部门": Level.DEPARTMENT, "单位": Level.OWN}
"""What says it too, where nothing else is said beside it."""

BEHIND_NAMES: Final = {
    "（本级）": Level.OWN, "本级": Level.OWN, "（部门）": Level.DEPARTMENT, "部门": Level.DEPARTMENT,
}
"""Right behind a name: the level of that organization."""

KINDS: Final = {
    ReportKind.BUDGET: ("部门预算", "单位预算", "预算报告", "预算公开", "预算书"),
    ReportKind.FINAL_ACCOUNTS: ("决算", "执行数", "实际", "完成率", "执行率"),
}
"""How people say from which kind of report they want it. 预算数 alone does not tell: final accounts print it too."""

LATEST_YEARS: Final = (
    r"(?:最?近|过去|这|连续|前后|前)(?P<count>[两二三四五六七八九十]|[2-9])(?:个?年度|年)(?:来|间|里|以来)?"
)
"""The last so many years that there are reports of."""

PART_OF_NAME: Final = ("末", "初", "底", "终")
"""Behind a year without 年 of its own: 2024年末结转和结余 is of 2024 and called 年末结转和结余."""

ONLY: Final = ("只看", "仅看", "只要", "只算", "限于")
"""Before a name, after an answer about several organizations: of those, only it."""

SINCE: Final = ("以来", "至今", "到现在", "起至今", "开始")
"""Behind a year: it and all that follow."""

APART_FROM: Final = ("除了", "除", "除去", "不含", "不包括", "不算", "剔除", "扣除")
"""Before a name: that organization is left out."""

APART_ENDS: Final = ("以外", "之外", "外", "除外")

SO_MANY_YEARS: Final = (
    "(?:这)?[两二三四五六七八九十2-9](?:个年度|年)(?:的|(?P<together>(?=平均|合计|一共|总共|加起来|之和)))?"
)
"""Counts the years that are named or spoken of: 2022、2023、2024三年; 三年平均."""

EVERY_YEAR: Final = (
    "所有报告", "全部报告", "各份报告", "所有年度", "所有年份", "哪一份报告",
    "历年", "逐年", "各年", "各年度", "每年", "每一年", "这几年", "近几年", "近些年", "几年来", "这些年", "哪一年",
    "哪年", "哪个年度", "历年来", "年度间", "多年", "往年",
)
"""All years that there are reports of."""

CONTINUES: Final = {
    ending: tuple(chars)
    for ending, chars in (
        ("办", "公事理法学案结件好到完"), ("委", "托员派"), ("部", "门分署队"), ("所", "有属需以得在"),
        ("局", "面限势"), ("队", "伍"), ("府", "采性"), ("院", "士"), ("站", "点"),
    )
}
"""What follows the end of a name of a body where it is no such name: 政府办 in 政府办公厅（室）及相关机构事务."""

NO_PLACES: Final = ("社区", "园区", "地区", "辖区", "学区", "城市", "超市", "城区", "市区", "老区", "片区")
"""Words that end as places do."""

WHOLE_PLACES: Final = ("全市", "全区", "全县", "我市", "我区", "我县", "本市", "本区", "本县", "各市", "各区", "各县")
"""Words for the places of the library, whatever they are called."""
