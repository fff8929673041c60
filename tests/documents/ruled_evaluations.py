"""Made-up self-evaluations in ruled tables, as other places print them. No name or figure of them is real."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pdfplumber

from ingest.document import Document
from ingest.outline import read_outline
from ingest.readers import read
from ingest.readers.pdf_page import read_page
from ingest.self_evaluations import read_self_evaluations
from ingest.self_evaluations.reader import Evaluations
from tests.documents.flow_paper import paper_for
from tests.documents.paper import grid

TITLE: Final = "项目支出绩效自评表"
YEAR: Final = 2031
TOP: Final = 60.0

NATIONAL: Final = """
    项目名称 | < | < | 古桥修缮项目 | < | < | < | <
    主管部门 | < | < | 云岭市文物局 | < | 实施单位 | < | 云岭市古桥管理所
    项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    ^ | 年度资金总额 | 80.00 | 75.50 | 60.40 | 10 | 80.00% | 8
    ^ | 其中：当年财政拨款 | 80.00 | 70.50 | 55.40 | — | — | —
    ^ | 上年结转资金 | — | 5.00 | 5.00 | — | — | —
    ^ | 其他资金 | 0.00 | 0.00 | 0.00 | — | — | —
    年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
    ^ | 修缮古桥三座 | < | < | 修缮了古桥三座 | < | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 实际完成值 | 年度指标值 | 分值 | 得分
    ^ | 产出指标（50分） | 数量指标 | 指标1：修缮古桥 | 3座 | ≥3座 | 20 | 20
    ^ | ^ | ^ | 指标2：更换石栏 | 110米 | 120米 | 20 | 18
    ^ | ^ | 质量指标 | 验收合格率 | 100% | 100% | 10 | 10
    ^ | 效益指标（30分） | 社会效益指标 | 受益村庄 | 6个 | 6个 | 30 | 30
    ^ | 满意度指标（10分） | 服务对象满意度指标 | 村民满意度 | 97% | ≥95% | 10 | 10
    ^ | 总分 | < | < | < | < | 100 | 96
"""
"""The columns of target and actual the other way round, no deviation, the unit in a heading, weights in labels."""

RATE_OF_ITS_OWN: Final = """
    项目名称 | < | 苗圃扩建 | < | < | < | < | <
    预算执行情况 | < | 资金总额 | < | 全年预算数 | < | 40 | <
    一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际值 | 得分 | 分值 | 未完成原因分析
    预算执行率（10分） | < | < | 100% | 75% | 7.5 | 10 | 尾款未付
    产出指标 | 数量指标 | 新建大棚 | 4座 | 4座 | 30 | 30 |
    ^ | 时效指标 | 完工时间 | 6月底前 | 6月20日 | 20分 | 20分 | /
    效益指标 | 生态效益指标 | 年出圃苗木 | 2万株 | 1.8万株 | 27 | 30 | 春旱
    满意度指标 | 服务对象满意度指标 | 农户满意度 | 90% | 92% | 10 | 10 | 无
    自评总分 | < | < | 94.5 | < | 自评等级 | < | 优
"""
"""On one page: the execution of the budget as a row of indicators, scores before weights, a grade."""

FIRST_PAGE: Final = """
    项目名称 | < | 湿地监测 | < | < | < | < | <
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
    产出指标 | 数量指标 | 监测站点 | 12个 | 12个 | 30 | 30 |
    ^ | | 巡护次数 | 60次 | 58次 | 20 | 19 | 因汛期停巡
"""
SECOND_PAGE: Final = """
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
    | | | | | | | 两次，明年补上
    | 质量指标 | 数据完整率 | ≥95% | 98% | 20 | 20 |
    效益指标 | 生态效益指标 | 记录鸟类 | 80种 | 85种 | 30 | 30 |
    总分 | < | < | < | < | < | 99 |
"""
"""Over two pages, the header again on the second; a label left blank, and a row that the page's end breaks."""


def evaluations(path: Path, *pages: str, title: str = TITLE, lines: Sequence[str] = ()) -> Evaluations:
    """What is read of tables drawn on a page each; `lines` stand between the title and the first of them."""
    document = printed(path, *pages, title=title, lines=lines)
    return read_self_evaluations(read_outline(document), document.pages, year=YEAR)


def printed(path: Path, *pages: str, title: str = TITLE, lines: Sequence[str] = ()) -> Document:
    """The document that is drawn and read back."""
    with paper_for(path) as paper:
        for number, drawing in enumerate(pages):
            paper.page()
            top = TOP
            for line in (title, *lines) if number == 0 else ():
                paper.text(paper.width / 2, top, line, 12, align="center")
                top += 24
            rows = grid(drawing)
            paper.table(40, top, [510 / len(rows[0])] * len(rows[0]), rows, size=8)
    if path.suffix != ".pdf":
        return read(path)
    with pdfplumber.open(path) as pdf:
        return Document(path, "pdf", tuple(read_page(page) for page in pdf.pages))
