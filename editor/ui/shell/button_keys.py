"""Buttons that do what an action does show the key that it has now."""

from __future__ import annotations

from editor.ui.actions import Actions
from editor.ui.prompt_bar import PromptBar
from editor.ui.strip import Strip


def show_keys(actions: Actions, bar: PromptBar, strip: Strip) -> None:
    """On the buttons of the prompt bar and of the candidates, and in their tips."""
    for button, id in (
        (bar.go, "generate.ask"),
        (bar.retry_button, "generate.ask"),
        (bar.stop_button, "generate.cancel"),
        (strip.keep_button, "generate.keep"),
        (strip.compare_button, "generate.compare"),
        (strip.close_button, "generate.cancel"),
    ):
        button.show_words(button.text(), actions.key(id))
    strip.show_accept_keys(actions.key("generate.accept"), actions.key("generate.anyway"))
    bar.show_tips(actions.key("generate.recent"), actions.key("generate.words"))
