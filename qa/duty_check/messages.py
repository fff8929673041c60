"""What a duty check says to people."""

from __future__ import annotations

from typing import Final

from qa.duty_check.verdict import Outcome

OUTCOMES: Final = {Outcome.OWN: "本单位职责", Outcome.OTHER: "其他部门职责", Outcome.NONE: "报告未载明"}

EMPTY_TASK: Final = "事项为空，没有核对。"
LONG_TASK: Final = "事项有 {length} 个字，超过 {limit} 个字的上限，没有核对。请拆成几项或缩短。"
NO_DUTIES: Final = "这份报告没有列出职责，无法核对。"
NONE_NOTE: Final = "报告未载明；所列最接近的条款不足以认定。"
MORE_CLAUSES: Final = "另见{clauses}。"

CORRECTIONS_BROKEN: Final = (
    "人工核对的记录打不开或写不进去：{path}（{cause}）。请检查磁盘和权限；文件损坏时请先把它移到别处，再重新核对。"
)
CORRECTIONS_NEWER: Final = "是更新版本的程序写的"
