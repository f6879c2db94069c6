"""The sheet that asks how a picture is to be written: all of it filled in, so that Return alone exports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from editor.engine.contract import Engine
from editor.engine.errors import BadRequest
from editor.engine.offers import Offer
from editor.pixels.colour import ADOBE_RGB, DISPLAY_P3
from editor.pixels.geometry import Size
from editor.pixels.profiles import made, space_of
from editor.steps.export import ENDINGS, Output, check_size, scaled_size
from editor.steps.export_larger import stages
from editor.steps.provenance import UNTRAINED
from editor.ui.export.choices import Choice, Facts
from editor.ui.export.form import INSET, LABEL, ExportForm
from editor.ui.parts.overlay import Overlay
from editor.ui.sentences import lasting
from editor.ui.theme.theme import Theme

WIDTH, HEIGHT = 480, 400
USUAL = {"JPEG": 95, "WebP": 90, "AVIF": 90}  # quality, where it is chosen


class ExportSheet(Overlay):
    """`picked(choice)` when another thing is to be exported; `wanted` when it is to be written as `output` says;
    `connecting` when it is left for another engine to be connected."""

    picked = Signal(object)
    wanted = Signal()
    connecting = Signal()

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, WIDTH, HEIGHT, scrim=False)
        self.setAccessibleName(self.tr("Export"))
        self.form = ExportForm(theme)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.form)
        self._facts: Facts | None = None
        self._folder = Path()
        self._connect()

    @property
    def choice(self) -> Choice:
        return self.form.what.currentData()

    @property
    def ready(self) -> bool:
        """Whether all that is to be filled in is known."""
        return self._facts is not None

    @property
    def pattern(self) -> str:
        return self.form.name.text().strip()

    @property
    def title(self) -> str:
        """What is written, in few words."""
        return self.choice.name if self.choice.several or not self._facts else self._facts.title

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def output(self) -> Output:
        form, format, natural = self.form, self.form.format_name, self._facts.size if self._facts else None
        size = None
        if natural is not None and form.width_px.value != natural.w:
            size = Size(form.width_px.value, max(1, round(natural.h * form.width_px.value / natural.w)))
        upscaled = self.engine is not None
        asked = format in USUAL and form.quality.isEnabled()
        return Output(
            format=format,
            scale=form.scale.value / 100 if natural is None else 1.0,
            size=None if upscaled else size,
            upscale=form.large.goal if upscaled else None,
            quality=form.quality.value if asked else None,
            profile=form.profile.currentData(),
            described=form.described.isChecked(),
        )

    @property
    def engine(self) -> Engine | None:
        """The one that makes it larger; None where it is written as it is."""
        return self.form.engines.chosen.engine if self.form.upscale.isChecked() else None

    def ask(self, choices: Sequence[Choice], folder: Path, offers: Sequence[Offer], usual: str) -> None:
        """Come up with the first of these, to be written into the folder; `offers` can make them larger."""
        self.form.rows["upscale"].setVisible(bool(offers))
        self.form.upscale.setChecked(False)
        self.form.engines.offer(offers)
        self.form.engines.choose(usual)
        self.form.what.clear()
        for choice in choices:
            self.form.what.addItem(choice.name, choice)
        self._show_folder(folder)
        self.open(self.form.go)
        self._pick()

    def show_facts(self, facts: Facts) -> None:
        """Fill in what is sensible for the choice."""
        form, several = self.form, facts.size is None
        self._facts = facts
        form.format.button(0).setVisible(several)
        form.show_format(facts.format)
        form.scale.show_value(100)
        form.width_px.setVisible(not several)
        if facts.size is not None:
            form.width_px.show_value(facts.size.w)
        form.large.begin(facts.pixels[0].natural)
        form.profile.clear()
        space = space_of(facts.profile)
        own = self.tr("As it is: {0}").format(space.name if space else self.tr("unknown"))
        form.profile.addItem(self.tr("As each is") if several else own, None)
        for name, profile in (("sRGB", b""), ("Display P3", made(DISPLAY_P3)), ("Adobe RGB", made(ADOBE_RGB))):
            form.profile.addItem(self.tr("Converted to {0}").format(name), profile)
        form.name.setText(facts.title)
        form.described.setChecked(True)
        self._show_format()

    def say(self, words: str) -> None:
        """What stands in the way."""
        self.form.exact.hide()
        self.form.say(words, bad=True)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.window().focusWidget()
        (focused if isinstance(focused, QPushButton) and self.isAncestorOf(focused) else self.form.go).click()

    def _pick(self) -> None:
        self._facts = None
        self.form.go.setEnabled(True)
        self.picked.emit(self.choice)

    def _show_format(self) -> None:
        """What can be chosen depends on the format."""
        form, format, facts = self.form, self.form.format_name, self._facts
        coded = facts is not None and facts.source is not None and facts.source.jpeg is not None
        same = {"JPEG": self.tr("Coded as the source") if coded else "", "WebP": self.tr("Lossless")}.get(format, "")
        form.same.setText(same)
        form.same.setAccessibleName(same)
        form.same.setVisible(bool(same))
        form.same.setChecked(bool(same))
        form.quality.show_value(USUAL.get(format, 100))
        form.rows["quality"].setVisible(format in USUAL)
        form.ending.setText(ENDINGS.get(format, ""))
        self._show_quality()

    def _show_quality(self) -> None:
        self.form.quality.setEnabled(not self.form.same.isChecked())
        self.refresh()

    def _scaled(self, percent: int) -> None:
        if self._facts and self._facts.size:
            self.form.width_px.show_value(max(1, round(self._facts.size.w * percent / 100)))
        self.refresh()

    def _widened(self, width: int) -> None:
        if self._facts and self._facts.size:
            self.form.scale.show_value(round(100 * width / self._facts.size.w))
        self.refresh()

    def refresh(self) -> None:
        """Say what comes of it as it stands."""
        form, facts, output = self.form, self._facts, self.output
        if facts is None:
            return
        size, refused, larger = output.size or facts.size, "", ""
        form.height_px.setText(f"× {size.h} px" if size else "")
        try:
            larger = self._larger(facts, output)
            for one in facts.pixels:
                check_size(output.format or "PNG", scaled_size(one.natural, output))
        except ValueError as error:
            refused = str(error)
        except BadRequest as error:
            refused = f"{error.message} {error.advice}"
        form.rows["size"].setVisible(not form.upscale.isChecked())
        form.rows["large"].setVisible(form.upscale.isChecked())
        form.engines.setVisible(form.upscale.isChecked())
        form.rows["described"].setVisible(facts.told or bool(self.engine and self.engine.name not in UNTRAINED))
        form.go.setEnabled(not refused)
        form.go.setToolTip(refused or self.tr("Export  Return"))
        form.exact.setVisible(output.format == "JPEG" and not refused)
        form.say(refused or f"{larger} {self._note(facts, output)}".strip(), bad=bool(refused))
        form.known.setText(self._known(facts, output))
        self._grow()

    def _larger(self, facts: Facts, output: Output) -> str:
        """What an engine is to make of it, and how long that takes. Raises BadRequest where it cannot."""
        if output.upscale is None or (engine := self.engine) is None:
            return ""
        found = [stages(one, output.upscale, engine) for one in facts.pixels]
        asked = [first for first, to in found if first != to]
        if len(found) > 1:
            said = self.tr("{0} of {1} pictures are upscaled.").format(len(asked), len(found))
        elif asked:
            said = self.tr("Composed in {0} × {1} px, it becomes {2} × {3} px.").format(*found[0][0], *found[0][1])
        else:
            said = self.tr("Its pictures have the pixels for {0} × {1} px: none is made up.").format(*found[0][1])
        if engine.abilities.pace is None or not asked:
            return said
        seconds = engine.abilities.pace * sum(size.area for size in asked) / 1e6
        return f"{said} {self.tr('About {0}.').format(lasting(seconds))}"

    def _note(self, facts: Facts, output: Output) -> str:
        deep = facts.source is not None and facts.source.bits > 8
        if output.format == "JPEG":
            return self.tr("JPEG codes the picture anew: pixels that were not changed may move by a level or two.")
        if deep and output.format in USUAL:
            return self.tr("{0} keeps 8 of the 16 bits a channel; PNG and TIFF keep all.").format(output.format)
        if deep and (output.size or output.upscale or output.profile is not None):
            return self.tr("Scaled or converted, it has 8 bits a channel instead of 16.")
        if output.format == "AVIF" or output.quality is not None:
            return self.tr("Pixels that were not changed may move a little: lossless WebP and PNG keep them exactly.")
        return ""

    def _known(self, facts: Facts, output: Output) -> str:
        """How deep and about how large, where the source tells."""
        if (
            facts.source is None
            or output.format != facts.source.format
            or output.size
            or output.quality
            or output.upscale
        ):
            return ""
        large = self.tr("about {0} KB").format(max(1, round(facts.bytes / 1000)))
        if facts.bytes >= 1_000_000:
            large = self.tr("about {0:.1f} MB").format(facts.bytes / 1_000_000)
        return f"{large}, {self.tr('{0} bits a channel').format(facts.source.bits)}"

    def _show_folder(self, folder: Path) -> None:
        self._folder = folder
        button = self.form.folder
        room = WIDTH - 2 * INSET - LABEL - 40
        button.setText(button.fontMetrics().elidedText(str(folder), Qt.TextElideMode.ElideMiddle, room))
        button.setToolTip(self.tr("Another folder than {0}").format(folder))

    def _choose_folder(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, self.tr("Export into"), str(self._folder)):
            self._show_folder(Path(name))

    def _use_png(self) -> None:
        self.form.show_format("PNG")
        self._show_format()
        self.form.go.setFocus()

    def _grow(self) -> None:
        """As high as what is in it now."""
        layout = self.form.layout()
        assert layout is not None, "it is laid out"
        layout.activate()
        wrapped = layout.totalHeightForWidth(WIDTH - 2)  # -1 where no sentence is shown
        self.fit(WIDTH, max(wrapped, layout.totalSizeHint().height()) + 2)

    def _connect(self) -> None:
        form = self.form
        form.what.activated.connect(lambda _at: self._pick())
        form.format.chosen.connect(lambda _place: self._show_format())
        form.scale.changed.connect(self._scaled)
        form.width_px.changed.connect(self._widened)
        form.upscale.toggled.connect(lambda _on: self.refresh())
        form.engines.currentIndexChanged.connect(lambda _at: self.refresh())
        form.engines.connecting.connect(self.close_sheet)
        form.engines.connecting.connect(self.connecting)
        form.large.edited.connect(self.refresh)
        form.quality.changed.connect(lambda _value: self.refresh())
        form.same.toggled.connect(lambda _on: self._show_quality())
        form.profile.activated.connect(lambda _at: self.refresh())
        form.folder.clicked.connect(self._choose_folder)
        form.exact.clicked.connect(self._use_png)
        form.cancel.clicked.connect(self.close_sheet)
        form.close_button.clicked.connect(self.close_sheet)
        form.go.clicked.connect(self.wanted)
