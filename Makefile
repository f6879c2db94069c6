# Two commands matter: `make run` shows the editor at work, `make test` proves that it is whole.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test test-all test-headless test-local test-real bench screenshots translations lint format lock clean

run: .venv/.ready
	$(BIN)/patchboard sample --out out

test: .venv/.ready lint
	QT_QPA_PLATFORM=offscreen PYTEST_QT_API=pyside6 $(BIN)/python -m pytest -m "not slow" -n 2 --dist loadfile

test-all: .venv/.ready lint
	QT_QPA_PLATFORM=offscreen PYTEST_QT_API=pyside6 $(BIN)/python -m pytest --hypothesis-profile searching

# The proof that all beneath the window is free of Qt: the same suite where Qt is not installed.
test-headless: .venv-headless/.ready
	.venv-headless/bin/python -m pytest -m "not slow" -n 2 --dist loadfile --ignore tests/ui

# Engines against the real programs: IOPaint in an environment of its own (2 GB), and those that run at
# PATCHBOARD_COMFYUI and PATCHBOARD_A1111.
test-real: .venv/.ready .venv-iopaint/.ready
	PATCHBOARD_IOPAINT_PYTHON=.venv-iopaint/bin/python QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/real

# Models that run here by diffusers, with tiny random weights: torch takes an environment of its own (2.5 GB).
test-local: .venv-local/.ready
	.venv-local/bin/python -m pytest tests/plugins/diffusers tests/plugins/onnx

bench: .venv/.ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest benchmarks --benchmark-enable -q
	$(BIN)/python benchmarks/canvas.py
	$(BIN)/python benchmarks/gestures.py
	$(BIN)/python benchmarks/masking.py
	$(BIN)/python benchmarks/window.py
	$(BIN)/python benchmarks/quality.py
	$(BIN)/python benchmarks/fit_table.py
	$(BIN)/python benchmarks/engines.py
	$(BIN)/python benchmarks/hosted.py
	$(BIN)/python benchmarks/pictures_table.py
	$(BIN)/python benchmarks/drift_table.py

# The real window in its states, themes, scales and sizes, under out/screenshots.
screenshots: .venv/.ready
	$(if $(DISPLAY),,QT_QPA_PLATFORM=offscreen) $(BIN)/python -m tests.ui.screenshots out/screenshots

# Every text of the window into every language's file, and what the window reads of it; says what lacks.
translations: .venv/.ready
	$(BIN)/python -m tests.ui.translations

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright

format: .venv/.ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:
	$(BIN)/pip install pip-tools
	$(BIN)/pip-compile -q --extra dev --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe --no-header -o requirements.lock pyproject.toml

clean:
	rm -rf .venv .venv-headless .venv-iopaint .venv-local out

.venv/.ready: requirements.lock pyproject.toml .ci/libraries
	sh .ci/libraries
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv-headless/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv-headless
	.venv-headless/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	.venv-headless/bin/pip uninstall -q -y PySide6-Essentials shiboken6 pytest-qt
	.venv-headless/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# By number rather than by hash: which build of torch fits depends on the machine.
.venv-local/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv-local
	.venv-local/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	.venv-local/bin/pip install -q --disable-pip-version-check torch==2.13.0
	.venv-local/bin/pip install -q --disable-pip-version-check torch==2.13.0 diffusers==0.42.1 transformers==5.24.0 accelerate==1.15.0 safetensors==0.8.0
	.venv-local/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# torch first, and for the processor alone: IOPaint would take one of 6 GB.
.venv-iopaint/.ready:
	$(PYTHON) -m venv .venv-iopaint
	.venv-iopaint/bin/pip install -q --disable-pip-version-check torch==2.13.0
	.venv-iopaint/bin/pip install -q --disable-pip-version-check torch==2.13.0 iopaint==1.6.0 "torchvision==0.28.*" transformers==4.48.3
	touch $@
