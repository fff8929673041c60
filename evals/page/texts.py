"""What the report of a run and the tab 评测 say, in Chinese."""

from __future__ import annotations

from typing import Final

TAB: Final = "评测"
TITLE: Final = "决算问答 · 评测报告"
COMPARE_TITLE: Final = "决算问答 · 两次评测的对照"

PASSED: Final = "通过"
FAILED: Final = "未通过"
WHY_PASSED: Final = "每一类、每一方面都达到了通过线。"
SCORE: Final = "{passed} / {total} 题答对"
INTERVAL: Final = "{low}–{high}"
MADE: Final = (
    ("提交", "{made.commit}"),
    ("时间", "{made.date}"),
    ("命令", "python -m evals {made.command}"),
    ("题目", "{questions}"),
    ("向量模型", "{made.embedder}"),
    ("语言模型", "{model}"),
    ("版本", "Python {made.python}，{packages}"),
)
NO_MODEL: Final = "不用"
NO_TIME: Final = "（略）"
DIRTY: Final = "{commit}（另有未提交的改动）"

BY_KIND: Final = "按题的种类"
BY_DIMENSION: Final = "按方面"
BY_TAG: Final = "按标签"
DIMENSION_NOTE: Final = "每一方面只计要求了它的题：没有要求的不算对，也不算错。"
INTERVAL_NOTE: Final = "色条是得分，细线是 95% 置信区间（Wilson），竖线是通过线。"
SHARE_HEADS: Final = ("{what}", "答对", "得分", "95% 区间", "", "通过线")
DIFFERENCE: Final = "变好 / 变差"
ALL: Final = "合计"
WHAT_KIND: Final = "种类"
WHAT_DIMENSION: Final = "方面"
WHAT_TAG: Final = "标签"

FAILURES: Final = "没有答对的题（{count}）"
NO_FAILURES: Final = "没有。"
MISS_HEADS: Final = ("错在", "应为", "得到")
EVIDENCE: Final = "依据（{count}）"
SEE_ANSWER: Final = "（见下面的回答）"
NO_EVIDENCE: Final = "没有引用任何出处。"
TRACE: Final = "过程（{count} 步）"

LATENCY: Final = "用时"
LATENCY_NOTE: Final = (
    "毫秒，只计最后一问；色条从中位到 95% 分位。第一次检索要装载向量模型，所以最长的很长。用时随机器而变，不计分。"
)
LATENCY_HEADS: Final = ("{what}", "题数", "中位", "95% 分位", "最长", "")
BY_ROUTE: Final = "途径"
BY_ANSWER: Final = "回答种类"
NO_ROUTE: Final = "（未记录）"
NO_TIMES: Final = "没有记录用时。"
NO_KIND: Final = "出错"

RETRIEVAL: Final = "检索"
RETRIEVAL_LIST: Final = "方法"
MEASURES: Final = {
    "recall_at_1": "recall@1",
    "recall_at_5": "recall@5",
    "recall_at_10": "recall@10",
    "mrr": "MRR",
    "mrr_at_10": "MRR@10",
    "ndcg_at_10": "nDCG@10",
}
NOT_RETRIEVED: Final = "这次没有检索题。"

RESULTS: Final = "全部结果"
SEARCH: Final = "查找编号、问题、回答"
ANY_KIND: Final = "各种类"
ANY_STATE: Final = "对的和错的"
ONLY_PASSED: Final = "答对的"
ONLY_FAILED: Final = "没有答对的"
SHOWN: Final = "显示 {shown} / {count} 题"

COMPARISON: Final = "比较"
AGAINST: Final = "对照：{commit}，{date}；这一次：{new_commit}，{new_date}"
CHANGES: Final = (("won", "变好"), ("lost", "变差"), ("kept", "都对"), ("failed", "都没有对"))
LOST: Final = "变差的题（{count}）"
WON: Final = "变好的题（{count}）"
OTHERWISE: Final = "对错没有变、回答的文字变了的题（{count}）"
ONLY_BEFORE: Final = "只在对照里的题（{count}，其中题目改过的按新题算）"
ONLY_AFTER: Final = "只在这一次的题（{count}）"
BEFORE: Final = "对照"
AFTER: Final = "这一次"
OTHER_EMBEDDER: Final = "两次的向量模型不同：{before}、{after}。"

RUN: Final = "评测结果"
COMPARE_WITH: Final = "与哪一次相比"
ALONE: Final = "（不比较）"
RUN_NAME: Final = "{date} · {commit}{model} · {passed}/{total} · {state}"
RUN_MODEL: Final = " · 用 {model}"
NO_RUNS: Final = "还没有评测结果。"
HOW_TO_RUN: Final = "运行下面的命令，几分钟后再打开这一页："
COMMAND: Final = "python -m evals run"
