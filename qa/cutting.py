"""A question is cut into words: those of the lexicon, names of the library, and what is left over.

Of all ways to cut it, the one is taken that leaves the fewest characters over. What is left over may be a
slip of the pen; else it is kept, for a question with a word that nothing accounts for must not be answered
as if the word were not there.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from ingest.numbers import CHINESE, parse_chinese, parse_number
from ingest.report import Measure
from qa import lexicon
from qa.lexicon import Ask, Operation, Role
from qa.text import CONTENT, normalized, squeezed
from qa.vocabulary import LONG_NAME, MIN_TYPO, Feature, Vocabulary, sound

PERIOD: Final = "period"
PER: Final = "per"
PLANNED: Final = "planned"
LEFT_OVER: Final = 4.0
"""Cost of a character that no word accounts for; a word costs 1."""

OFFICIAL_COST: Final = 0.9
NAME_COST: Final = 1.05
FILLER_COST: Final = 1.1
"""Of two ways to cut a question, official names win and fillers lose."""

MAX_TYPO: Final = 24

_YEAR: Final = re.compile(r"(20\d{2}|二[〇零○0][一二三四五六七八九〇零○]{2})(?:年度|年|(?=[^\d]|$))")
_SHORT_YEAR: Final = re.compile(r"(?<!\d)(\d{2})年度?")
SHORT_YEARS: Final = 2000
"""24年 is 2024."""

RELATIVE_YEARS: Final = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
"""Years that count from the clock."""

PREVIOUS: Final = re.compile("上一?年度?|前一年|上个年度")
"""The year before the report's own, whatever the clock says."""

_BASELINE: Final = re.compile(
    r"(?:比|较|与|跟|同|和|相比)(?P<year>20\d{2}年度?|上年度?|上一年度?|去年|前一年|往年)(?:相比|比较|比)?|同比"
)
_PERIOD: Final = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}|上个?|本|这个?|每个?)月份?(?![末底]|\d{1,2}日)"
    r"|(?:第?[一二三四1-4]|每个?|上个?|本)季度?|[上下]半年|前[一二三四五六七八九十\d]+个月|每周|每天"
)
"""Parts of a year: what is printed for the year does not answer for them."""

_PER: Final = re.compile(
    r"(?:(?<=平均)|每)一?(?:个|位)?(?P<unit>人次|批次|辆|团组|批|人|台|套|个|家|件|条|次|份|场|户)"
    r"|一(?:个|位)?(?P<one>人次|批次|辆|团组|批|人|台|套|个|家|件|条|次|份|场|户)(?=[^，。？]*(?:平均|多少|几))"
)
"""Of each of what something is asked for: 平均每人次, 打一个电话平均."""

_DIGITS: Final = r"\d[\d,]*(?:\.\d+)?"
_NUMBER: Final = re.compile(rf"{_DIGITS}%?")
_AMOUNT: Final = (
    rf"(?:百分之(?P<percent>{CHINESE}|\d+(?:\.\d+)?)|(?P<half>一半|半数)"
    rf"|(?P<tenths>[一二两三四五六七八九])成(?P<more>[一二三四五六七八九半])?"
    rf"|(?P<below>[二两三四五六七八九十])分之(?P<above>[一二两三四五六七八九])"
    rf"|(?P<number>{_DIGITS}|{CHINESE})(?P<unit>{'|'.join(sorted(lexicon.BOUND_UNITS, key=len, reverse=True))}))"
)
_SIGN: Final = {
    word: sign for sign, words in (*lexicon.MORE_THAN.items(), *lexicon.BOUND_ENDS.items()) for word in words
}
_BOUND: Final = re.compile(
    rf"(?P<before>{'|'.join(word for words in lexicon.MORE_THAN.values() for word in words)})了?{_AMOUNT}"
)
_BARE_BOUND: Final = re.compile(
    rf"(?P<before>{'|'.join(word for words in lexicon.MORE_THAN.values() for word in words)})了?"
    r"(?P<number>\d+(?:\.\d+)?)(?=项目|科目|指标|[吗么有是，。？,?]|$)"
)
"""A bound in the unit of what is measured: 得分低于90的."""
_BOUND_BEHIND: Final = re.compile(
    rf"{_AMOUNT}(?P<behind>{'|'.join(word for words in lexicon.BOUND_ENDS.values() for word in words)})"
)
_VALUE: Final = re.compile(_AMOUNT)
_PLANNED: Final = re.compile(
    rf"(?:原来?定|原?计划|本来定|预定|目标)(?:要|是|为)?(?:{'|'.join(sorted(lexicon.DONE, key=len, reverse=True))})?"
    rf"(?P<number>{_DIGITS})(?P<unit>[个件套台条份次家期场户处篇座张项辆])"
)
"""Said beside what was done of it: 原定7个."""
_UNITS: Final = "|".join(sorted(map(re.escape, lexicon.BOUND_UNITS), key=len, reverse=True))
_BETWEEN: Final = re.compile(
    rf"(?P<low>(?:在|介于)?(?P<least>{_DIGITS}|{CHINESE})(?P<own>{_UNITS})?(?:[到至~～—-]|(?P<and>和|与)))"
    rf"(?P<high>(?P<most>{_DIGITS}|{CHINESE})(?P<unit>{_UNITS})(?(and)之间|(?:之间)?))"
)
"""Two bounds: 在50%到80%之间, 30万至50万. Both hold the number itself."""

_IN_FULL: Final = re.compile(r"(?:百分之百|100%|全部|全额|足额)?(?:执行|使用|支付)完(?:毕|成)?")
"""Says that nothing of a budget is left: a bound of 100 %."""

_MOST_OF: Final = re.compile("[过超]半数?(?![年月天])")
_SOME: Final = re.compile("(?<!是)不是[零0]|(?<!为)不为[零0]|不等于[零0]|非零|有数(?!据|量)|有发生额?")
"""Bounds that name no amount: more than a half, and what is not nothing."""

_ASIDES: Final = tuple(re.compile(pattern) for pattern in lexicon.SPOKEN_ASIDES)

_ASIDE: Final = re.compile(r"满分(?:是|为)?\d+分?(?=）)")
"""Said in brackets, of what is known anyhow: （满分10分）."""
_EITHER: Final = re.compile(rf"(?P<number>{_DIGITS})(?={lexicon.ALTERNATIVE}{_DIGITS}(?P<unit>分|%|万元|元|亿元))")
"""The first of two amounts that have their unit behind the second: 12.30还是12.40万元."""
_HOW_MANY: Final = rf"(?P<count>{CHINESE}|\d{{1,2}})"
_TOPS: Final = (
    (Ask.MOST, re.compile(rf"(?:排名?)?前{_HOW_MANY}(?:大项(?!目)|大类|项(?!目)|[名个位大笔类家])?(?!个?月)")),
    (Ask.MOST, re.compile(rf"(?:最[高多大好]|排名?最前){_HOW_MANY}(?:项(?!目)|[名个位大笔类款家])")),
    (Ask.LEAST, re.compile(rf"(?:最[低少小差]|(?:排名)?倒数|最后){_HOW_MANY}(?:项(?!目)|[名个位笔类款家])")),
)
"""How many of a ranking are wanted, from which end."""

_NTH: Final = re.compile(
    rf"(?:排名?)?第(?P<place>{CHINESE}|\d{{1,2}})(?:[名位](?![^\W\d]*[负主])|[高多大](?!于))"
    rf"|排名?在?第(?P<rank>{CHINESE}|\d{{1,2}})(?=$|[?？。，,是的])"
)
"""One place of a ranking."""

_THOSE: Final = re.compile(
    r"(?:这|那|上述|以上|这里)?(?P<count>[二两三四五六七八九十]|[2-9])(?:项(?!目)|样|种|笔|者|类|块|家|个|团)(?:支出|费用|科目|收入|开支)?"
    r"|(?:这|那)(?:几|些)[项样种笔个类]?|二者|两者|它们|(?:这|那)?俩[项个团]?"
)
"""Points back at what was named, and may say how many it was."""

_OR_NOT: Final = re.compile(r"没有?(?=[?？，,。；;!！]|$)")
"""Behind a verb it asks whether, and denies nothing: 花钱没有？"""

_AFTER: Final = re.compile(f"(?:{'|'.join(lexicon.CALCULATIONS[Ask.EXCEPT])}).+?(?P<end>后)(?=$|[，是还剩有多的合])")
"""Ends what 扣除 began: 扣除甲后."""

_EXCEPT_END: Final = re.compile(f"(?<=.){lexicon.EXCEPT_END}(?!事|国|宾|交|侨|籍|地|出)")
"""Ends what 除 began."""

_SO_MANY: Final = re.compile(
    rf"(?:这|那|全部|所有)?(?P<count>{CHINESE}|\d{{1,3}})(?:个|大|项(?!目))"
    rf"(?={'|'.join(sorted((w for ws in lexicon.COLLECTIONS.values() for w in ws), key=len, reverse=True))})"
)
"""How many things of a list there are, as the question has it: 八个项目."""

_CLAUSE: Final = re.compile(
    rf"第（?(?P<after>{CHINESE}|\d{{1,3}})）?(?:条|项)(?:职责|职能)?"
    rf"|^（(?P<alone>{CHINESE}|\d{{1,3}})）$|（(?P<within>{CHINESE}|\d{{1,3}})）(?:这一|那一)?(?:条|项)(?:职责|职能)?"
)


@dataclass(frozen=True)
class Word:
    """A word of the question: what it does, and what it stands for.

    `value` and `unit` are those of a bound or an amount that it names (then `operation` is the sign), or how
    many of a ranking or of a list it says.
    """

    text: str
    role: Role
    means: frozenset[Feature] = frozenset()
    measures: tuple[Measure, ...] = ()
    year: int | None = None
    operation: str = ""
    value: Decimal | None = None
    unit: str = ""


Correction = tuple[str, str]
"""What was written, and what it was taken for."""


def cut(text: str, vocabulary: Vocabulary, *, this_year: int) -> tuple[tuple[Word, ...], tuple[Correction, ...]]:
    """The words of a question, and the typing errors that were mended on the way.

    `this_year` is the clock's, from which 今年 and 去年 count.
    """
    words = _cut(squeezed(text), vocabulary, this_year)
    if any(word.role is Role.LEFT for word in words):
        return _corrected(words, vocabulary, this_year)
    return words, ()


@cache
def _static_words() -> dict[str, Word]:
    """Every word of the lexicon."""
    words: list[Word] = []

    def add(role: Role, texts: Iterable[str], **said: object) -> None:
        words.extend(Word(squeezed(text), role, **said) for text in texts)  # type: ignore[arg-type]

    for measures, texts in lexicon.MEASURES.items():
        add(Role.MEASURE, texts, measures=measures)
    amount, rate = Measure.CHANGE_AMOUNT, Measure.CHANGE_RATE
    add(Role.MEASURE, lexicon.CHANGE_AMOUNT_WORDS, measures=(amount,))
    add(Role.MEASURE, lexicon.CHANGE_RATE_WORDS, measures=(rate,))
    add(Role.MEASURE, lexicon.CHANGE_EITHER_WORDS, measures=(amount, rate))
    for flow, texts in lexicon.FLOWS.items():
        add(Role.FLOW, texts, means=frozenset({Feature("flow", flow)}))
    for fund, texts in lexicon.FUNDS.items():
        add(Role.FUND, texts, means=frozenset({Feature("fund", fund)}))
    for unit, texts in lexicon.COUNTED.items():
        add(Role.COUNTED, texts, operation=unit)
    add(Role.UNIT, lexicon.UNITS)
    add(Role.PERCENT, lexicon.PERCENT_WORDS)
    add(Role.ASK, lexicon.ASKS)
    add(Role.OPERATION, lexicon.WHY_WORDS, operation=Operation.WHY)
    add(Role.OPERATION, lexicon.HOW_WORDS, operation="how")
    add(Role.OPERATION, lexicon.EXPLAIN_WORDS, operation="explain")
    add(Role.OPERATION, lexicon.OVER_BUDGET_WORDS, operation="over")
    add(Role.OPERATION, lexicon.UNDER_BUDGET_WORDS, operation="under")
    add(Role.OPERATION, lexicon.COMPARE_BUDGET_WORDS, operation="against budget")
    add(Role.OPERATION, lexicon.DEFINE_WORDS, operation=Operation.DEFINE)
    add(Role.OPERATION, lexicon.WHAT_WORDS, operation="what")
    add(Role.OPERATION, lexicon.DUTY_WORDS, operation=Operation.DUTY)
    add(Role.OPERATION, lexicon.OFFICE_WORDS, operation="office")
    add(Role.OPERATION, lexicon.UNIT_WORDS, operation="unit")
    for name, texts in lexicon.CALCULATIONS.items():
        add(Role.OPERATION, texts, operation=name)
    add(Role.FILLER, lexicon.FILLERS)
    found: dict[str, Word] = {}
    for word in words:
        if word.text:
            found.setdefault(word.text, word)
    return found


def known_words() -> frozenset[str]:
    """Every word of the lexicon, in the form in which it is looked for."""
    return frozenset(_static_words())


def _cut(text: str, vocabulary: Vocabulary, this_year: int) -> tuple[Word, ...]:
    """The cheapest way to cut the text into words. What no word accounts for becomes words of role LEFT."""
    longest = max(vocabulary.longest, max(map(len, _static_words())))
    patterns = dict(_pattern_words(text, this_year))
    best: list[tuple[float, int, Word | None]] = [(0.0, 0, None)]
    for end in range(1, len(text) + 1):
        blank = CONTENT.match(text[end - 1]) is None
        options: list[tuple[float, int, Word | None]] = [
            (best[end - 1][0] + (0 if blank else LEFT_OVER), end - 1, None)
        ]
        for start in range(max(0, end - longest), end):
            for word, cost in _words_at(text[start:end], (start, end), vocabulary, patterns):
                options.append((best[start][0] + cost, start, word))
        best.append(min(options, key=lambda option: option[0]))
    return tuple(_unknown(_trace(text, best)))


def _words_at(
    piece: str, at: tuple[int, int], vocabulary: Vocabulary, patterns: Mapping[tuple[int, int], Word]
) -> Iterator[tuple[Word, float]]:
    static = _static_words()
    if at in patterns:
        word = patterns[at]
        left = (word.role is Role.VALUE and word.operation != PLANNED) or (
            word.role is Role.LEFT and word.operation != PERIOD
        )
        yield word, LEFT_OVER if left else OFFICIAL_COST
    if piece in vocabulary.names:
        means = vocabulary.names[piece]
        if piece in static and static[piece].role in (Role.FUND, Role.FLOW):
            means = means | static[piece].means
        yield Word(piece, Role.NAME, means), OFFICIAL_COST if piece in vocabulary.official else NAME_COST
    elif piece in static:
        yield static[piece], FILLER_COST if static[piece].role is Role.FILLER else 1.0
    if piece in vocabulary.organizations:
        yield Word(piece, Role.ORGANIZATION), 1.0


def _trace(text: str, best: Sequence[tuple[float, int, Word | None]]) -> list[Word]:
    words: list[Word] = []
    left = ""
    end = len(text)
    while end:
        _, start, word = best[end]
        if word is None:
            left = text[start:end] + left
        if left and (word is not None or start == 0):
            words += [Word(part, Role.LEFT) for part in reversed(CONTENT.findall(left))]
            left = ""
        if word is not None:
            words.append(word)
        end = start
    return words[::-1]


def _unknown(words: Sequence[Word]) -> Iterator[Word]:
    """The words, with two that only together are one made an unknown one: 头 and 发, where 头发 is said."""
    position = 0
    while position < len(words):
        pair = words[position : position + 2]
        if len(pair) > 1 and all(w.text in lexicon.MORPHEMES and w.role is Role.FILLER for w in pair):
            yield Word("".join(word.text for word in pair), Role.LEFT)
            position += 2
        else:
            yield words[position]
            position += 1


def _pattern_words(text: str, this_year: int) -> Iterator[tuple[tuple[int, int], Word]]:
    """Years, comparisons with a year, and numbers of clauses, by pattern."""
    for match in _CLAUSE.finditer(text):
        yield match.span(), Word(match.group(), Role.OPERATION, operation=Operation.DUTY)
    for match in _PER.finditer(text):
        yield match.span(), Word(match.group(), Role.FILLER, operation=PER, unit=match["unit"] or match["one"])
    for match in _PERIOD.finditer(text):
        yield match.span(), Word(match.group(), Role.LEFT, operation=PERIOD)
    for match in _NUMBER.finditer(text):
        yield match.span(), Word(match.group(), Role.LEFT)
    yield from _amount_words(text)
    yield from _ends(text)
    for match in PREVIOUS.finditer(text):
        yield match.span(), Word(match.group(), Role.YEAR, operation=lexicon.PREVIOUS)
    for span, year in years_in(text, this_year):
        yield span, Word(text[slice(*span)], Role.YEAR, year=year)
    for match in _BASELINE.finditer(text):
        digits = re.match(r"20\d{2}", match["year"] or "")
        base = int(digits.group()) if digits else None
        yield match.span(), Word(match.group(), Role.BASELINE, year=base)


def years_in(text: str, this_year: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Where years are named, and which: 2024年度, 二〇二四年, 24年, and 去年 by the clock's `this_year`."""
    for match in _YEAR.finditer(text):
        yield match.span(), _year(match[1])
    for match in _SHORT_YEAR.finditer(text):
        yield match.span(), SHORT_YEARS + int(match[1])
    for name, offset in RELATIVE_YEARS.items():
        for match in re.finditer(name, text):
            yield match.span(), this_year + offset


def _amount_words(text: str) -> Iterator[tuple[tuple[int, int], Word]]:
    """Amounts and bounds, places in a ranking, and how many things there are."""
    for match in _VALUE.finditer(text):
        value, unit = _amount(match)
        yield match.span(), Word(match.group(), Role.VALUE, value=value, unit=unit)
    for match in _PLANNED.finditer(text):
        yield (
            match.span(),
            Word(match.group(), Role.VALUE, operation=PLANNED, value=_count(match["number"]), unit=match["unit"]),
        )
    for match in _EITHER.finditer(text):
        yield match.span(), Word(match.group(), Role.VALUE, value=_count(match["number"]), unit=match["unit"])
    yield from _bounds(text)
    for match in _IN_FULL.finditer(text):
        yield match.span(), Word(match.group(), Role.BOUND, operation=">=", value=Decimal(100), unit="%")
    for match in _MOST_OF.finditer(text):
        yield match.span(), Word(match.group(), Role.BOUND, operation=">", value=Decimal(50), unit="%")
    for match in _SOME.finditer(text):
        yield match.span(), Word(match.group(), Role.BOUND, operation="!=", value=Decimal(0), unit="万元")
    for pattern in _ASIDES:
        for match in pattern.finditer(text):
            span = match.span("aside" if "aside" in pattern.groupindex else 0)
            yield span, Word(text[slice(*span)], Role.FILLER)
    for match in _ASIDE.finditer(text):
        yield match.span(), Word(match.group(), Role.FILLER)
    yield from _numbers_of_things(text)


def _bounds(text: str) -> Iterator[tuple[tuple[int, int], Word]]:
    """What figures must keep to, on one side or on both."""
    for pattern, group in ((_BOUND, "before"), (_BOUND_BEHIND, "behind")):
        for match in pattern.finditer(text):
            value, unit = _amount(match)
            yield match.span(), Word(match.group(), Role.BOUND, operation=_SIGN[match[group]], value=value, unit=unit)
    for match in _BARE_BOUND.finditer(text):
        value = _count(match["number"])
        yield match.span(), Word(match.group(), Role.BOUND, operation=_SIGN[match["before"]], value=value)
    yield from _between(text)


def _between(text: str) -> Iterator[tuple[tuple[int, int], Word]]:
    """The two bounds of what is to lie between them. 三十万 is a number of 元, whatever the other is in."""
    for match in _BETWEEN.finditer(text):
        least, unit = match["least"], lexicon.BOUND_UNITS[match["unit"]]
        own = lexicon.BOUND_UNITS.get(match["own"] or "", "元" if least[-1] in "万亿" else unit)
        low = Word(match["low"], Role.BOUND, operation=">=", value=_count(least), unit=own)
        high = Word(match["high"], Role.BOUND, operation="<=", value=_count(match["most"]), unit=unit)
        yield match.span("low"), low
        yield match.span("high"), high


def _numbers_of_things(text: str) -> Iterator[tuple[tuple[int, int], Word]]:
    """How many things there are, and places in a ranking."""
    for match in _THOSE.finditer(text):
        number = _count(match["count"]) if match["count"] else None
        yield match.span(), Word(match.group(), Role.FILLER, operation=lexicon.THOSE, value=number)
    for match in _SO_MANY.finditer(text):
        yield match.span(), Word(match.group(), Role.FILLER, operation=lexicon.SO_MANY, value=_count(match["count"]))
    for order, pattern in _TOPS:
        for match in pattern.finditer(text):
            yield match.span(), Word(match.group(), Role.OPERATION, operation=order, value=_count(match["count"]))
    for match in _NTH.finditer(text):
        yield (
            match.span(),
            Word(match.group(), Role.OPERATION, operation=lexicon.NTH, value=_count(match["place"] or match["rank"])),
        )


def _ends(text: str) -> Iterator[tuple[tuple[int, int], Word]]:
    """What only ends something: a question (花钱没有？), or what is excepted (除甲外)."""
    for match in _OR_NOT.finditer(text):
        yield match.span(), Word(match.group(), Role.FILLER)
    for match in _AFTER.finditer(text):
        yield match.span("end"), Word(match["end"], Role.FILLER)
    if "除" in text:
        for match in _EXCEPT_END.finditer(text, text.index("除") + 1):
            yield match.span(), Word(match.group(), Role.FILLER)


def _amount(match: re.Match[str]) -> tuple[Decimal, str]:
    """Value and unit of an amount: 95分, 百分之五十, 一半, 七成五, 三分之一."""
    if match["half"]:
        return Decimal(50), "%"
    if match["tenths"]:
        more = "五" if match["more"] == "半" else match["more"] or "零"
        return 10 * _count(match["tenths"].replace("两", "二")) + _count(more), "%"
    if match["below"]:
        return 100 * _count(match["above"].replace("两", "二")) / _count(match["below"].replace("两", "二")), "%"
    if match["percent"]:
        return _count(match["percent"]), "%"
    return _count(match["number"]), lexicon.BOUND_UNITS[match["unit"]]


def _count(text: str) -> Decimal:
    number = None if re.fullmatch(CHINESE, text) else parse_number(text)
    return Decimal(parse_chinese(text)) if number is None else number


def _year(text: str) -> int:
    digits = "".join(char if char.isascii() else str(parse_chinese(char)) for char in text)
    return int(digits)


def _corrected(
    words: tuple[Word, ...], vocabulary: Vocabulary, this_year: int
) -> tuple[tuple[Word, ...], tuple[tuple[str, str], ...]]:
    """The words with one typing error mended, where that leaves less over.

    An error is a name of the library written with other characters of the same sound, as input
    methods do; or a long name with one character changed.
    """
    text = "".join(word.text for word in words)
    best = words, ()
    for wrong, right in _slips(text, [word.text for word in words if word.role is Role.LEFT], vocabulary):
        again = _cut(text.replace(wrong, right, 1), vocabulary, this_year)
        if _left(again) < _left(best[0]):
            best = again, ((wrong, right),)  # type: ignore[assignment]
    return best


def _left(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words if word.role is Role.LEFT)


def _slips(text: str, left: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Stretches of the text around what was left over, and the names that they may be slips of."""
    for part in left:
        at = text.find(part)
        for size in range(MIN_TYPO, min(len(text), MAX_TYPO) + 1):
            for start in range(max(0, at + 1 - size), min(at + len(part), len(text) - size + 1)):
                window = text[start : start + size]
                for name in vocabulary.by_sound.get(sound(window), ()):
                    if name != window:
                        yield window, name
                if size >= LONG_NAME:
                    likely = vocabulary.alike(window)
                    yield from ((window, n) for n in likely if _one_changed(window, n, vocabulary.organizations))


def _one_changed(one: str, other: str, places: Container[str]) -> bool:
    """Whether just one character differs, and it is no code, none of a word that only says it is a total (合理 is
    not 合计), none of a place's name (another district is another district), and none that says which of several
    is meant (内网 is not 外网), and none of grammar (建成了 is not 建成率)."""
    if other.isascii() or (other.endswith(lexicon.TOTAL_ENDINGS) and not one.endswith(lexicon.TOTAL_ENDINGS)):
        return False
    changed = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if changed and one[changed[0]] in lexicon.ASPECTS:
        return False
    if len(changed) != 1 or any({one[changed[0]], other[changed[0]]} <= set(kinds) for kinds in lexicon.CONTRASTS):
        return False
    return not any(other[:end] in places for end in range(changed[0] + 1, len(other)))


def clause_number(text: str) -> int | None:
    """The number of the clause that the text names: 第二十二项, 第22条; None for other text."""
    match = _CLAUSE.search(normalized(text))
    if not match:
        return None
    number = match["after"] or match["within"] or match["alone"]
    return int(number) if number.isdecimal() else parse_chinese(number)
