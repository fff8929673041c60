"""The conversations as HTML: the bar over the present one, the list of earlier ones, what is said over the box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qa.page.chat import texts
from qa.page.chat.store import MAX_TITLE, Talk
from qa.page.markup import Html, el, join

MANY: Final = 8
"""Where there are more conversations, they can be searched."""

SEARCHED: Final = 2000
"""So many characters of the questions of a conversation are searched."""


def bar(talk: Talk | None, trouble: str | None = None) -> Html:
    """What stands over the conversation: its title, and what can be done with it where it is kept."""
    listed = _button(texts.TALKS, "list", aria_expanded="false", aria_controls="history")
    new = _button(texts.NEW, "new", id="new")
    title = el("h2", el("bdi", talk.title) if talk else None, class_="title")
    row = el("div", listed, title, _export(talk) if talk else None, new, class_="talk-bar")
    return join(row, el("p", trouble, class_="problem", role="alert") if trouble else None)


def _export(talk: Talk) -> Html:
    kinds = ((texts.EXPORT_MARKDOWN, "md"), (texts.EXPORT_DOCX, "docx"))
    buttons = (
        el("button", name, type="button", data_href=f"chat/{talk.id}.{ending}", data_failed=texts.EXPORT_FAILED)
        for name, ending in kinds
    )
    said = el("p", class_="download-said problem", role="alert")
    return el("details", el("summary", texts.EXPORT), el("div", *buttons, said, class_="menu"), class_="export")


def history(talks: Sequence[Talk], trouble: str | None = None) -> Html:
    """The list of conversations; each can be opened, renamed and deleted."""
    search = el("input", type="search", class_="find", placeholder=texts.FIND, aria_label=texts.FIND)
    top = el("div", el("h2", texts.TALKS), search if len(talks) > MANY else None, class_="history-top")
    said = el("p", trouble, class_="problem", role="alert") if trouble else None
    nothing = el("p", texts.NONE_FOUND, class_="empty", hidden=True, role="status")
    body = el("ul", *map(_entry, talks)) if talks else el("p", texts.NO_TALKS, class_="empty")
    return el("section", top, said, body, nothing, class_="history", aria_label=texts.TALKS)


def notice(text: str, *buttons: Html) -> Html:
    """A line over the question box."""
    return el("div", el("bdi", text), *buttons, class_="notice", role="status")


def editing(place: int, later: int) -> Html:
    """That a question is being changed, and what goes when it is sent."""
    rest = texts.AND_LATER.format(count=later) if later else ""
    return notice(texts.EDITING.format(place=place, rest=rest), _button(texts.CANCEL, "cancel"))


def last_talk(talk: Talk) -> Html:
    """The conversation that somebody had last, who comes back."""
    button = el("button", el("bdi", talk.title), type="button", class_="chip", data_open=talk.id)
    return notice(texts.LAST_TALK, button)


def _entry(talk: Talk) -> Html:
    words = texts.TALK_LINE.format(at=talk.at.astimezone().strftime(texts.TALK_AT), count=len(talk.questions))
    title = el("bdi", talk.title)
    opened = el("button", title, el("span", words, class_="hint"), type="button", class_="entry", data_open=talk.id)
    acts = el("div", _tool(texts.RENAME, "rename"), _tool(texts.REMOVE, "remove"), class_="tools")
    find = "\n".join((talk.title, *talk.questions))[:SEARCHED].lower()
    return el("li", opened, acts, _rename(talk), _remove(talk), data_talk=talk.id, data_find=find)


def _rename(talk: Talk) -> Html:
    field = el("input", type="text", name="title", value=talk.title, maxlength=MAX_TITLE, aria_label=texts.TITLE)
    save = el("button", texts.SAVE, class_="small")
    return el("form", field, save, _tool(texts.CANCEL, "cancel"), class_="inline", data_for="rename", hidden=True)


def _remove(talk: Talk) -> Html:
    sure = el("p", el("bdi", texts.REMOVE_SURE.format(title=talk.title)))
    remove = el("button", texts.REMOVE, class_="small danger")
    return el("form", sure, remove, _tool(texts.CANCEL, "cancel"), class_="inline", data_for="remove", hidden=True)


def _button(name: str, act: str, **attributes: str) -> Html:
    return el("button", name, type="button", class_="small", data_act=act, **attributes)


def _tool(name: str, act: str) -> Html:
    return el("button", name, type="button", class_="tool", data_act=act)
