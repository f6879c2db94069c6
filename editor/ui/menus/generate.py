"""The Generate menu: asking, and choosing among what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.ui.actions import Action, Menu, tr
from editor.ui.menus.reasons import Reasons

if TYPE_CHECKING:
    from editor.ui.desk import Desk
    from editor.ui.shell.shell import Shell


def menu(desk: Desk, shell: Shell, why: Reasons) -> Menu:
    choosing = desk.asking.choosing
    return Menu(
        tr("Generate"),
        (
            (
                Action(
                    "generate.ask",
                    tr("Generate"),
                    "Ctrl+Return",
                    desk.asking.generate,
                    "play",
                    tr("Asks the engine for what is marked."),
                    why_not=why.mask,
                ),
                Action(
                    "generate.words",
                    tr("Write the prompt"),
                    "/",
                    desk.write,
                    "text-cursor-input",
                    tr("Goes to the words of the prompt bar."),
                    where="canvas",
                ),
                Action(
                    "generate.recent",
                    tr("Recent prompts"),
                    "Alt+Down",
                    lambda: (desk.write(), desk.asking.recent.open()),
                    "history",
                    tr("Lists the words of before, to be asked with again."),
                    where="canvas",
                ),
                Action(
                    "generate.pin",
                    tr("Pin the prompt bar"),
                    "",
                    desk.asking.floats.toggle,
                    "pin",
                    tr("Lets it stay where it is, or follow what is marked; its edge can be dragged, too."),
                    checked=lambda: desk.asking.floats.are_pinned,
                ),
            ),
            (
                Action(
                    "generate.next",
                    tr("Next candidate"),
                    "Right",
                    lambda: desk.step(1),
                    "arrow-right",
                    tr("Shows the next candidate in its place; without any, nudges the selected layers."),
                    where="canvas",
                    why_not=why.candidate_or_layer,
                ),
                Action(
                    "generate.previous",
                    tr("Previous candidate"),
                    "Left",
                    lambda: desk.step(-1),
                    "arrow-left",
                    tr("Shows the candidate before in its place; without any, nudges the selected layers."),
                    where="canvas",
                    why_not=why.candidate_or_layer,
                ),
                Action(
                    "generate.keep",
                    tr("Keep the candidate aside"),
                    "S",
                    choosing.keep_aside,
                    "bookmark",
                    tr("Makes the candidate in view a hidden layer."),
                    where="board",
                    why_not=why.candidate,
                ),
                Action(
                    "generate.more",
                    tr("More candidates"),
                    "+",
                    desk.asking.more,
                    "plus",
                    tr("Asks the same again with other seeds."),
                    where="board",
                    why_not=why.candidate,
                ),
                Action(
                    "generate.compare",
                    tr("Compare with the original"),
                    "C",
                    choosing.compare,
                    "columns-2",
                    tr("Puts a divider over the candidate, with the picture as it was on its left."),
                    where="board",
                    why_not=why.candidate,
                    checked=lambda: choosing.comparing,
                ),
                *(
                    Action(
                        f"generate.divider.{way.lower()}",
                        name,
                        f"Alt+{way}",
                        lambda by=by: choosing.swipe.step(by),
                        f"arrow-{way.lower()}",
                        tr("Moves the divider of the comparison."),
                        where="canvas",
                        why_not=why.comparison,
                    )
                    for way, by, name in (
                        ("Left", -1, tr("Divider to the left")),
                        ("Right", 1, tr("Divider to the right")),
                    )
                ),
                Action(
                    "generate.follow",
                    tr("Follow the subject"),
                    "",
                    choosing.follow,
                    "refresh-cw",
                    tr("Fits the candidate again to where the subject moved."),
                    why_not=why.candidate,
                ),
                Action(
                    "generate.accept",
                    tr("Accept"),
                    "Return",
                    desk.accept,
                    "check",
                    tr("Makes the candidate in view a layer."),
                    where="canvas",
                ),
                Action(
                    "generate.anyway",
                    tr("Accept anyway"),
                    "Shift+Return",
                    lambda: desk.accept(anyway=True),
                    "circle-check",
                    tr("Makes it a layer although it is not trusted."),
                    where="canvas",
                    why_not=why.candidate,
                ),
                Action(
                    "generate.cancel",
                    tr("Put away, or stop"),
                    "Escape",
                    desk.escape,
                    "circle-x",
                    tr("Ends the gesture, puts candidates away or stops the engine; nothing is lost."),
                    where="canvas",
                ),
            ),
            _queue(desk, shell),
            shell.promoting.actions(),
            shell.drifting.actions(),
            tuple(_jump(desk, why, number) for number in range(1, 10)),
            _sizing(desk, shell, why),
            _connecting(shell),
        ),
    )


def _sizing(desk: Desk, shell: Shell, why: Reasons) -> tuple[Action, ...]:
    return (
        Action(
            "generate.sizes",
            tr("To many sizes…"),
            "",
            shell.sheets.choose_sizes,
            "layout-template",
            tr("Makes the selected pictures in many sizes, each in a frame of its own."),
            why_not=why.masters,
        ),
        Action(
            "generate.sizes-retry",
            tr("Retry what failed"),
            "",
            desk.sizing.batch.retry,
            "refresh-cw",
            tr("Asks once more for the sizes that could not be drawn."),
            why_not=why.failed_sizes,
        ),
        Action(
            "generate.sizes-stop",
            tr("Stop making sizes"),
            "",
            desk.sizing.batch.cancel,
            "circle-x",
            tr("Asks for no more of the sizes; what was drawn stays."),
            why_not=why.sizes,
        ),
    )


def _connecting(shell: Shell) -> tuple[Action, ...]:
    return (
        Action(
            "engines.connect",
            tr("Connect an engine…"),
            "",
            shell.sheets.connect_engine,
            "plug",
            tr("Finds engines on this computer, and connects those of providers."),
        ),
    )


def _queue(desk: Desk, shell: Shell) -> tuple[Action, ...]:
    queue = desk.queue
    over = tr("Nothing in the queue is over.")
    return (
        Action(
            "queue.open",
            tr("Queue"),
            "Ctrl+Shift+J",
            shell.toggle_queue,
            "list-video",
            tr("Shows what is being made, what waits and what failed."),
        ),
        Action(
            "queue.pause",
            tr("Hold the queue"),
            "",
            lambda: queue.resume() if queue.paused else queue.pause(),
            "pause",
            tr("Sends nothing more until you let it go on; what runs goes on."),
            checked=lambda: queue.paused,
        ),
        Action(
            "queue.clear",
            tr("Clear what is over"),
            "",
            queue.clear,
            "list-x",
            tr("Takes what is done or failed off the queue; it stays in the history."),
            why_not=lambda: "" if any(not entry.open for entry in queue.entries) else over,
        ),
        Action(
            "ledger.open",
            tr("Ledger"),
            "Ctrl+Shift+L",
            desk.history.show_ledger,
            "receipt",
            tr("Shows what was paid, by engine, anchor and day, and what it was good for."),
        ),
        Action(
            "ledger.budget",
            tr("Budget…"),
            "",
            desk.history.show_budget,
            "wallet",
            tr("What may be spent in this project; what would go beyond it waits in the queue."),
        ),
        Action(
            "ledger.export",
            tr("Export the ledger…"),
            "",
            desk.history.ledger.export,
            "download",
            tr("Writes every call with its price to a file that spreadsheets open."),
        ),
    )


def _jump(desk: Desk, why: Reasons, number: int) -> Action:
    return Action(
        f"generate.{number}",
        tr("Candidate {0}").format(number),
        str(number),
        lambda: desk.asking.choosing.jump(number),
        "image",
        tr("Shows this candidate in its place."),
        where="board",
        why_not=why.candidate,
    )
