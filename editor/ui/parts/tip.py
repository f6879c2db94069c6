"""A tool tip: the name with its key drawn as caps; beneath, a sentence."""

from __future__ import annotations

from html import escape

from editor.ui.theme.shapes import caps_of
from editor.ui.theme.tokens import Tokens


def tip(tokens: Tokens, name: str, key: str = "", line: str = "") -> str:
    """`key` is portable text, such as "Ctrl+Z"; `line` says what it does, or why it cannot be done now."""
    style = f"background-color:{tokens.pressed}; color:{tokens.mid}; font-size:10px; font-weight:500"
    caps = (f"<span style='{style}'>&nbsp;{escape(cap)}&nbsp;</span>" for cap in caps_of(key))
    head = f"<span style='font-weight:500; color:{tokens.high}'>{escape(name, quote=False)}</span>"
    head = "&nbsp;&nbsp;".join((head, "&nbsp;".join(caps))) if key else head
    beneath = f"<br><span style='color:{tokens.mid}'>{escape(line, quote=False)}</span>" if line else ""
    return f"<p style='white-space:pre; margin:0; line-height:140%'>{head}{beneath}</p>"
