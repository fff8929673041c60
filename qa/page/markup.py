"""HTML that cannot be broken out of: whatever is not markup made here is escaped.

Text of reports and questions comes in as `str` and is shown as text: no Markdown, no entities, no
direction marks that would turn digits around.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

_UNSEEN: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Control characters and direction marks. They are shown by name, so that nothing hides or is reordered."""

_UNKEPT: Final = re.compile(f"{_UNSEEN.pattern}|[\ud800-\udfff\ufffe\uffff]")

_VOID: Final = frozenset({"br", "col", "img", "input", "meta"})


class Html(str):
    """Markup made by `el`, `join` or `text`: the only strings that are not escaped."""

    __slots__ = ()


Child = str | None
"""Html as it is, any other text escaped, None nothing."""


def text(value: str) -> Html:
    """The text as markup that shows exactly it."""
    return Html(_UNSEEN.sub(_named, html.escape(value)))


def plain(value: str) -> str:
    """The text without anything unseen, or that XML cannot hold, each by name: for places where markup cannot stand,
    such as drawings and files."""
    return _UNKEPT.sub(lambda match: f"[{_code(match)}]", value)


def join(*children: Child) -> Html:
    """The children one after another."""
    return Html("".join(child if isinstance(child, Html) else text(child) for child in children if child is not None))


def el(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """An element. `class_` is class, `data_turn` data-turn; False and None leave an attribute out."""
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{name}{given}>" if name in _VOID else f"<{name}{given}>{join(*children)}</{name}>")


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'


def _code(match: re.Match[str]) -> str:
    return f"U+{ord(match[0]):04X}"


def _named(match: re.Match[str]) -> str:
    code = _code(match)
    title = html.escape(unicodedata.name(match[0], code))
    return f'<span class="unseen" title="{title}">{code}</span>'
