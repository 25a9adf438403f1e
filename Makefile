# Everything a person needs from a fresh clone: Python 3.11 or newer, and make.
.POSIX:
.PHONY: help demo test check format bench frontend lock docs clean

UV_VERSION = 0.13.9
BIN = .venv/bin
UV = UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv
DEMO_LEDGER = demo/aleppo.dateline
FRONTEND = $(wildcard frontend/*.json frontend/*.ts frontend/build.py frontend/src/*.ts frontend/src/*/*.ts frontend/styles/*.css)

help: ## Say what there is
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: .venv/installed ## Install, read the bundled sample reports into a ledger, show what it holds, and open the desk
	@$(BIN)/dateline demo $(DEMO_LEDGER)

test: .venv/installed-dev ## Run the whole test suite
	$(BIN)/pytest

check: .venv/installed-dev ## Lint, formatting, types of Python and TypeScript, and the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src tests
	$(BIN)/lint-imports
	$(BIN)/python frontend/build.py --check

format: .venv/installed-dev ## Let ruff order imports and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed-dev ## Run every benchmark; each prints one table
	@for benchmark in benchmarks/[a-z]*.py; do \
		name=$$(basename "$$benchmark" .py); \
		echo "== $$name"; $(BIN)/python -m "benchmarks.$$name" || exit 1; \
	done

frontend: .venv/installed-dev ## Build the browser side of the desk where its sources changed
	@$(BIN)/python frontend/build.py

lock: .venv/uv ## Renew uv.lock after a change of dependencies
	$(UV) lock

docs: .venv/installed-dev ## Write the generated reference pages anew
	$(BIN)/python -m dateline.cli.reference docs/reference

clean: ## Remove the environment, what was built, caches and the demo ledger
	rm -rf .venv frontend/node_modules src/dateline/web/static .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist demo

# uv goes into the project's own environment, so that nothing outside this folder is touched.
.venv/uv:
	@python=""; \
	for candidate in "$${PYTHON:-}" python3.13 python3.12 python3.11 python3.14 python3 python; do \
		if [ -n "$$candidate" ] && "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			python="$$candidate"; break; \
		fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Dateline needs Python 3.11 or newer, and none was found on the PATH." >&2; \
		echo "Install one (https://www.python.org/downloads/), or name it: PYTHON=/path/to/python3.11 make demo" >&2; \
		exit 1; \
	fi; \
	echo "Using $$("$$python" --version) ($$(command -v "$$python"))"; \
	"$$python" -m venv .venv || { \
		echo "The environment .venv could not be made; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; \
	}
	$(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	@touch $@

.venv/installed: .venv/uv pyproject.toml uv.lock hatch_build.py $(FRONTEND)
	$(UV) sync --locked --inexact --no-dev
	@touch $@

.venv/installed-dev: .venv/uv pyproject.toml uv.lock hatch_build.py $(FRONTEND)
	$(UV) sync --locked --inexact
	@touch $@ .venv/installed
