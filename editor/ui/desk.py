"""What is on the window: one session with its canvas, prompt bar and candidates, and the keys that drive them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt

from editor.document.records import Document, Layer
from editor.document.stack import accepted_base
from editor.engine.errors import EngineError
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.project.errors import read_only
from editor.project.project import Project
from editor.session.generations import Generations
from editor.session.gesture import Gesture, Pointer
from editor.session.jobs import Jobs
from editor.session.presets import Sizes
from editor.session.queue import Queue
from editor.session.record import Shown
from editor.steps.extend import border_of
from editor.steps.framed import frame_of, stacked_frames
from editor.steps.hit import under
from editor.steps.look import Look
from editor.tools.extend import Extend, hatches
from editor.tools.kit import kit
from editor.tools.mask_brush import MaskBrush
from editor.tools.tool import Bench
from editor.ui import motion
from editor.ui.arrange_actions import ArrangeActions
from editor.ui.asking import Asking
from editor.ui.bringing import Bringing
from editor.ui.connect.connecting import Connecting
from editor.ui.cutting import Cutting
from editor.ui.export.exporting import Exporting
from editor.ui.extending import Extending
from editor.ui.files import Files
from editor.ui.history_panel import HistoryPanel
from editor.ui.kept_view import KeptView
from editor.ui.key_pointer import KeyPointer
from editor.ui.layer_actions import LayerActions
from editor.ui.lifting import Lifting
from editor.ui.lighting import Lighting
from editor.ui.mask_actions import MaskActions
from editor.ui.masking.view import MaskView
from editor.ui.minimap import Minimap
from editor.ui.notices import Notices
from editor.ui.post import Post
from editor.ui.queue_watch import QueueWatch
from editor.ui.saved_label import SavedLabel
from editor.ui.shell.shell import Shell
from editor.ui.sizing import Sizing
from editor.ui.snapping import Snapping
from editor.ui.thumbnails import Thumbnails
from editor.ui.toolbox import Toolbox

if TYPE_CHECKING:
    from editor.ui.first_look import FirstLook
    from editor.ui.window import Window

SEEN = 0.03  # seconds in which a change is painted before it is written


class Desk(QObject):
    """Connects the session to the widgets; they change nothing by themselves."""

    def __init__(self, window: Window, look: FirstLook) -> None:
        super().__init__(window)
        self.session, self.canvas, self.aside = look.session, look.canvas, look.aside
        self._window = window
        self._post = Post()
        self.sizes = Sizes()
        self.tools = Toolbox(kit(self.sizes.all), MaskBrush.name, self)
        self.sizes.changed.connect(self.tools.snap_to)
        self.masks = MaskActions(window, self.session, lambda: self.target)
        registry = Registry.found(ask=False)
        self.connecting = Connecting(registry, self)
        self._jobs = Jobs(registry, self._post.woken.emit)
        self.generations = Generations(self.session, registry, self._jobs, self.aside)
        self.queue = Queue(self.generations)
        self.canvas.begin, self.canvas.commit = self._begin, self._painted
        self.mask_view = MaskView(self.canvas, window.settings)
        self.snapping = Snapping(self.canvas, window.settings)
        self.pointer = KeyPointer(self.canvas)
        self.lighting = Lighting(self.session, self.canvas)
        self.minimap = Minimap(self.canvas, self.session, window.theme, window.settings)
        self.canvas.still = lambda: motion.reduced(window.settings)
        self.thumbnails = Thumbnails(self.session, self.canvas)
        self.asking = Asking(
            self.queue,
            self.generations,
            self.connecting,
            self.canvas,
            window.theme,
            window.settings,
            lambda: self.target,
            window.keymap.told,
        )
        self.bar, self.strip, self.candidates = self.asking.bar, self.asking.strip, self.asking.candidates
        self.history = HistoryPanel(self.session, self.connecting.titles, window.theme)
        project = self.session.project
        self.saved = SavedLabel(project)
        self.layers = LayerActions(self, self.session)
        self.extending = Extending(self.session, self.tools, lambda: self.target, self.aside, self.attempt, self)
        self.sizing = Sizing(self.generations, self.aside, lambda: not self.canvas.gesturing, self.attempt, self)
        self.arrange = ArrangeActions(self, self.session, self._pushed)
        self.lifting, self.cutting = Lifting(self), Cutting(self)
        self.exporting = Exporting(self, window, window.settings)
        self.files = Files(window, window.go, self.bring)
        self.shell = Shell(window, self, window.theme)
        self.queue_watch = QueueWatch(self)
        self.shell.layers.list.carry = self.exporting.carried
        self.shell.layers.list.dropped_out.connect(self.exporting.dropped)
        self.bringing = Bringing(
            self.session, self.canvas, self.attempt, self.shell.toast.say, self.shell.status.show_job
        )
        self._connect(project)
        self._kept = KeptView(self, window.settings)
        self._refresh()
        self.connecting.begin()
        self.queue.take_up()
        for unanswered in self.session.unanswered[-1:]:
            self.bar.show_said(f"{unanswered.error} {unanswered.advice}")

    def close(self) -> None:
        """End the jobs, write what is waiting and close the file."""
        self._kept.store()
        self.connecting.close_threads()
        self.bringing.close_threads()
        self.thumbnails.store()
        self.exporting.close()
        for one in (self.lifting, self.masks, self.shell, self.queue_watch, self.asking, self.history, self.lighting):
            one.close_threads()
        for one in (self.extending, self.sizing, self.canvas):
            one.close_threads()
        self._jobs.close()
        self.aside.close()
        self.session.close()

    @property
    def target(self) -> Layer | None:
        """The picture that is worked on: the selected one, else the uppermost that was not accepted onto another."""
        layers = self.session.document.layers
        chosen = [layers[id] for id in self.session.selection if id in layers]
        pictures = chosen or sorted(layers.values(), key=lambda layer: layer.order)
        found = [layer for layer in pictures if layer.pixels is not None and not layer.onto]
        return found[-1] if found else None

    def step(self, by: int) -> None:
        """Show the next or the previous candidate in place; without candidates, nudge the selected layers."""
        if self.candidates:
            self.asking.choosing.step(by)
        else:
            self.arrange.nudge(by, 0)

    def _pushed(self, dx: int, dy: int) -> bool:
        """Arrow keys move a border while that is what is worked on."""
        if not self.extending.in_hand:
            return False
        self.extending.push(dx, dy)
        return True

    def accept(self, *, anyway: bool = False) -> None:
        """Make the candidate in view a layer; without one, end a gesture that takes several presses."""
        if self.candidates:
            self.asking.accept(anyway=anyway)
        else:
            self.canvas.confirm_gesture()

    def escape(self) -> None:
        """Close a gesture, put the candidates away, or stop the engine; what was answered stays in the history."""
        if self.canvas.cancel_gesture() or self.bringing.stop() or self.cutting.stop():
            return
        if self.candidates:
            self.asking.choosing.put_away()
        else:
            self.asking.stop()

    def write(self) -> None:
        """Go to the words of the prompt bar."""
        self.asking.choosing.put_away()
        self.bar.show()
        self.bar.prompt.setFocus()

    def flattened(self, look: Look) -> np.ndarray:
        """What is seen, worked out in a process of its own; waits for it."""
        return self.aside(look, Stop())

    def bring(self, paths: Sequence[Path]) -> None:
        """Picture files and folders that were chosen become layers, in a moment."""
        self.bringing.bring(paths)

    def show_made(self, id: str) -> None:
        """The candidates of what was asked, in their place; it is off the queue then."""
        self.attempt(lambda: self.asking.reopen(self.session.project.archive.generation(id)))
        self.queue.seen(id)

    def attempt(self, run: Callable[[], object]) -> None:
        """Do it; what stands in its way is said by the region, and nothing has changed."""
        self.asking.attempt(run)

    def _connect(self, project: Project) -> None:
        self.session.changed.connect(self._changed)
        for follow in (self._jobs.renew, self.queue.take_up, self.history.reload, self.shell.refresh):
            self.connecting.changed.connect(follow)
        self.session.selected.connect(lambda _ids: self._refresh())
        self.session.selected.connect(lambda _ids: self.history.reload())
        self.tools.changed.connect(lambda: self._show_tool(self.target))
        self.asking.choosing.changed.connect(lambda: self._show_tool(self.target))
        self.canvas.noticed.connect(Notices(self).hear)
        self.generations.ended.connect(self._ended)
        self.history.opened.connect(lambda one: self.attempt(lambda: self.asking.reopen(one)))
        self.history.steps.wanted.connect(lambda step: self.attempt(lambda: self.session.go_to(step)))
        self.history.recalled.connect(lambda one: self.attempt(lambda: self.asking.recall(one)))
        self.history.again.connect(lambda one: self.attempt(lambda: self.asking.ask_again(one)))
        self.history.ledger.asking.connect(self.write)
        self.history.empty.link.connect(self.write)
        self.history.ledger.said.connect(self.shell.toast.say)
        self.history.ledger.limited.connect(lambda price: self.attempt(lambda: self.queue.limit(price)))
        self.generations.answered.connect(self._answered)
        self.canvas.original.connect(lambda held: self.attempt(lambda: self.asking.choosing.show_original(held)))
        queued = Qt.ConnectionType.QueuedConnection
        self._post.woken.connect(self._jobs.deliver, queued)
        self._post.saved.connect(self.saved.show_saved, queued)
        self._post.unsaved.connect(self.saved.show_unsaved, queued)
        project.show_first(SEEN)
        project.on_saved = self._post.saved.emit
        project.on_failed = lambda since, error: self._post.unsaved.emit(since, str(error))

    def _begin(self, document: Document, press: Pointer) -> Gesture | None:
        if self.candidates:
            return None
        tool = self.tools.at(self._bench())
        if tool.on_picture and not self.session.selection and not isinstance(tool, Extend):
            self._take_under(press)
        target = self.target
        if target is None and tool.on_picture:
            return None
        if self.session.project.read_only:
            self.asking.say(read_only())
            return None
        if tool.on_picture:
            self.cutting.warm_for(tool)
        return tool.gesture(document, target.id if target else "", press)

    def _take_under(self, press: Pointer) -> None:
        """Where nothing is selected, a stroke is about the picture that it begins on."""
        document, target = self.session.document, self.target
        found = [accepted_base(document, layer).id for layer in under(document, press.x, press.y)]
        if found and (target is None or target.id not in found):
            self.session.select(found[:1])

    def _bench(self) -> Bench:
        canvas, view, snaps = self.canvas, self.canvas.view, self.snapping.snaps
        seen = view.seen(canvas.width(), canvas.height())
        return Bench(self.session.selection, 1 / view.zoom, self.flattened, snaps, seen, self.cutting.find)

    def _painted(self, document: Document) -> None:
        self.attempt(lambda: self.session.commit(self.tr(self.tools.current.label), document))

    def _changed(self, _before: Document, after: Document) -> None:
        self.canvas.show_document(after)
        self.shell.show_document(after)
        self.history.reload_steps()
        self.history.ledger.reload()
        self._refresh()
        if self.candidates:
            self.attempt(self.asking.choosing.show)

    def _ended(self, _id: str, _error: EngineError | None) -> None:
        self.history.reload_soon()
        self.shell.anchors.reload()

    def _answered(self, _shown: Shown) -> None:
        self.history.reload_soon()

    def _refresh(self) -> None:
        self._show_tool(self.target)
        self.asking.refresh()

    def _show_tool(self, target: Layer | None) -> None:
        tool = self.tools.at(self._bench())
        document = self.session.document
        resting = tool.resting(document, target.id if target else "")
        if self.candidates:  # what is looked at lies in the place of the marks
            resting = ()
        border = border_of(document, target) if target and not self.candidates else None
        self.canvas.hatch(border.id if border is not None else "")
        if border is not None and target is not None and not isinstance(tool, Extend):
            resting += hatches(document, target)
        frame = frame_of(document, target, stacked_frames(document)) if target else None
        self.canvas.chosen = self.session.selection | ({frame.id} if frame else set())
        self.canvas.resting = resting
        reach = self.tools.brush_reach(document, target.id if target else "")
        self.canvas.take_brush(reach, self.tools.brush_hardness)
        self.canvas.take_way(tool.way)
