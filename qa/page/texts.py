"""Chinese texts that the tabs share, and those of the server. Answers' own words are in `qa.templates`."""

from __future__ import annotations

from typing import Final

TITLE: Final = "决算问答"
TAGLINE: Final = "就单位决算公开提问，得到报告里印出的数字、条款和原因，并指出它在哪张表、哪一行、第几页。"
IN_LIBRARY: Final = "资料库里的报告"
REPORT: Final = "{title}（{pages} 页）"
MANY_REPORTS: Final = "资料库里有 {count} 份报告：{organizations} 个单位，{first}—{last} 年度"
MANY_OF_YEAR: Final = "资料库里有 {count} 份报告：{organizations} 个单位，{first} 年度"
NO_REPORTS: Final = (
    "资料库里还没有报告。请打开“报告库”，放入单位决算公开的文件（PDF、DOCX、HTML 或 TXT），读完就可以提问。"
)

FRAMEWORK: Final = {
    "Error": "出错",
    "This application is currently busy. Please try again.": "现在用的人多，请过一会儿再试。",
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
PAGE_REGION: Final = "{page}原文，可滚动"
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
HELP_AUTH: Final = "账号文件：有它就要登录；不在本机服务时必须有（或环境变量 JUESUAN_AUTH_FILE）"
HELP_ACCOUNT: Final = "在账号文件里加一个账号，或给它改密码，然后结束"
META_FILE: Final = "文件"
META_NAME: Final = "名字"
AUTH_NEEDED: Final = (
    "在 {host} 上服务，别的机器也能打开，必须登录。请先建立账号文件："
    "python app.py --auth-file 文件 --add-account 名字，再加上 --auth-file 文件 重新运行；只在本机使用时，不写 --host。"
)
AUTH_WHICH: Final = "请用 --auth-file 指明账号文件。"

# signing in

SIGN_IN: Final = "登录"
SIGN_OUT: Final = "退出"
SIGNED_IN: Final = "{name} 已登录"
SIGN_IN_PLEASE: Final = "请用单位分配的账号登录。"
NAME: Final = "名字"
PASSWORD: Final = "密码"
PASSWORD_FOR: Final = "{name} 的密码："
PASSWORD_AGAIN: Final = "再输一遍："
PASSWORDS_DIFFER: Final = "两遍不一样，没有改动。请重新运行。"
ACCOUNT_ADDED: Final = "{file} 里有 {count} 个账号。"
SIGN_IN_WRONG: Final = "名字或密码不对，请再试一次。"
SIGN_IN_FIRST: Final = "请先登录：在浏览器里打开网页登录；程序请用 HTTP Basic 方式带上名字和密码。"
TOO_MANY_TRIES: Final = "密码输错的次数太多，请过 {minutes} 分钟再试。"
NO_ACCOUNT: Final = "账号文件 {file} 里没有账号。请先运行：python app.py --auth-file {file} --add-account 名字"
ACCOUNTS_UNREADABLE: Final = "账号文件 {file} 读写不了（{cause}）。"
ACCOUNT_LINE_WRONG: Final = (
    "账号文件 {file} 第 {number} 行不是“名字:密码散列”（bcrypt）。"
    "请用 python app.py --add-account 或 htpasswd -B 来写。"
)
NAME_WRONG: Final = "名字里不能有空格和冒号，最多 40 字。"
PASSWORD_WRONG: Final = "密码至少 {least} 个字符，最多 {most} 字节。"
OTHER_HOST: Final = (
    "这个网页没有开启登录，只供本机使用，请打开 http://127.0.0.1 加端口。"
    "要让别的机器或反向代理使用，请加 --auth-file 开启登录。"
)
OTHER_SITE: Final = "这个请求来自别的网站，没有处理。请直接打开本程序的网页。"

# for other programs

TOOL_YEAR: Final = "{year}年"
TOOL_OF: Final = "的"
TOOL_QUESTION: Final = "{asked}是多少？"
TOOL_TASKS: Final = "一次核对 {count} 项，超过了 {limit} 项。请分几次核对。"
TOOL_CONVERSATION: Final = "conversation 应当是先前各次 ask 的返回值，按次序，不改动。"
TOOL_TEXT: Final = "question 应当是一段文字。"
TOOL_LIST: Final = 'tasks 应当是一列文字，每项一个事项，例如 ["更新政府门户网站栏目"]。'
TOOL_FAILED: Final = "程序出错了，没有得到结果。请再试一次；如果还不行，请把请求和运行窗口里的记录发给维护人员。"
