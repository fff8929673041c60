"""What is being asked: the words of a question become slots."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ingest.report import Flow, Fund, Measure, ReportKind
from qa import lexicon
from qa.cutting import Word, cut
from qa.lexicon import Ask, Operation, Role
from qa.vocabulary import Feature, Vocabulary

BUDGETS: Final = (Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET, Measure.BUDGET)
CHANGES: Final = (Measure.CHANGE_AMOUNT, Measure.CHANGE_RATE)
"""The budgets, and the two ways to measure a change, the likelier first."""

COUNTED: Final = r"[0-9一二两三四五六七八九十]"
"""What a number of things begins with, as 这三项 does not."""

TOTALS: Final = {Flow.INCOME: "本年收入合计", Flow.EXPENDITURE: "本年支出合计"}
"""What 收入和支出 means where nothing else is said."""

USUAL: Final = {ReportKind.FINAL_ACCOUNTS: Measure.FINAL, ReportKind.BUDGET: Measure.BUDGET}
"""What the figures of each kind of report are, where neither it nor the question says."""

_ASKING: Final = frozenset(
    {Role.OPERATION, Role.ASK, Role.ORGANIZATION, Role.YEAR, Role.COUNTED, Role.UNIT, Role.PERCENT}
)


@dataclass(frozen=True)
class Question:
    """A question as understood. What it leaves out is None or empty; `left_over` nothing accounts for.

    `names` are the words that name something in the library. `baseline` is what a change is measured
    against: "budget", "year" or a year; `percent` and `counted` say what kind of figure is wanted.
    `asks` is what is to be made of several figures; `excluded` are the names that are left out of it, `bounds`
    what they must keep to, `top` how many are wanted, `nth` which place, `so_many` how many there are said to
    be; `points_back`: it says 这几项, and `those` how many they are. `values` are amounts that it says over
    again, `alternatives` those of which it asks which it is, `stated` the one of which it asks whether it is
    so. `usual`: what is measured where it says no measure. `previous`: the year before the report's. `dangling`:
    it leans on something that was not answered.
    """

    text: str
    words: tuple[Word, ...] = ()
    operation: Operation = Operation.GET
    year: int | None = None
    names: tuple[Word, ...] = ()
    share_of: tuple[Word, ...] = ()
    measures: tuple[Measure, ...] = ()
    usual: Measure = Measure.FINAL
    baseline: str = ""
    flow: Flow | None = None
    fund: Fund | None = None
    unit: str = ""
    counted: str = ""
    percent: bool = False
    asks_figure: bool = False
    direction: str = ""
    asks: frozenset[Ask] = frozenset()
    excluded: tuple[Word, ...] = ()
    bounds: tuple[Word, ...] = ()
    values: tuple[Word, ...] = ()
    alternatives: tuple[Word, ...] = ()
    stated: Word | None = None
    top: int | None = None
    nth: int | None = None
    so_many: int | None = None
    those: int | None = None
    points_back: bool = False
    previous: bool = False
    dangling: bool = False
    left_over: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    inherited: str = ""

    @property
    def wants_figure(self) -> bool:
        """Whether only a figure would answer."""
        said = any(measure not in lexicon.TEXT_MEASURES for measure in self.measures)
        return self.asks_figure or said or self.computes

    @property
    def computes(self) -> bool:
        """Whether something is to be made of figures, beyond giving or listing them."""
        over_list = self.so_many and ("project" in self.collections or "component" in self.collections)
        one_of = self.bounds or self.top or self.nth or self.excluded or self.stated
        return bool(self.asks - {Ask.LIST} or one_of or over_list)

    @property
    def numeric(self) -> bool:
        """Whether it can be looked up: something is named, or a flow or fund is asked for."""
        return bool(self.names or self.flow or self.fund or self.measures or self.counted)

    @property
    def bare(self) -> bool:
        """Whether it is nothing but names: 网站域名费."""
        return bool(self.words) and all(word.role is Role.NAME for word in self.words)

    @property
    def collections(self) -> tuple[str, ...]:
        """The lists of things that it names (keys of `lexicon.COLLECTIONS`), the most precise word first."""
        said = {word.text for word in self.words if word.role is Role.FILLER}
        found = [(-len(text), key) for key, texts in lexicon.COLLECTIONS.items() for text in texts if text in said]
        return tuple(dict.fromkeys(key for _, key in sorted(found, key=lambda pair: pair[0])))


def read_question(text: str, vocabulary: Vocabulary, *, this_year: int) -> Question:
    """Reads a question with the names that the library holds.

    `this_year` is the clock's, from which 今年 and 去年 count.
    """
    words, corrected = cut(_spelled_out(text, vocabulary), vocabulary, this_year=this_year)
    question = _slots(text, words)
    if totals := _both_flows(question, vocabulary):
        question = _slots(text, totals)
    return replace(question, corrected=corrected)


def _spelled_out(text: str, vocabulary: Vocabulary) -> str:
    """The text with the accounts that people call together by one name (水电费), where only they are printed."""
    names = vocabulary.names
    for short in sorted(lexicon.TOGETHER, key=len, reverse=True):
        each = lexicon.TOGETHER[short]
        if short in text and short not in names and all(name in names for name in each):
            return text.replace(short, f"{'和'.join(each)}合计", 1)
    return text


def _both_flows(question: Question, vocabulary: Vocabulary) -> list[Word]:
    """The words, with 收入 and 支出 for the totals of both, where both are asked for and nothing else is named."""
    flows = [word for word in question.words if word.role is Role.FLOW]
    apart = {feature for word in flows for feature in word.means}
    if len(flows) != len(TOTALS) or len(apart) != len(TOTALS) or question.names or question.collections:
        return []
    if not lexicon.FLOW_NOUNS.issuperset(word.text for word in flows) or question.fund:
        return []
    named = {
        word: Word(word.text, Role.NAME, vocabulary.names.get(total, frozenset()))
        for word in flows
        for flow, total in TOTALS.items()
        if Feature("flow", flow) in word.means
    }
    return [named.get(word, word) for word in question.words] if all(w.means for w in named.values()) else []


def asked_of(question: Question, kind: ReportKind) -> Question:
    """The question as it is meant of a kind of report: without a measure it is for that kind's figures, and
    the 年初预算 is what a budget report prints."""
    usual = USUAL[kind]
    if usual is not Measure.BUDGET:
        return replace(question, usual=usual)
    measures = (usual if measure is Measure.INITIAL_BUDGET else measure for measure in question.measures)
    return replace(question, usual=usual, measures=tuple(dict.fromkeys(measures)), baseline=_budget_baseline(question))


def _budget_baseline(question: Question) -> str:
    """What a change of a budget is measured against: 预算 is what changes, not what it is measured against,
    unless the question plainly asks whether the budget was kept."""
    if question.baseline != "budget" or against_budget(question):
        return question.baseline
    return "year" if any(word.role is Role.BASELINE for word in question.words) else ""


def against_budget(question: Question) -> bool:
    """Whether a figure is to be held against its budget: 超预算了吗, 比预算多多少."""
    return any(word.operation in ("over", "under", "against budget") for word in question.words)


def _slots(text: str, words: Sequence[Word]) -> Question:
    words = _with_units(words)
    roles = {role: [word for word in words if word.role is role] for role in Role}
    operations = [word.operation for word in roles[Role.OPERATION]]
    most = _how_many(words)
    pointing = [] if most else [word for word in words if word.operation == lexicon.THOSE]
    measures, baseline = _measures(roles, operations, scored=_scores_execution(words))
    names, share_of = _shared(words) if Measure.SHARE in measures else (tuple(roles[Role.NAME]), ())
    excluded = _excluded(words)
    names = tuple(name for name in names if name not in excluded)
    stated = _stated(words)
    operation = _operation(words, operations, measures)
    alternatives = _alternatives(words)
    tops = [word for word in roles[Role.OPERATION] if word.value is not None and word.operation in tuple(Ask)]
    years = [word.year for word in roles[Role.YEAR]]
    flows = [Flow(feature.value) for word in roles[Role.FLOW] for feature in word.means]
    in_funds = (*roles[Role.FUND], *roles[Role.NAME])
    funds = [Fund(feature.value) for word in in_funds for feature in word.means if feature.slot == "fund"]
    return Question(
        text=text,
        words=tuple(words),
        operation=operation,
        year=years[0] if years else None,
        names=names,
        share_of=share_of,
        measures=measures,
        baseline=baseline,
        flow=flows[0] if len(set(flows)) == 1 else None,
        fund=funds[0] if funds else None,
        unit=next((word.text for word in roles[Role.UNIT]), ""),
        counted=next((word.operation for word in roles[Role.COUNTED]), "个" if _counts_things(words) else ""),
        percent=bool(roles[Role.PERCENT]),
        asks_figure=bool(roles[Role.ASK] or roles[Role.COUNTED] or roles[Role.PERCENT] or roles[Role.UNIT]),
        direction=next((op for op in operations if op in ("over", "under")), ""),
        asks=_asks(words, operations, alternatives) - ({Ask.NOT} if operation is Operation.WHY else set()),
        excluded=excluded,
        bounds=tuple(roles[Role.BOUND]),
        values=tuple(word for word in roles[Role.VALUE] if word not in (stated, *alternatives)),
        alternatives=alternatives,
        stated=stated,
        top=int(tops[0].value or 0) if tops else most,
        nth=next((int(w.value or 0) for w in words if w.operation == lexicon.NTH), None),
        so_many=next((int(w.value or 0) for w in words if w.operation == lexicon.SO_MANY), None),
        those=next((int(word.value) for word in pointing if word.value), None),
        points_back=bool(pointing),
        previous=any(word.operation == lexicon.PREVIOUS for word in words),
        left_over=tuple(_left_over([word for word in words if word not in (stated, *alternatives)])),
    )


def _with_units(words: Sequence[Word]) -> list[Word]:
    """The words, with bounds that say no unit in that of the score or the rate that they are bounds of; else nothing
    accounts for them."""
    measures = {measure for word in words for measure in word.measures}
    unit = (
        "分"
        if Measure.SCORE in measures
        else "%"
        if measures & {Measure.EXECUTION_RATE, Measure.COMPLETION_RATE}
        else ""
    )
    bare = [word for word in words if word.role is Role.BOUND and not word.unit]
    units = {word: unit or ("" if word.value else "万元") for word in bare}  # of nothing the unit does not matter
    said = {word: replace(word, unit=of) if of else Word(word.text, Role.LEFT) for word, of in units.items()}
    return [said.get(word, word) for word in words]


def _counts_things(words: Sequence[Word]) -> bool:
    """Whether how many there are is asked without a unit: 有多少子项目."""
    things = {text for texts in lexicon.COLLECTIONS.values() for text in texts}
    return any(
        one.text in lexicon.HOW_MANY and other.text in things and other.role is Role.FILLER
        for one, other in pairwise(words)
    )


def _how_many(words: Sequence[Word]) -> int | None:
    """How many of the largest or smallest are asked for, where other words stand between: 最大的三个支出科目."""
    ends = [i for i, word in enumerate(words) if word.operation in (Ask.MOST, Ask.LEAST)]
    behind = words[ends[0] + 1 :] if ends else ()
    said = [w for w in behind if w.operation == lexicon.THOSE and w.value and re.match(COUNTED, w.text)]
    return int(said[0].value) if said and said[0].value else None


def _asks(words: Sequence[Word], operations: Sequence[str], alternatives: Sequence[Word]) -> frozenset[Ask]:
    asks = frozenset(Ask(operation) for operation in operations if operation in tuple(Ask))
    asks |= {Ask.AGREE} if alternatives else set()
    balance = any(lexicon.BALANCE in f.value for word in words if word.role is Role.NAME for f in word.means)
    still = all(word.text in lexicon.STILL for word in words if word.operation == Ask.REMAINING)
    roles = {word.role for word in words}
    counts = Role.COUNTED in roles and Role.MEASURE not in roles
    if still and (balance or counts):
        asks -= {Ask.REMAINING}  # a balance is what is left, and 还剩几辆 asks how many there are
    return asks | {Ask.EXCEPT} if any(word.text in lexicon.EXCEPT_ENDS for word in words) else asks


def _alternatives(words: Sequence[Word]) -> tuple[Word, ...]:
    """The amounts of which it is asked which one it is: 是12.30万元还是12.40万元."""
    values = tuple(word for word in words if word.role is Role.VALUE)
    return values if len(values) > 1 and any(word.text == lexicon.ALTERNATIVE for word in words) else ()


def _stated(words: Sequence[Word]) -> Word | None:
    """The one amount of which it is asked whether the report says so: 是12.30万元吗."""
    values = [word for word in words if word.role is Role.VALUE]
    asked = any(word.text in lexicon.STATEMENT_WORDS for word in words)
    return values[0] if asked and len(values) == 1 else None


def _excluded(words: Sequence[Word]) -> tuple[Word, ...]:
    """The names that are left out: 除甲、乙外, 不含甲的丙, 丙不含甲."""
    begin = next((i for i, word in enumerate(words) if word.operation == Ask.EXCEPT), None)
    if begin is None:  # 甲以外的乙
        until = next((i for i, word in enumerate(words) if word.text in lexicon.EXCEPT_ENDS), 0)
        return tuple(word for word in words[:until] if word.role is Role.NAME)
    end = next(
        (i for i, w in enumerate(words) if i > begin and w.text in (lexicon.EXCEPT_END, *lexicon.EXCEPT_ENDS)), None
    )
    behind = tuple(word for word in words[begin:end] if word.role is Role.NAME)
    before = any(word.role is Role.NAME for word in words[:begin])
    if end is not None or before or len(behind) < 2:
        return behind
    return behind[:-1]


def _left_over(words: Sequence[Word]) -> Iterator[str]:
    """What no word accounts for, with the single fillers that belong to it."""
    run = ""
    for position, word in enumerate(words):
        if word.role is Role.VALUE or (word.text[0].isdecimal() and word.role is Role.LEFT):
            number = str(word.value) if word.value is not None and word.text != lexicon.HALF else word.text
            yield from (part for part in (run, number) if part)
            run = ""
        elif word.role is Role.LEFT or (word.role is Role.FILLER and inside_word(words, position)):
            run += word.text
        elif run:
            yield run
            run = ""
    if run:
        yield run


def _shared(words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """What has a share, and what it is a share of: 甲占乙, 乙里甲占, 甲在乙里占."""
    at = next((i for i, word in enumerate(words) if Measure.SHARE in word.measures), len(words))
    before = [word for word in words[:at] if word.role is Role.NAME]
    after = tuple(word for word in words[at:] if word.role in (Role.NAME, Role.FUND))
    if not before and at < len(words) and words[at].text in lexicon.SHARE_VERBS:
        return (after[1:], after[:1]) if len(after) > 1 else ((), after)
    if not before or after or len(before) != 2:
        return (tuple(before), after) if before else (after, ())
    first, second = before
    between = words[words.index(first) + 1 : words.index(second)]
    if any(word.text in lexicon.WITHIN for word in between):
        return (second,), (first,)
    behind = words[words.index(second) + 1 : at]
    return ((first,), (second,)) if any(word.text in lexicon.WITHIN for word in behind) else (tuple(before), ())


def _operation(words: Sequence[Word], operations: Sequence[str], measures: Sequence[Measure]) -> Operation:
    if _over_list(words, operations):
        return Operation.GET
    for operation in (Operation.DEFINE, Operation.DUTY, Operation.WHY):
        if operation in operations:
            return operation
    against = any(op in ("over", "under", "against budget") for op in operations)
    differs = against or any(measure in CHANGES for measure in measures)
    if "explain" in operations:
        return Operation.WHY if differs else Operation.DEFINE
    if "how" in operations and (against or measures) and Ask.AGREE not in operations:
        return Operation.WHY
    if against:
        return Operation.COMPARE
    if "what" in operations and not measures:
        return Operation.DEFINE
    return (
        Operation.COMPARE
        if Measure.FINAL in measures and any(measure in BUDGETS for measure in measures)
        else Operation.GET
    )


ORDERING: Final = frozenset({Ask.MOST, Ask.LEAST, Ask.RANK, Ask.RANK_UP, Ask.WHICH_MORE})
"""What puts figures in order."""


def _over_list(words: Sequence[Word], operations: Sequence[str]) -> bool:
    """Whether things are ranked or filtered, so that 谁, 哪一项 and 是什么 ask which of them."""
    picks = bool(ORDERING.intersection(operations)) or any(
        w.role is Role.BOUND or w.operation == lexicon.NTH for w in words
    )
    duties = {word.text for word in words if word.operation == Operation.DUTY}
    picks = picks or bool(duties and {"over", "under"}.intersection(operations))
    asks = (Operation.DEFINE, Operation.WHY)
    return picks and duties <= lexicon.WEAK_DUTY_WORDS and not any(operation in asks for operation in operations)


def _scores_execution(words: Sequence[Word]) -> bool:
    """Whether a rate of execution is named and then, with no join between, its score: 执行率得了几分."""
    said = [word for word in words if word.role is not Role.FILLER or word.text in lexicon.JOINS]
    return any(
        one.measures[:1] == (Measure.EXECUTION_RATE,) and two.measures == (Measure.SCORE,)
        for one, two in pairwise(said)
    )


def _measures(
    roles: Mapping[Role, Sequence[Word]], operations: Sequence[str], *, scored: bool = False
) -> tuple[tuple[Measure, ...], str]:
    """The measures asked for, the likeliest first, and the baseline of a change. `scored`: a rate of execution is
    asked for its score.

    Beside a change or a completion, a budget is what it is measured against.
    """
    over = any(operation in ("over", "under") for operation in operations)
    named = [word for word in roles[Role.MEASURE] if not (over and word.text in lexicon.HAVING)]
    said = [measure for word in named for measure in word.measures]
    if any(word.text in lexicon.NO_BUDGET_WORDS for word in roles[Role.OPERATION]):
        said.insert(0, Measure.INITIAL_BUDGET)
    if scored or any(Measure.SCORE in w.measures and Measure.EXECUTION_RATE in w.measures for w in roles[Role.MEASURE]):
        return (Measure.SCORE,), lexicon.OF_EXECUTION
    if Measure.USE in said:
        return tuple(measure for measure in (Measure.USE, Measure.GOAL) if measure in said), ""
    changes = [m for m in said if m in CHANGES]
    budgets = [m for m in said if m in BUDGETS]
    against_year = roles[Role.BASELINE]
    baseline = "year" if against_year else ""
    rates = tuple(m for m in said if m in (Measure.COMPLETION_RATE, Measure.EXECUTION_RATE))
    if rates and not {Measure.TARGET, Measure.ACTUAL}.intersection(said):
        return rates, "budget" if budgets and Measure.EXECUTION_RATE not in rates else ""
    if changes or against_year:
        baseline = "budget" if budgets or "against budget" in operations else baseline
        found = changes or [Measure.CHANGE_AMOUNT, Measure.CHANGE_RATE]
        if roles[Role.PERCENT]:
            found = [Measure.CHANGE_RATE, *(m for m in changes if m is Measure.CHANGE_AMOUNT and len(changes) > 1)]
        return tuple(dict.fromkeys(found)), str(against_year[0].year or baseline) if against_year else baseline
    if roles[Role.PERCENT] and ("over" in operations or "under" in operations):
        return (Measure.CHANGE_RATE,), "budget"
    if roles[Role.PERCENT] and Measure.SHARE not in said:
        return (Measure.SHARE, Measure.COMPLETION_RATE, Measure.EXECUTION_RATE), ""
    return tuple(dict.fromkeys(said)), ""


_CLAUSE_ENDS: Final = re.compile(r"(?<=[，。！？；,!?;])")


_POINTING: Final = re.compile(r"(?:这|那)(?:批|个|些|种|次|套|笔)(?!人|月|年)")


def without_pointing(text: str) -> str:
    """The question without 那批 and 这个, which people put into the middle of a name: 热线那批办公终端."""
    return _POINTING.sub("", text)


_WHICH: Final = re.compile("是?哪(?:[一两二三四五六七八九十几]?[个项种]|些)")


def without_which(text: str) -> str:
    """The question without 哪两个 and 哪些, which people put into the middle of a name: 涉及哪两个年度."""
    return _WHICH.sub("", text)


def without_preamble(text: str) -> str:
    """The question without the clauses in which people introduce themselves; all of it if nothing else is left."""
    clauses = [clause for clause in _CLAUSE_ENDS.split(text) if clause.strip()]
    kept = [clause for clause in clauses if not clause.strip().startswith(lexicon.PREAMBLES)]
    return "".join(kept or clauses)


def figure_words(question: Question) -> list[str] | None:
    """The words of which a sentence that gives the figure must say one: those of its measure, the unit of
    what is counted. Empty: any number may be it; None: no figure is asked for."""
    if question.operation is Operation.WHY:
        return None
    if question.counted:
        return [question.counted, *lexicon.COUNTED[question.counted]]
    if not question.wants_figure:
        return None
    wanted = set(question.measures)
    return [word for measures, words in lexicon.MEASURES.items() if wanted.intersection(measures) for word in words]


def spoken(question: Question, *, apart: Container[str] = lexicon.PARTICLES) -> list[str]:
    """What the question is about, in its own words: without grammar, politeness, the words that ask,
    and the organization's name. Neighbouring words stay together. `apart` are the words to leave out.
    """
    runs, run = [], ""
    for position, word in enumerate(question.words):
        asks = word.role in _ASKING and not _begins_word(question.words, position)
        if asks or (word.text in apart and not inside_word(question.words, position)):
            runs.append(run)
            run = ""
        else:
            run += word.text
    return [said for said in (*runs, run) if said]


def _begins_word(words: Sequence[Word], position: int) -> bool:
    """Whether a word that can ask begins what is asked about: 职能 in 职能转变, 不 in 不动产."""
    word, after = words[position], words[position + 1 : position + 2]
    can = word.text in lexicon.DUTY_NOUNS or (word.role in (Role.ASK, Role.OPERATION) and len(word.text) == 1)
    return can and any(word.role is Role.LEFT for word in after)


def inside_word(words: Sequence[Word], position: int) -> bool:
    """Whether a filler of one character belongs to the unknown word beside it: 能 in 公共机构节能. An unknown
    character alone is never a word."""
    if len(words[position].text) > 1:
        return False
    around = words[max(position - 1, 0) : position + 2]
    if any(word.role is Role.LEFT and len(word.text) == 1 and not word.text.isascii() for word in around):
        return True
    if words[position].text in lexicon.APART:
        return False
    first = position if words[position].text in lexicon.ENDING else max(position - 1, 0)
    return any(word.role is Role.LEFT for word in words[first : position + 2])
