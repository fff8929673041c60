"""What the comparison with others tells people, in Chinese."""

from __future__ import annotations

from typing import Final

TITLE: Final = "与别人的常用做法比较"
NOT_INSTALLED: Final = (
    "没有测 {name}：没有安装。请先运行：pip install -c constraints.txt -c evals/peers/constraints.txt -e '.[peers]'"
)
FAILED: Final = "没有测 {name}：{why}"
UNKNOWN: Final = "--only 只认 {names}，不认 {name}。"
MEASURING: Final = "{reports} 份报告：测 {name}……"

OURS: Final = "决算问答"
ANSWERS_TITLE: Final = "{reports} 份报告：{count} 道问答题里答案印在报告中的 {retrieved} 题"
ANSWERS_HEAD: Final = ("种类", "题数", "决算问答 答对", "答错", "未答")
FOUND_HEAD: Final = "{name} 前 {depth}"
OUR_SEARCH: Final = "本程序检索"
REFUSALS: Final = "应当拒答或反问"
TURNS: Final = "追问"
CEILING: Final = (
    "各家“前 4”“前 10”是上限：检索到的前几段文字里有没有完整的答案（数值与行、原文；计算题要有每个数），"
    "不是回答对了多少，它们要另接语言模型才能回答。“未测”：没有模型就不会拒答，也不会接着上文问。"
)
ALIKE: Final = (
    "各家读的是同一份文字，用的是同一个向量模型（{embedder}）。答错：有任何一项与题目要求的不同（数值、出处、页码等）。"
)
BEATEN: Final = "{name} 前 {depth} 段里有答案、而本程序没有答对的：{count} 题{names}。"

COST_TITLE: Final = "{reports} 份报告：时间和内存（各在自己的进程里测；括号里是决算问答的几倍）"
COST_HEAD: Final = (
    "读入", "一问 中位", "一问 95% 分位", "内存峰值", "前 {depth} 段字数", "只检索 中位", "只检索 95% 分位",
)  # fmt: skip
COST_NOTE: Final = "决算问答的读入包括把报告读成表格和事实，一问是完整的回答；各家的一问只是检索。"
WITH_RATIO: Final = "{value}（{ratio:.2f}）"

HELP: Final = "与 LangChain、LlamaIndex、Haystack 的常用做法在同一批报告和题上比较"
HELP_REPORTS: Final = "资料库里有多少份报告，可以写几个，例如 1,20（默认）：1 是 corpus/ 的一份，更多的是编造的"
HELP_ONLY: Final = "只测这些，用逗号分隔：{names}"
HELP_EMBEDDER: Final = "向量模型：名称、文件夹，或 hash（按字符算的，快）。默认用设置里的"
