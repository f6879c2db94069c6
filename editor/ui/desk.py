"""What is on the window: one session with its canvas, prompt bar and candidates, and the keys that drive them."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from editor.document.records import Document, Layer
from editor.engine.contract import Progress
from editor.engine.errors import BadRequest, BadResult, EngineError
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.pixels.decode import ImageRejected
from editor.project.errors import ProjectError, read_only
from editor.project.project import Project
from editor.session.aside import Process
from editor.session.bring import bring
from editor.session.generations import Generations
from editor.session.gesture import Gesture, Pointer
from editor.session.jobs import Jobs
from editor.session.record import Shown
from editor.session.session import Session
from editor.steps.ask import Wish
from editor.steps.mask import active_mask, mask_box
from editor.tools.kit import kit
from editor.tools.mask_brush import MaskBrush
from editor.tools.tool import Bench
from editor.ui.arrange_actions import ArrangeActions
from editor.ui.candidates import Candidates
from editor.ui.canvas import Canvas
from editor.ui.files import Files
from editor.ui.layer_actions import LayerActions
from editor.ui.mask_actions import MaskActions
from editor.ui.notices import Notices
from editor.ui.opening import opened_project
from editor.ui.post import Post
from editor.ui.prompt_bar import PromptBar
from editor.ui.saved_label import SavedLabel
from editor.ui.shell.shell import Shell
from editor.ui.thumbnails import Thumbnails
from editor.ui.toolbox import Toolbox

if TYPE_CHECKING:
    from editor.ui.window import Window

ENGINE = "builtin"


class Desk(QObject):
    """Connects the session to the widgets; they change nothing by themselves."""

    def __init__(self, window: Window, project: Project) -> None:
        super().__init__(window)
        self.session = Session(project)
        self._window = window
        self._post = Post()
        self.tools = Toolbox(kit(), MaskBrush.name, self)
        self.masks = MaskActions(window, self.session, lambda: self.target)
        self.candidates = Candidates()
        registry = Registry.found()
        self._jobs = Jobs(registry, self._post.woken.emit)
        self._aside = Process()
        self.generations = Generations(self.session, registry, self._jobs, self._aside)
        self.canvas = Canvas(self.session.document, self._begin, self._painted)
        self.thumbnails = Thumbnails(self.session, self.canvas)
        self.bar = PromptBar()
        self.saved = SavedLabel(project)
        self.layers = LayerActions(self, self.session)
        self.arrange = ArrangeActions(self, self.session)
        self.files = Files(window, window.wanted.emit, self.bring)
        self.shell = Shell(window, self, window.theme)
        self._connect(project)
        self._refresh()
        for unanswered in self.session.unanswered[-1:]:
            self.bar.show_error(unanswered.error, unanswered.advice)

    @classmethod
    def opened(cls, window: Window, path: Path, refused: Callable[[str], object]) -> Desk | None:
        """The desk of a project, or of a new one beside a picture file; where none can be opened, `refused(why)`."""
        try:
            return cls(window, opened_project(path))
        except (ProjectError, ImageRejected) as error:
            refused(f"{error}")
            return None

    def close(self) -> None:
        """End the jobs, write what is waiting and close the file."""
        self.thumbnails.store()
        self.shell.close_threads()
        self.canvas.close_threads()
        self._jobs.close()
        self._aside.close()
        self.session.close()

    @property
    def target(self) -> Layer | None:
        """The picture that is worked on: the selected one, else the uppermost that was not accepted onto another."""
        layers = self.session.document.layers
        chosen = [layers[id] for id in self.session.selection if id in layers]
        pictures = chosen or sorted(layers.values(), key=lambda layer: layer.order)
        found = [layer for layer in pictures if layer.pixels is not None and not layer.onto]
        return found[-1] if found else None

    def generate(self) -> None:
        """Ask the engine for what is masked on the target; one at a time."""
        target = self.target
        if target is None:
            return
        if self.candidates.running:
            raise BadRequest(self.tr("One is being made already."), self.tr("Wait for it, or stop it with Escape."))
        wish = Wish(words=self.bar.words, seed=random.randrange(1 << 31), count=self.bar.count)
        asked = self.generations.ask(target.id, ENGINE, wish)
        self.canvas.show_preview(None)
        self.candidates.begin(asked)
        self.bar.show_working(0.0, self.tr("Asking"))
        self.canvas.setFocus()

    def step(self, by: int) -> None:
        """Show the next or the previous candidate in place; without candidates, nudge the selected layers."""
        if self.candidates:
            self.candidates.step(by)
            self._show_candidate()
        else:
            self.arrange.nudge(by, 0)

    def accept(self, *, anyway: bool = False) -> None:
        """Make the candidate that is shown a layer; one that is not trusted only where it is wanted `anyway`."""
        shown = self.candidates.current
        if shown is None:
            self.canvas.confirm_gesture()
            return
        try:
            self.generations.accept(shown, anyway=anyway)
        except BadResult as error:
            self.bar.show_error(error.message, self.tr("Shift+Return accepts it anyway, Escape puts it away."))
            return
        self.candidates.put_away()
        self.canvas.show_preview(None)
        self.bar.show_ready(self.tr("Accepted. Ctrl+Z takes it back."))

    def escape(self) -> None:
        """Close a gesture, put the candidates away, or stop the engine; what was answered stays in the history."""
        if self.canvas.cancel_gesture():
            return
        if self.candidates:
            self.candidates.put_away()
            self.canvas.show_preview(None)
            self._refresh()
        else:
            self.stop()

    def stop(self) -> None:
        """Ask for no more candidates; those in view stay."""
        self.generations.cancel(self.candidates.running)

    def show_original(self, held: bool) -> None:
        """The picture without the candidate, as long as the key is held."""
        if shown := self.candidates.current:
            self.canvas.show_preview(None if held else self.generations.preview(shown))

    def bring(self, paths: list[Path]) -> None:
        """Pictures dropped or chosen become layers."""
        bring(self.session, paths)
        self.canvas.fit()

    def attempt(self, run: Callable[[], object]) -> None:
        """Do it; what stands in its way is said in the bar, and nothing has changed."""
        try:
            run()
        except (EngineError, ProjectError, ImageRejected, OSError) as error:
            self.bar.show_problem(error)

    def _connect(self, project: Project) -> None:
        self.session.changed.connect(self._changed)
        self.session.selected.connect(lambda _ids: self._refresh())
        self.tools.changed.connect(self._refresh)
        self.canvas.noticed.connect(Notices(self).hear)
        self.generations.progressed.connect(self._progressed)
        self.generations.answered.connect(self._answered)
        self.generations.ended.connect(self._ended)
        self.bar.generate.connect(lambda: self.attempt(self.generate))
        self.bar.stop.connect(self.stop)
        self.canvas.dropped.connect(lambda paths: self.attempt(lambda: self.bring(paths)))
        self.canvas.original.connect(lambda held: self.attempt(lambda: self.show_original(held)))
        queued = Qt.ConnectionType.QueuedConnection
        self._post.woken.connect(self._jobs.deliver, queued)
        self._post.saved.connect(self.saved.show_saved, queued)
        self._post.unsaved.connect(self.saved.show_unsaved, queued)
        project.on_saved = self._post.saved.emit
        project.on_failed = lambda since, error: self._post.unsaved.emit(since, str(error))

    def _begin(self, document: Document, press: Pointer) -> Gesture | None:
        target, tool = self.target, self.tools.at(self._bench())
        if self.candidates or (target is None and tool.on_picture):
            return None
        if self.session.project.read_only:
            self.bar.show_problem(read_only())
            return None
        if tool.on_picture:
            self._jobs.warm(ENGINE)
            self._aside.start()
        return tool.gesture(document, target.id if target else "", press)

    def _bench(self) -> Bench:
        return Bench(self.session.selection, 1 / self.canvas.view.zoom, lambda look: self._aside(look, Stop()))

    def _painted(self, document: Document) -> None:
        self.attempt(lambda: self.session.commit(self.tr(self.tools.current.label), document))

    def _changed(self, _before: Document, after: Document) -> None:
        self.canvas.show_document(after)
        self.shell.show_document(after)
        self._refresh()
        if self.candidates:
            self.attempt(self._show_candidate)

    def _progressed(self, id: str, progress: Progress) -> None:
        self.shell.show_progress(progress.stage, progress.fraction)
        if self.candidates.views(id):
            self.bar.show_working(progress.fraction, progress.stage)
            self._say_candidate()

    def _answered(self, shown: Shown) -> None:
        if self.candidates.add(shown) and len(self.candidates) == 1:
            self.attempt(self._show_candidate)

    def _ended(self, id: str, error: EngineError | None) -> None:
        self.candidates.end(id)
        self.shell.show_progress("", 1.0)
        if not self.candidates.views(id):
            return
        if error is not None:
            self.bar.show_problem(error)
        else:
            self._refresh()
            self._say_candidate()

    def _show_candidate(self) -> None:
        if shown := self.candidates.current:
            self.canvas.show_preview(None)
            self.canvas.show_preview(self.generations.preview(shown))
            self._say_candidate()

    def _say_candidate(self) -> None:
        if shown := self.candidates.current:
            self.bar.show_candidate(shown, self.candidates.number, len(self.candidates))

    def _refresh(self) -> None:
        target = self.target
        mask = active_mask(self.session.document, target.id) if target else None
        self._show_tool(target)
        self.bar.allow(mask is not None)
        if target is None:
            self.bar.show_ready(self.tr("Drop a picture on the canvas, or press Ctrl+Shift+O."))
        elif mask is None:
            self.bar.show_ready(self.tr("Paint over what is to change."))
        else:
            box = mask_box(mask)
            sentence = self.tr("Fill {0} x {1} px from its surroundings; nothing outside the mask changes.")
            self.bar.show_ready(sentence.format(box.w, box.h))

    def _show_tool(self, target: Layer | None) -> None:
        tool = self.tools.at(self._bench())
        self.canvas.resting = tool.resting(self.session.document, target.id if target else "")
        scale = self.session.document.placed(target).scale if target else 0.0
        self.canvas.brush_size = self.tools.brush_size * scale
        self.canvas.update()
