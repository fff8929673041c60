"""Chinese texts that the tabs share, and those of the server. Answers' own words are in `qa.templates`."""

from __future__ import annotations

from typing import Final

TITLE: Final = "决算问答"
TAGLINE: Final = "就单位决算公开提问，得到报告里印出的数字、条款和原因，并指出它在哪张表、哪一行、第几页。"
IN_LIBRARY: Final = "资料库里的报告"
REPORT: Final = "{title}（{pages} 页）"
MANY_REPORTS: Final = "资料库里有 {count} 份报告：{organizations} 个单位，{first}—{last} 年度"
MANY_OF_YEAR: Final = "资料库里有 {count} 份报告：{organizations} 个单位，{first} 年度"
NO_REPORTS: Final = "资料库里没有报告。请先运行：python -m ingest corpus/"

FRAMEWORK: Final = {
    "Error": "出错",
    "Connection to the server was lost. Attempting reconnection...": (
        "与程序的连接断开了，正在重新连接。如果一直连不上，请看运行它的窗口，必要时重新运行 make chat，再刷新本页。"
    ),
}
"""Messages that the framework shows in English whatever the browser's language is."""

# places and tables

PAGE: Final = "第{printed}页"
FILE_PAGE: Final = "文件第{page}页"
BOTH_PAGES: Final = "第{printed}页（文件第{page}页）"
UNIT: Final = "单位：{unit}"
CLAUSE: Final = "第{clause}项"
ITEM: Final = "项目"
CODE: Final = "科目代码"
LINE_NUMBER: Final = "行次"
BLANK: Final = "（空白）"
TABLE_REGION: Final = "{title}，可滚动"
HOLDS: Final = "{count} 项平衡"
ROUNDING: Final = "{count} 项差在四舍五入之内"
FAILS: Final = "{count} 项不平，请核对原表"
CHECKED: Final = "勾稽关系：{parts}"

# the server

DESCRIPTION: Final = "打开决算问答的网页。"
HELP_HOST: Final = "服务的地址（默认 {default}，或环境变量 JUESUAN_HOST）"
HELP_PORT: Final = "服务的端口（默认 {default}，或环境变量 JUESUAN_PORT）"
HELP_LIBRARY: Final = "资料库文件夹（默认 {default}，或环境变量 JUESUAN_LIBRARY）"
META_HOST: Final = "地址"
META_PORT: Final = "端口"
META_LIBRARY: Final = "文件夹"
SERVING: Final = "正在服务：{address}  （按 Ctrl+C 结束）"
PORT_TAKEN: Final = "端口 {port} 已被占用。请结束占用它的程序，或换一个端口：python app.py --port {other}"
PORT_REFUSED: Final = "没有权限使用端口 {port}。请换一个 1024 以上的端口：python app.py --port 7860"
PORT_WRONG: Final = "端口应在 0 到 65535 之间：{port}"
HOST_WRONG: Final = "不能在地址 {host} 上服务（{cause}）。请检查 --host，本机使用 127.0.0.1。"
STOPPED: Final = "已结束。"
LOADING_MODEL: Final = "正在后台载入向量模型；查表、职责和名词现在就可以问。"
MODEL_READY: Final = "向量模型已就绪（{seconds:.1f} 秒）。"
MODEL_NOT_READY: Final = "向量模型暂不可用：{cause}"
SEE_LOG: Final = "程序出错，详见下面的记录"
