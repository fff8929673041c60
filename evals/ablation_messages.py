"""What the ablation tells people, in Chinese."""

from __future__ import annotations

from typing import Final

TITLE: Final = "检索的各部分值多少"
TABLE_TITLE: Final = "检索的各种做法（{count} 道标明了段落的题，其中 {meaning} 道与所求段落没有相同的实词）"
HEAD: Final = (
    "做法", "recall@1", "recall@5", "recall@10", "MRR@10", "nDCG@10", "无同词 recall@5", "前 5 条字数", "p",
)  # fmt: skip
USED: Final = " ← 程序所用"
PREFIX: Final = {True: "有前缀", False: "无前缀"}
WHOLE: Final = {True: "交出整段", False: "交出小片"}
EMBEDDER: Final = "向量 {name}"
NO_P: Final = "—"
SMALL_P: Final = "< 0.001"
P: Final = "p：与程序所用的相比，nDCG@10 的差出于偶然的概率（成对随机化检验，已按做法的个数作 Holm 校正）。"
NOT_USED: Final = "程序所用的做法（{name}）这次没有测，所以没有比较。"
BETTER: Final = "显著好于程序所用的：{names}。"
NONE_BETTER: Final = "没有哪种做法显著好于程序所用的。"
GROUPS: Final = {"全部": None, "有相同的词": False, "没有相同的词": True}
WORDS: Final = "融合与只用 BM25（{group}，{count} 题）：nDCG@10 {fused:.3f} 与 {words:.3f}，p：{p}。"
FAILED: Final = "{name} 没有测：{why}"
KINDS: Final = "按题的种类：recall@5（前缀、整段与程序所用的相同）"
KIND: Final = "种类"
COUNT: Final = "题数"
EMBEDDING: Final = "算向量（{name}）"
SEARCHING: Final = "检索"

HELP: Final = "BM25、向量、融合，有无前缀，交出小片或整段，各个向量模型：逐一测检索得好不好，列成一张表"
HELP_EMBEDDERS: Final = "一个或几个向量模型：名称、文件夹，或 hash（按字符算的，快）。默认用设置里的"
