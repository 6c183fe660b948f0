# Each target sets up what it needs; `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
PEERS ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(READY) ## make .venv and install the pinned requirements

$(READY): requirements.lock pyproject.toml scripts/setup.py
	@$(PYTHON) scripts/setup.py $(VENV)

serve: $(READY) ## index kb_corpus/ and serve on http://127.0.0.1:8000 (PORT=…)
	@$(BIN)/copilot serve --port $(PORT)

test: $(READY) ## every test
	@$(BIN)/python -m pytest

test-fast: $(READY) ## unit and property tests
	@$(BIN)/python -m pytest tests/unit tests/property

check: $(READY) ## format, lint, types, layers, spelling
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/codespell
	@$(BIN)/python scripts/check_version.py

bench: $(READY) ## speed, as ratios; PEERS=path runs the peers' search too
	@$(BIN)/python -m tests.bench $(if $(PEERS),--peers $(PEERS))

eval: $(READY) ## how good retrieval, abstention and redaction are
	@$(BIN)/python -m eval run retrieval answerability redaction lint

format: $(READY) ## format and mend what can be mended by itself
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean: ## remove the environment and all state
	rm -rf $(VENV) var build *.egg-info

.PHONY: help setup serve test test-fast check bench eval format clean
