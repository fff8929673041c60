"""What words do in a question, and what can be asked for."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a word does in a question."""

    NAME = "name"  # an item, a breakdown, a column, a form: from the library
    MEASURE = "measure"
    FLOW = "flow"
    FUND = "fund"
    BASELINE = "baseline"  # what a change is measured against
    YEAR = "year"
    ORGANIZATION = "organization"
    UNIT = "unit"
    ASK = "ask"
    COUNTED = "counted"
    OPERATION = "operation"
    PERCENT = "percent"
    BOUND = "bound"  # 不低于95分
    VALUE = "value"  # 12.30万元
    FILLER = "filler"
    LEFT = "left over"


class Operation(StrEnum):
    """What is to be done with what is found."""

    GET = "get"
    COMPARE = "compare"
    WHY = "why"
    DEFINE = "define"
    DUTY = "duty"


class Ask(StrEnum):
    """What is to be made of several figures."""

    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    AVERAGE = "average"
    REMAINING = "remaining"
    EXCEPT = "except"
    MOST = "most"
    LEAST = "least"
    RANK = "rank"
    RANK_UP = "rank up"
    WHICH_MORE = "which more"
    ZERO = "zero"
    PLACE = "place"  # which place in a ranking something has: not answered
    ACROSS = "across"  # of all organizations together: not answered
    NOT = "not"  # 不, 没有, 非: what is denied; answered only where a longer word says what is meant
    LOST = "lost"  # where points were lost
    AGREE = "agree"  # whether the report says the same everywhere
    LIST = "list"
