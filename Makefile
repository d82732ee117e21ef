# What a person does with this project. Everything lives in .venv; `requirements.lock` says what is in it.

PYTHON ?= python3.11
VENV := .venv
RUN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test check format bench clean browser

run: $(READY)
	$(RUN)/custodes serve --demo $(ARGS)

test: $(READY) browser
	$(RUN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: $(READY)
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/python -m coverage erase
	$(RUN)/python -m coverage run -m pytest -q tests/spec tests/unit tests/properties tests/contracts tests/meta
	$(RUN)/python -m coverage report

format: $(READY)
	$(RUN)/ruff check --fix .
	$(RUN)/ruff format .

bench: $(READY)
	$(RUN)/python -m tests.benchmarks $(ARGS)

# Made anew whenever the lock file or the project's metadata changes.
$(READY): requirements.lock pyproject.toml
	command -v $(PYTHON) >/dev/null || { echo "make: [$(PYTHON)] is missing: install Python 3.11, or say make PYTHON=python3"; exit 1; }
	$(PYTHON) -c "import ensurepip" 2>/dev/null || deploy/install-packages python3-venv
	$(PYTHON) -m venv --clear $(VENV)
	$(RUN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(RUN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

# The tests of the pages use a real browser.
browser:
	command -v chromium >/dev/null || deploy/install-packages chromium

clean:
	rm -rf $(VENV) build *.egg-info .coverage .mypy_cache .ruff_cache .hypothesis .import_linter_cache
