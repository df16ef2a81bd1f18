# The verbs of the workshop. `make demo` and `make test` need python3 (3.11 or newer) and make, nothing else.
PYTHON ?= python3
VENV := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check tidy format lint types contracts blueprints bench year lock clean .prepared

prepare = command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here; Hearth needs Python 3.11 or newer." >&2; \
	exit 1; }; $(PYTHON) tools/prepare.py

help: ## say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: ## a Slack workspace on this machine with Hearth in it, one command
	@$(prepare) run && exec $(VENV)/python -m tools.demo $(DEMO)

demo-reset: ## start the demo over, with an empty workspace and a fresh sample portfolio
	@$(prepare) run && exec $(VENV)/python -m tools.demo --reset $(DEMO)

test: .prepared ## all tests (TESTS="-k handoff" narrows them)
	@$(VENV)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(TESTS)

soak: .prepared ## whoever delivers, killed two thousand times (SOAK_KILLS=200 for fewer)
	@$(VENV)/python -m pytest tests/faults/soak.py -s --kills $(or $(SOAK_KILLS),2000) $(SOAK)

check: .prepared format lint types contracts blueprints test ## everything CI runs

format: .prepared ## is it formatted
	@$(VENV)/ruff format --check .

tidy: .prepared ## format it
	@$(VENV)/ruff format . && $(VENV)/ruff check --fix .

lint: .prepared ## ruff
	@$(VENV)/ruff check .

types: .prepared ## mypy, strict
	@$(VENV)/mypy

contracts: .prepared ## who may import whom (import-linter)
	@$(VENV)/lint-imports

blueprints: .prepared ## every mistake in blueprints/, as file:line: sentence
	@$(VENV)/python -m bot check

bench: .prepared ## the figures the README quotes
	@$(VENV)/python -m benchmarks

YEAR_SEED ?= 1
year: .prepared ## a year of 200 accounts and twelve people, lived and foreseen (YEAR_SEED=2 is another one)
	@$(VENV)/python -m pytest tests/year -q -s --year-seed $(YEAR_SEED) --year-accounts 200 --year-days 365

lock: ## resolve the two lock files again (needs uv)
	uv pip compile -q pyproject.toml --group sandbox --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock
	uv pip compile -q pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header -c requirements.lock -o requirements-dev.lock

clean: ## remove what the workshop made (the demo's data too)
	rm -rf .venv .demo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.prepared:
	@$(prepare) dev
