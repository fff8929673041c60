"""Follow-ups: a question that leans on the one before inherits what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.report import TOTAL, Flow, Measure
from qa import lexicon
from qa.answer import Answer, Kind, RefusalKind, Understood
from qa.catalog import Catalog
from qa.cutting import Word
from qa.lexicon import Ask, Operation, Role
from qa.lookup import DEFAULT_TOTALS, find
from qa.organizations import names_body
from qa.question import CHANGES, ORDERING, Question, asked_of, read_question, spoken
from qa.vocabulary import Feature

TOGETHER: Final = frozenset({Ask.SUM, Ask.DIFFERENCE, Ask.RATIO, Ask.AVERAGE, Ask.WHICH_MORE})
"""What can be done with several things named before."""


def continued(question: Question, history: Sequence[Answer], catalog: Catalog) -> Question:
    """The question with what it inherits from the last answer about a figure or its reason.

    Nothing is inherited by a question that is complete, or that holds words nothing accounts for.
    """
    if _complete(question):
        return question
    last = next((a for a in reversed(history) if a.kind is not Kind.REFUSAL), None)
    of_duty = last and last.kind is Kind.DUTY and not question.asks_figure
    if last and of_duty and (not question.names or names_body("".join(spoken(question)).rstrip("呢吧"))):
        return _same_duty(question, last, catalog)
    if together := _together(question, history, catalog):
        return together
    before = next((a.understood for a in reversed(history) if a.understood.item and a.kind is not Kind.REFUSAL), None)
    if history and _dangles(question, history[-1], catalog.report.identity.year):
        return replace(question, dangling=True)
    if before and before.operation == "prior" and _leans(question) and question.year is None:
        question = replace(question, previous=True)
    if before is None or question.left_over or question.operation is Operation.DUTY or _of_all(question, before):
        return question
    if question.operation is Operation.DEFINE:
        named = spoken(question, apart=lexicon.FILLERS)
        return question if named else _with(question, [_item(before, catalog)], before)
    if question.year not in (None, before.year, catalog.report.identity.year):
        return question
    if _names_item(question):
        return _same_measure(question, before, catalog) if _leans(question) else question
    asks = question.measures or question.names or question.counted or question.flow or question.fund or question.unit
    if not asks and Ask.REMAINING not in question.asks and question.operation is Operation.GET:
        elsewhere = any(word.role is Role.ORGANIZATION for word in question.words) and _leans(question)
        if elsewhere or (before.report != catalog.report.title and not spoken(question, apart=lexicon.FILLERS)):
            return _same_measure(_with(question, [_item(before, catalog)], before), before, catalog)
        return question
    return _same_item(question, before, catalog)


def _complete(question: Question) -> bool:
    """Whether it says itself of what it asks: of the whole (一共花了多少), of a fund's or a year's income or
    expenditure, of the offices, of the body's own (单位的基本支出), of a list (执行数最高的项目是哪个)."""
    if question.points_back or _leans(question):
        return False
    if question.collections and (question.computes or Ask.LIST in question.asks):
        return True
    if question.names:
        return any(word.text in lexicon.BODY for word in question.words)
    whole = any(word in question.text for word in lexicon.WHOLE)
    in_full = any(word.role is Role.YEAR and word.text[0].isdecimal() for word in question.words)
    if question.flow:
        return whole or in_full or question.fund is not None
    return (whole and Ask.REMAINING in question.asks) or any(word.operation == "office" for word in question.words)


def _of_all(question: Question, before: Understood) -> bool:
    """Whether it asks for the whole, as the one before did: 收入多少 and 支出多少."""
    return bool(question.flow and not question.names) and (before.item or "").strip() in DEFAULT_TOTALS


def stands_alone(question: Question) -> bool:
    """Whether a question, read without what was before, names something itself, so that it may mean only that."""
    income = question.flow is Flow.INCOME
    return bool(question.names or question.fund or question.collections or income) and not _leans(question)


def _dangles(question: Question, last: Answer, year: int) -> bool:
    """Whether a question leans on what was refused, or on several things at once: it must be asked in full. `year`:
    the report's."""
    if question.points_back and not question.names:
        return True
    refused = last.refusal is not None and last.refusal.kind is not RefusalKind.OFF_TOPIC
    if last.refusal and last.refusal.kind is RefusalKind.NOT_IN_CORPUS and question.year == year:
        return False  # 2021年呢, and as that is not here: 2023年呢
    if not refused or question.operation in (Operation.DUTY, Operation.DEFINE):
        return False
    return _leans(question) or not (question.names or question.collections or question.fund or question.left_over)


def _together(question: Question, history: Sequence[Answer], catalog: Catalog) -> Question | None:
    """What is to be done with what was named before: 这两项加起来呢 with the things of the last questions,
    第二名呢 with the list of the last one."""
    if question.left_over or question.names or question.collections:
        return None
    answered = [answer for answer in reversed(history) if answer.figures]
    if question.nth or question.top or (question.asks & ORDERING and not question.points_back):
        earlier = next((a for a in answered if a.kind in (Kind.RANKING, Kind.LIST)), None)
        return _reordered(question, _reread(earlier, catalog)) if earlier else None
    if not (question.points_back and question.asks & TOGETHER):
        return None
    names: dict[str, Word] = {}
    for answer in answered:
        for word in _reread(answer, catalog).names[::-1]:
            names.setdefault(word.text, word)
        if len(names) >= (question.those or 2):
            break
    if len(names) < 2 or question.those not in (None, len(names)):
        return None
    words = tuple(names.values())[::-1]
    return replace(question, names=words, words=(*question.words, *words), points_back=False)


def _reread(answer: Answer, catalog: Catalog) -> Question:
    """The question of an earlier answer, read again."""
    identity = catalog.report.identity
    question = read_question(answer.question, catalog.vocabulary_for(answer.question), this_year=identity.year)
    return asked_of(question, identity.kind)


def _reordered(question: Question, earlier: Question) -> Question:
    """The earlier list in the order, or with the place, that is asked for now."""
    kept = tuple(word for word in earlier.words if word.operation not in ORDERING and word.value is None)
    asks = question.asks or (earlier.asks & ORDERING)
    return replace(
        earlier, text=question.text, words=(*kept, *question.words), asks=asks, top=question.top, nth=question.nth
    )


def _same_duty(question: Question, last: Answer, catalog: Catalog) -> Question:
    """After a duty: 那…呢 asks who has another, and 是哪一条 asks of the same one."""
    if question.operation is Operation.GET and _leans(question):
        return replace(question, operation=Operation.DUTY)
    if question.operation is Operation.DUTY and not spoken(question, apart=lexicon.FILLERS):
        earlier = read_question(last.question, catalog.vocabulary, this_year=catalog.report.identity.year)
        return replace(question, words=(*earlier.words, *question.words))
    return question


def _leans(question: Question) -> bool:
    """Whether the question begins or ends as follow-ups do: 那…, …呢."""
    texts = [word.text for word in question.words]
    first = [] if lexicon.BODY.intersection(texts[1:2]) else texts[:1]  # 这个单位
    return any(text in lexicon.FOLLOW_UP for text in (*first, *texts[-1:]))


def _names_item(question: Question) -> bool:
    return any(feature.slot in ("item", "code") for word in question.names for feature in word.means)


def _same_item(question: Question, before: Understood, catalog: Catalog) -> Question:
    """The same item, with the measure or breakdown that is asked for now."""
    words = [_item(before, catalog)]
    if before.breakdown and before.breakdown != TOTAL and not question.names:
        words.append(Word(before.breakdown, Role.NAME, frozenset({Feature("breakdown", before.breakdown)})))
    with_item = _with(question, words, before)
    if question.percent and before.measure == Measure.CHANGE_AMOUNT and Measure.COMPLETION_RATE in question.measures:
        with_item = replace(with_item, measures=(Measure.CHANGE_RATE,))
    if question.operation is Operation.WHY and not question.baseline and not question.measures:
        changed = before.measure in CHANGES
        with_item = replace(with_item, measures=(Measure.CHANGE_AMOUNT,) if changed else ())
    if question.names and not _leans(question) and not _belongs(question, words[0], catalog):
        return question
    if find(with_item, catalog).groups or len(words) == 1:
        return with_item
    return _with(question, words[:1], before)


def _belongs(question: Question, item: Word, catalog: Catalog) -> bool:
    """Whether something that the question names is a part of the item, or a column of its row."""
    pairs = (replace(question, names=(name, item), words=(name, item), measures=()) for name in question.names)
    return any(find(pair, catalog).groups for pair in pairs)


def _same_measure(question: Question, before: Understood, catalog: Catalog) -> Question:
    """Another item or breakdown, with the measure that was asked for before."""
    measures = question.measures or ((Measure(before.measure),) if before.measure else ())
    if question.operation is not Operation.GET:
        measures = question.measures
    changed = replace(question, measures=measures)
    breakdown = any(feature.slot == "breakdown" for word in question.names for feature in word.means)
    if breakdown and before.item and before.breakdown is not None:
        together = _with(changed, [_item(before, catalog)], before)
        if find(together, catalog).groups:
            return together
    return changed if measures == question.measures or find(changed, catalog).groups else question


def _item(before: Understood, catalog: Catalog) -> Word:
    """The item of the earlier answer; by its code only where this report has it too."""
    code, _, item = (before.item or "").rpartition(" ")
    by_code = Feature("code", code)
    return Word(item, Role.NAME, frozenset({by_code if by_code in catalog.with_feature else Feature("item", item)}))


def _with(question: Question, words: Sequence[Word], before: Understood) -> Question:
    named = {word.text for word in question.names}
    added = tuple(word for word in words if word.text not in named)
    flow = question.flow
    extra: list[Word] = []
    if flow is None and before.flow == Flow.INCOME.value:
        flow = Flow.INCOME
        extra.append(Word(flow.value, Role.FLOW, frozenset({Feature("flow", flow)})))
    return replace(
        question,
        names=(*question.names, *added),
        words=(*question.words, *added, *extra),
        flow=flow,
        inherited=before.item or "",
    )
