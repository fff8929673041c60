"""What the evaluation tells people, in Chinese, and the words of its reports."""

from __future__ import annotations

from typing import Final

NOT_MEASURED: Final = "未测"
UNKNOWN: Final = "未知"
NOTHING: Final = "（无）"
NO_FIGURE: Final = "（没有数字）"
NO_ANSWER: Final = "（没有回答）"
AN_ANSWER: Final = "一个回答"

KIND_NAMES: Final = {
    "number": "金额",
    "percent_count": "百分比与数量",
    "why": "原因",
    "duty": "职责",
    "office": "内设机构",
    "definition": "名词解释",
    "passage": "段落",
    "refusal": "拒答",
    "conversation": "追问",
    "project": "项目与指标",
    "calculation": "计算",
    "ranking": "排名与列举",
    "zero": "零与空",
    "conflict": "前后不一",
    "wording": "换一种说法",
    "no_shared_word": "没有相同的词",
}
FAULT_NAMES: Final = {
    "kind": "回答种类",
    "value": "数值",
    "unit": "单位",
    "operand": "算式里的数",
    "table": "表",
    "row": "行",
    "column": "列",
    "page": "页码",
    "clause": "条款号",
    "section": "所在部分",
    "quote": "引文",
    "phrase": "措辞",
    "refusal": "拒答种类",
    "report": "所指的报告",
    "other_report": "别的报告",
    "missing": "没有此数的单位",
    "options": "可选的报告",
    "ungrounded": "没有依据",
    "error": "出错",
}
ANSWER_KINDS: Final = {
    "lookup": "查数",
    "calculation": "计算",
    "ranking": "排名",
    "list": "列举",
    "comparison": "比较",
    "duty": "职责",
    "definition": "名词解释",
    "passage": "原文",
    "conflict": "前后不一",
    "clarification": "反问",
    "refusal": "拒答",
}
REFUSAL_KINDS: Final = {"not_in_corpus": "资料库里没有", "not_found": "报告没有写明", "off_topic": "与报告无关"}
DIMENSION_NAMES: Final = {
    "value": "数值",
    "unit": "单位",
    "place": "出处（表行列、条款）",
    "page": "页码",
    "quote": "引文一字不差",
    "phrase": "措辞",
    "kind": "回答种类",
    "refusal": "拒答种类",
    "report": "选对报告",
    "grounded": "有依据",
    "conversation": "多轮对话",
}
MODE_NAMES: Final = {"words": "BM25", "vectors": "向量", "hybrid": "融合"}

BAD_LINE: Final = "{file} 第 {line} 行不是合格的题：{why}。格式见 evals/questions/README.md。"
BAD_JSON: Final = "不是 JSON（{error}）"
FIELD_WRONG: Final = {
    "missing": "没有写",
    "extra_forbidden": "不认识，可能写错了名字",
    "enum": "只能是 {expected}",
    "string_too_short": "不能为空",
    "string_type": "要写成文字",
    "tuple_type": "要写成列表",
    "model_type": "要写成 {{…}}",
    "model_attributes_type": "要写成 {{…}}",
    "decimal_parsing": "要写成数",
    "decimal_type": "要写成数",
    "finite_number": "要写成数",
    "int_parsing": "要写成整数",
    "int_type": "要写成整数",
    "greater_than_equal": "不能小于零",
    "value_error": "{error}",
}
"""What pydantic calls a fault, to what a question writer is told."""

EXPECT_EMPTY: Final = "expect 不能为空"
EXPECT_NOTHING: Final = "{names} 写了却没有内容"
EXPECT_UNIT: Final = "value（values）和 unit 要么都写，要么都不写"
EXPECT_TOLERANCE: Final = "写了 tolerance 就要写 value 或 values"
EXPECT_REFUSAL: Final = "应当拒答的题不能有 value"
NO_Q: Final = "q 不能为空"
DUPLICATE_ID: Final = "{file} 第 {line} 行的编号 {id} 已经用过。请换一个。"
NO_QUESTIONS: Final = "没有找到题目：{file}。请检查文件名。"
NO_RUN: Final = "没有找到评测结果：{file}。请写 python -m evals run --out 的文件夹，或其中的 run.json。"
BAD_RUN: Final = "{file} 不是这一版写的评测结果，不能读。请重新运行 python -m evals run。"
NO_CORPUS: Final = "{folder} 里没有能读的报告。请用 --corpus 指明报告所在的文件夹。"
NO_THRESHOLDS: Final = "{file} 里没有 [tool.juesuan.evals]。请写上各类题的通过线。"

NO_MODEL: Final = (
    "没有设置语言模型，--llm 无从比较。请设置 JUESUAN_LLM_MODEL（模型名，或 ollama:名称）、"
    "JUESUAN_LLM_BASE_URL（服务的地址，到 /v1 为止；本机的 Ollama 不用写）"
    "和 JUESUAN_LLM_API_KEY（要密钥时），再运行一次。"
)
MODEL_TROUBLE: Final = "语言模型 {model} 用不上：{trouble}。运行 python -m qa doctor 可以逐项检查。"

NO_MEASURES: Final = "没有安装算检索指标的组件。请先运行：pip install -c constraints.txt -e '.[evals]'"

CHECK_VALUE: Final = "{id}：第 {pages} 页上没有印着 {value}"
CHECK_ROW: Final = "{id}：第 {pages} 页上没有“{row}”这一行"
CHECK_COLUMN: Final = "{id}：第 {pages} 页上没有“{column}”这一列"
CHECK_QUOTE: Final = "{id}：第 {pages} 页上没有这段原文：{quote}"
CHECK_CLAUSE: Final = "{id}：第 {pages} 页上没有条款号 {clause}"
CHECK_PAGE: Final = "{id}：报告里没有第 {page} 页"
CHECK_TABLE: Final = "{id}：报告里没有{table}"
CHECK_SECTION: Final = "{id}：报告里没有“{section}”这个标题"
CHECK_NO_PAGE: Final = "{id}：写了数值或原文，却没有写页码"
CHECK_OK: Final = "{questions} 道问答题、{retrieval} 道检索题都与原文相符。"
CHECK_FAILED: Final = "{count} 处与原文不符："

CHECK_TASK_REPORT: Final = "{id}：没有这份报告：{report}"
CHECK_TASK_CLAUSE: Final = "{id}：{report} 的职责里没有条款 {clause}"
CHECK_TASK_BODY: Final = "{id}：条款 {clause} 里没有印着“{department}”"
CHECK_TASK_ORGANIZATION: Final = "{id}：{report} 里没有印着“{department}”"
CHECK_TASKS_OK: Final = "{count} 项工作事项的条款和部门都与原文相符。"

NO_CITATION: Final = "回答没有引用任何出处"
QUOTE_NOT_IN_REPORT: Final = "引文不在报告里：{quote}"
FIGURE_NOT_QUOTED: Final = "数字 {printed} 不在它的引文里"
FIGURE_NOT_CITED: Final = "数字 {value} 既没有出处也没有算式"
FIGURE_DIFFERS: Final = "数值 {value} 与印出的 {printed} 不同"
NUMBER_FROM_NOWHERE: Final = "正文里的 {number} 没有出处"
MUST_BE_GROUNDED: Final = "都有依据"

IN_ORDER: Final = "依次出现 {phrases}"
CONTAINS: Final = "出现“{phrase}”"
EXCLUDES: Final = "不出现“{phrase}”"

FAILURES: Final = "没有通过的题（{count}）"
FAILURE_QUESTION: Final = "✗ {id}（{kind}）{question}"
FAILURE_MISS: Final = "    {fault}：应为 {expected}；得到 {got}"
FAILURE_TEXT: Final = "    回答：{text}"
SCORES: Final = "得分"
SCORE_LINE: Final = "{name}  {share}  {passed}/{total}{below}"
ALL: Final = "合计"
BELOW: Final = "  ← 未达 {threshold}"
RETRIEVAL: Final = "检索（{count} 题）"
RETRIEVAL_LINE: Final = "{name}  recall@1 {first}  recall@5 {fifth}  recall@10 {tenth}  MRR@10 {mrr}  nDCG@10 {ndcg}"
RETRIEVAL_NO_MODE: Final = "{name}  {not_measured}：{why}"
SPEED: Final = "每题用时：中位 {p50}，95% 分位 {p95}"
VERDICT_OK: Final = "通过。"
VERDICT_FAILED: Final = "未通过：{why}"
WHY_KIND: Final = "{name} {share} 低于 {threshold}"
WHY_UNGROUNDED: Final = "{count} 个回答没有依据"
WHY_RECALL: Final = "融合检索的 recall@5 {share} 低于 {threshold}"
WHY_GAIN: Final = "融合检索的 recall@5 没有比 BM25 高出 {threshold} 以上"
WHY_OTHER_REPORT: Final = "{count} 个回答给出了别的报告的数字"
RIGHT_REPORT: Final = "选对报告"
RIGHT_FIGURES: Final = "数字正确"
RIGHT_REFUSALS: Final = "该拒答的"
RIGHT_ASKED_BACK: Final = "该反问的"
OTHER_REPORT: Final = "数字出自别的报告"
OTHER_REPORTS: Final = "{name}  {count} 题"
INTERVAL_95: Final = "95% 置信区间 {low}–{high}"
YES: Final = "对"
NO: Final = "错"
PRINTED_PAGE: Final = "第 {printed} 页"
FILE_PAGE: Final = "文件第 {page} 页"
CSV_HEAD: Final = (
    "编号", "种类", "标签", "问题", "通过", "回答种类", "回答", "应为", "得到", "出处", "途径", "用时（毫秒）",
)  # fmt: skip

WON: Final = "变好"
LOST: Final = "变差"
BEFORE: Final = "对照"
AFTER: Final = "这一次"
CHANGED: Final = "{name}的题（{count}）"
CHANGED_QUESTION: Final = "● {id}（{kind}）{question}"
CHANGED_TEXT: Final = "    {name}：{text}"
COMPARE_HEAD: Final = "{name}  变好  变差  都对  都没有对"
COMPARE_LINE: Final = "{name}  {won:>4}  {lost:>4}  {kept:>4}  {failed:>8}"
ONLY: Final = "{name}：{ids}"
ONLY_BEFORE: Final = "只在对照里（或题目改过）"
ONLY_AFTER: Final = "只在这一次（或题目改过）"
NOTHING_CHANGED: Final = "没有一题的对错变了。"
NO_DIFFERENCE: Final = "差别可能出于偶然（McNemar 精确检验 p = {p}）。"
BETTER: Final = "明显变好（McNemar 精确检验 p = {p}）。"
WORSE: Final = "明显变差（McNemar 精确检验 p = {p}）。"
GATE_FAILED: Final = "这一次没有通过：{why}"

OUTCOME_NAMES: Final = {"own": "本单位职责", "other": "其他部门职责", "none": "报告未载明"}
DUTY_FAULT_NAMES: Final = {"outcome": "结果", "department": "部门", "clause": "条款号", "text": "原文"}
TASK_FAILURES: Final = "没有核对对的事项（{count}）"
TASK_FAILURE: Final = "✗ {id}（{report}）{task}"
TASK_WHY: Final = "    理由：{why}"
TASK_GOT: Final = "    得到：{got}"
TASK_CLAUSES: Final = "{clauses} 之一"
TASK_NO_CLAUSE: Final = "（没有条款）"
TASK_VERBATIM: Final = "条款 {clause} 里的一段原文"
RIGHT_OUTCOME: Final = "结果和部门正确"
RIGHT_CLAUSE: Final = "条款正确（应有条款的）"
ATTRIBUTED: Final = "未载明而归了部门"
ATTRIBUTED_COUNT: Final = "{name}  {count} 项"
WHY_ATTRIBUTED: Final = "{count} 项报告未载明的事项归给了部门"
WHY_NOT_VERBATIM: Final = "{count} 项的原文不在所列的条款里"
BY_OUTCOME: Final = "按应得的结果"
BY_CONFIDENCE: Final = "按程序自报的把握"
CONFIDENCE_BAND: Final = "{low:.2f}–{high:.2f}"
MATCHING: Final = "核对职责"

BY_KIND: Final = "按题的种类"
BY_DIMENSION: Final = "按方面（只计要求了这一方面的题）"
BY_TAG: Final = "按标签"
READ: Final = "读入 {count} 份报告（{embedder}）：{seconds:.1f} 秒"
READING: Final = "读入"
WRITTEN: Final = "详细结果写在 {path}"
ASKING: Final = "提问"

BENCH_TITLE: Final = "速度和内存（与同一次运行里的参照相比）"
BENCH_LINE: Final = "{name}  {measured}  参照 {baseline}  倍数 {ratio}"
BENCH_NAMES: Final = {
    "warm_p50": "数字问题（中位） / 一次带索引的 SQLite 查询",
    "warm_p95": "数字问题（95% 分位） / 一次带索引的 SQLite 查询",
    "cold_cli": "命令行问一个数字 / 空的 python -c",
    "ingest": "读入 corpus/ 到新资料库 / 空的 python -c",
    "page_paint": "打开网页到画出第一笔 / 浏览器向它要一次 /health",
    "page_ready": "打开网页到可以输入问题 / 同上",
    "page_answer": "按下回车到看见准确的数字（中位） / 同上",
    "page_answer_p95": "按下回车到看见准确的数字（95% 分位） / 同上",
    "page_sentence": "语言模型写完第一句到看见它（中位） / 同上",
    "page_sentence_worst": "语言模型写完第一句到看见它（最慢） / 同上",
    "pdf_read": "读 PDF 的一页 / pdfplumber 取出同一页的词和表",
    "pdf_read_alone": "同上，只用一个进程",
    "pdf_understand": "理解一页 / pdfplumber 取出同一页的词和表",
    "pdf_memory": "把 PDF 读入新资料库，最大的进程占用的内存 / 只加载向量模型",
}
BENCH_GOAL: Final = "  目标 ≤ {goal}"
BENCH_NO_PDF: Final = "没有测 PDF：资料库里没有原文件还在的 PDF 报告。请用 --pdf 指明要测的 PDF 文件。"
BENCH_NO_CLIENT: Final = "没有测语言模型写的回答：没有安装连接它的组件。要测的话先运行：make llm"
NO_BROWSER: Final = (
    "没有找到 Chromium 或 Playwright，网页的部分没有做。"
    "请先安装：apt-get install chromium fonts-noto-cjk，再运行一次 make test。"
)
PAGE_DID_NOT_START: Final = "网页没有打开。请运行 python app.py 看它说什么。"
HELP_SCREENSHOTS: Final = "给网页的各个标签页照相，README 用的图就是这样来的"
HELP_PICTURES: Final = "图片放在哪个文件夹（默认 evals/screenshots）"
BENCH_FAILED: Final = "{command} 没有成功：{why}"

SCALE_EMBEDDER: Final = "hash-512"
SCALE_TITLE: Final = (
    "资料库变大时的速度和内存（与最小的资料库、与同一次运行里的参照相比）\n"
    "报告是编造的；向量不是真的向量模型做的，而是按字符散列出的 512 维（维数与默认模型相同），所以不含算向量的时间。"
)
SCALE_LINE: Final = "  {reports:>5} 份  {measured}  是最小的 {ratio} 倍  参照 {floor}，是它的 {floor_ratio} 倍"
SCALE_NAMES: Final = {
    "scale_ingest": "读入一份报告（参照：空的 python -c）",
    "scale_size": "资料库里一份报告占的磁盘（参照：它的文本文件）",
    "scale_cold_cli": "命令行问一个数字（参照：空的 python -c）",
    "scale_numeric_p50": "指明一份报告的数字问题，中位（参照：一次带索引的 SQLite 查询）",
    "scale_numeric_p95": "同上，95% 分位",
    "scale_passage_p50": "指明一份报告的原文问题，中位（参照：一次带索引的 SQLite 查询）",
    "scale_passage_p95": "同上，95% 分位",
    "scale_numeric_first": "打开资料库后的第一个数字问题，中位（参照：一次带索引的 SQLite 查询）",
    "scale_passage_first": "打开资料库后的第一个原文问题，中位（参照：一次带索引的 SQLite 查询）",
    "scale_memory": "提问的进程最多占用的内存（参照：它提问之前）",
}
SCALE_BYTES: Final = frozenset({"scale_size", "scale_memory"})
SCALE_TAKING_IN: Final = "读入 {count} 份……"
SCALE_ASKING: Final = "轮流向各个资料库提问……"
SCALE_TOO_MANY: Final = "编造不出 {count} 份不同的报告。请在 --reports 里写小一些的数。"
HELP_SCALE: Final = "不测别的，只测资料库里有这么多份编造的报告时的速度和内存，例如 1,10,100,500"
SIZES_WRONG: Final = "--reports 要写成逗号分隔的正整数，例如 1,10,100,500，而不是 {text}"

MADE: Final = "{date} 测，程序的提交 {commit}"
HELP: Final = "给回答和检索打分、核对题目、测速度"
HELP_RUN: Final = "提问并打分；低于 pyproject.toml 里的通过线时，退出码为 1"
HELP_LLM: Final = "每道题不用、用语言模型各问一遍，比较得分、词元、用时和核对的结果（要先设置 JUESUAN_LLM_MODEL）"
HELP_MANY: Final = "造一个有许多份名称相近的报告的资料库，就它提问并打分；低于通过线时，退出码为 1"
HELP_REPORTS: Final = "造多少份报告（默认 {default}，题目就是按这么多份出的）"
HELP_EMBEDDER: Final = "hash：按字符算的向量，快（默认）；real：设置里的向量模型"
HELP_QUESTIONS_MANY: Final = "题目文件（默认 evals/questions/library.jsonl）"
HELP_DUTIES: Final = "核对一批工作事项归谁负责、出自哪一条，并打分；低于通过线时，退出码为 1"
HELP_QUESTIONS_DUTIES: Final = "事项文件（默认 evals/questions/duty_tasks.jsonl）"
HELP_OUT_TABLES: Final = "把表写进这个文件夹：文字、HTML 和 JSON"
HELP_CHECK: Final = "核对题目里的每个数值、每段原文、每个条款都在报告里"
HELP_BENCH: Final = "测速度和内存，以倍数表示"
HELP_CANDIDATES: Final = "把网页里对回答的评价写成待审的题目，审定以前不能当题目用"
HELP_CANDIDATES_OUT: Final = "写进这个文件（默认输出到屏幕）"
CANDIDATES: Final = "共 {count} 条待审的题目。每条先翻报告核对，写好 expect、删去 hint，再放进题目文件。"
NOT_WRITTEN: Final = "{path}：写不进去（{cause}）。请检查路径和权限。"
HELP_LIBRARY: Final = "资料库文件夹（默认 {default}）"
HELP_QUESTIONS: Final = "题目文件（默认 evals/questions/ 下全部）"
HELP_CORPUS: Final = "报告原文所在的文件夹（默认 {default}）"
HELP_OUT: Final = "把结果写进这个文件夹：run.txt 和 run.json"
HELP_OUT_MANY: Final = "把结果写进这个文件夹：report.html、results.csv、run.json 和 run.txt"
HELP_OUT_RUN: Final = "写 report.html、results.csv、run.json 和 run.txt 的文件夹（默认在 {default} 里按时间和提交取名）"
HELP_AGAINST: Final = "与这一次比较（结果的文件夹或 run.json）；明显变差时，退出码为 1"
HELP_COMPARE: Final = "比较两次评测的结果：变好和变差的题；后一次明显变差或没有通过时，退出码为 1"
HELP_COMPARED: Final = "结果的文件夹或 run.json：先写早的，再写晚的"
HELP_OUT_COMPARE: Final = "把比较写进这个文件夹：compare.html 和 compare.txt"
HELP_PDF: Final = "用来测读取速度和内存的 PDF（默认用资料库里的 PDF 报告的原文件）"
HELP_JSON: Final = "输出 JSON"
