"""Every Chinese text of the evidence's pages, beside those of the tabs."""

from __future__ import annotations

from typing import Final

VIEWS: Final = {"image": "图像", "table": "表格", "text": "文字"}
HOW: Final = "怎样看依据"
AT: Final = "{page}，共 {count} 页"
PREVIOUS: Final = "上一页"
NEXT: Final = "下一页"
CITED: Final = "回到引用处"
SMALLER: Final = "缩小"
LARGER: Final = "放大"
FIT: Final = "适合宽度"
KEYS: Final = "{page}图像。用 Page Up、Page Down 翻页，加号、减号放大缩小，0 适合宽度"
ALT: Final = "{page}图像"
ALT_MARKED: Final = "{page}图像，标出{marked}"
QUOTED: Final = "“{words}”"
CELL: Final = "“{row}”行“{column}”列"
ROW: Final = "“{row}”行"
NO_TEXT: Final = "（这一页没有文字）"

DRAWING: Final = "正在画这一页…"
NOT_SHOWN: Final = "没能显示这一页。请检查程序是否还在运行，再试一次。"
IMAGE_BUSY: Final = "同时要看的页太多，这一页还没有画出来。请稍后再试。"
IMAGE_FAILED: Final = "这一页的图像画不出来（文件有损坏，或内容过于复杂）。请看文字。"
IMAGE_CHANGED: Final = "资料库里这份 PDF 的副本与读入时的不一样了，不显示图像。请看文字；重新读入原来的文件后可以恢复。"
COPY_LOST: Final = "资料库里没有这份 PDF 的副本，不能显示图像，下面是读入时的内容。重新读入原来的文件后可以恢复。"
NO_PAGE: Final = "没有这一页。"
NO_SCALE: Final = "图像的倍数应是 {scales} 之一。"
