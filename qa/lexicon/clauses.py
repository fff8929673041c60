"""Where a question that asks several things may be parted, and what each part must hold."""

from __future__ import annotations

import re
from typing import Final

# fmt: off
CLAUSE_MARKS: Final = " \n，。？！；,?!;、"

_JOINED: Final = "以及|还有|另外|同时|顺便|并且|并(?=说明|列出|解释|给出)|and(?= (?:why|how|what|who|which))"
_WHY: Final = "为什么|为啥|为何|什么原因|谁负责|归谁|why"

CLAUSE_ENDS: Final = re.compile(
    rf"(?<=[，。？！；,?!;\n])|(?<=[一-鿿] )(?=[一-鿿])|(?=(?:{_JOINED}))"
    rf"|(?:(?<=多少)|(?<=[吗呢]))(?=[和与又]?(?:{_WHY}))"
)
"""Where a part of a question may end and another begin."""

ASKS_SOMETHING: Final = re.compile(
    r"多少|几|多[大高]|为什么|为啥|为何|何时|怎么|怎样|怎的|如何|咋|谁|哪|什么|啥|吗|呢|是否|是不是|有没有|还是|[对属]不[对属]"
    r"|[多够]不[多够]|原因|理由|[各分]是|分别|列出|列举|说明|解释|介绍|排序|排名"
    r"|\b(?:how|what|why|who|whose|which|where|when|is|are|was|were|did|does|do|has|have)\b"
)
"""What a part of a question must hold to ask something itself."""

ASKS_OF_BEFORE: Final = re.compile(
    r"(?:都|各|分别|各自|具体|又|到底)*(?:叫|是|有)?(?:什么|啥|哪些|哪几[个项]|谁|多少|几[个项]?)(?:名字|钱|呢|啊)?"
    r"|(?:也就是|换句话|就是说|即|我的意思|我是[问说]|我指).*"
)
"""A part that asks for nothing but what was asked about before, by name or number: 都叫什么; or says it again."""

ASKS_PLAINLY: Final = re.compile("多少|几|谁|为什么|为何|为啥")
"""What asks even in a clause that begins as people introduce themselves: 我想知道…"""

BY_WHOM: Final = ("由", "归", "谁", "该谁", "找谁")
"""Begins a question for whose duty it is, of what was said before."""
