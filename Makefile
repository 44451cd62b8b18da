# `make` lists what can be made. Nothing has to be installed first but Python 3.11 or newer, with its venv.

PORT ?= 8000
PYTHON = .venv/bin/python
PIP = $(PYTHON) -m pip install --quiet --disable-pip-version-check

.PHONY: help demo test check fix bench screenshots messages clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: .venv/requirements ## start Samenspel with demo networks on http://127.0.0.1:8000 (another: make demo PORT=8001)
	@$(PYTHON) scripts/demo.py $(PORT)

test: .venv/requirements-dev check ## all checks, then all tests, on SQLite and on PostgreSQL, browser included
	@$(PYTHON) scripts/chromium.py
	@$(PYTHON) scripts/run_tests.py

check: .venv/requirements-dev ## style, types, imports, templates and migrations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint --lint --quiet templates
	.venv/bin/lint-imports --no-logo
	.venv/bin/mypy
	DEBUG=1 $(PYTHON) manage.py check --fail-level WARNING
	DEBUG=1 $(PYTHON) manage.py makemigrations --check --dry-run

fix: .venv/requirements-dev ## what the checks can put right by themselves
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: .venv/requirements-dev ## measure the analysis and the pages on SQLite and on PostgreSQL (docs/performance.md)
	env -u DATABASE_URL $(PYTHON) scripts/bench.py
	$(PYTHON) scripts/postgres.py $(PYTHON) scripts/bench.py

screenshots: .venv/requirements-dev ## take the README's pictures anew, from the demo
	@$(PYTHON) scripts/chromium.py
	$(PYTHON) scripts/screenshots.py

messages: .venv/requirements-dev ## collect the texts to translate, and compile the translations (needs gettext)
	DEBUG=1 $(PYTHON) manage.py makemessages --locale nl --ignore .venv --ignore tests --no-location --no-wrap --no-obsolete
	DEBUG=1 $(PYTHON) manage.py compilemessages --locale nl

clean: ## remove what was made here: the virtual environment, the demo's database, caches
	rm -rf .venv var db.sqlite3 db.sqlite3-* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/requirements: requirements.txt scripts/venv.sh
	@sh scripts/venv.sh
	@echo "Installing what requirements.txt names …"
	@$(PIP) --requirement requirements.txt
	@touch $@

.venv/requirements-dev: requirements-dev.txt .venv/requirements
	@echo "Installing what requirements-dev.txt names …"
	@$(PIP) --requirement requirements-dev.txt
	@touch $@
