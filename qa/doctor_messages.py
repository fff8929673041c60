"""What `python -m qa doctor` says."""

from __future__ import annotations

from typing import Final

HELP: Final = "逐项检查设置、向量模型、资料库和语言模型能不能用"

LINE: Final = "{state} {name}：{text}"
NAMES: Final = {
    "settings": "设置",
    "embedder": "向量模型",
    "library": "资料库",
    "model": "语言模型",
    "extras": "可选组件",
}
ALL_WELL: Final = "设置了的都能用。"
FAULTS: Final = "有 {count} 项不对，请照上面说的处理，再运行一次。"

NO_SUCH_SETTING: Final = "环境变量 {name} 不是一项设置，不起作用。{nearest}"
NEAREST: Final = "是不是想写 {name}？"
NO_NEAREST: Final = "各项设置见 README。"
SETTINGS_READ: Final = "都读得出"

EMBEDDER_LOADS: Final = "{name} 能用，装载用了 {seconds:.1f} 秒"
EMBEDDER_BROKEN: Final = "{name} 装载不了（{cause}）。请重新安装（make setup），或检查 JUESUAN_EMBEDDER。"

REPORTS: Final = "{folder} 有 {count} 份报告"
EMPTY: Final = "{folder} 里没有报告。请运行：python -m ingest corpus/{option}"
OTHER_EMBEDDER: Final = (
    "{count} 份报告的向量是另一个向量模型做的，不能按意思检索。"
    "请改回原来的模型（JUESUAN_EMBEDDER），或运行：python -m ingest rebuild{option}"
)
VECTORS_COMPLETE: Final = "{count} 个向量都在"
VECTORS_UNCHECKED: Final = "向量模型不能用，没有检查向量"

NO_MODEL: Final = (
    "没有设置，程序不用它也是完整的。要用时设置 JUESUAN_LLM_MODEL 和 JUESUAN_LLM_BASE_URL，先运行 make llm"
)
NO_MODEL_NAME: Final = "设置了 {name}，却没有设置 JUESUAN_LLM_MODEL，所以不用语言模型。请设置它，或去掉前者。"
MODEL_TROUBLE: Final = "{model}：{trouble}。{remedy}"
MODEL_ANSWERS: Final = "{model} 在 {seconds:.1f} 秒内答复，写法合要求；{tokens}"
MODEL_FORM: Final = (
    "{model} 在 {seconds:.1f} 秒内答复，但没有照要求写（每行一句、句末注明依据），写的多半不会被采用。请换一个模型。"
)

INSTALLED: Final = "{what}：已安装"
NOT_INSTALLED: Final = "{what}：没有安装，要用时运行 {command}"
EXTRAS: Final = (("rapidocr", "文字识别（OCR）", "make ocr"), ("mcp", "MCP", "make mcp"))
"""What is imported, what it is for, what installs it."""
