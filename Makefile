# Retold's commands. `make help` lists them.
# Wants Python 3.11 to 3.14, pip and make; everything else goes into .venv.

PYTHON ?=
PORT ?= 8000
WORKERS ?= $(or $(RETOLD_WORKERS),1)
VENV = .venv
IN_VENV = $(VENV)/bin/python
MANAGE = $(IN_VENV) manage.py
PIP = $(IN_VENV) -m pip --disable-pip-version-check --quiet --quiet

# Of several that are started at once in a new tree one sets it up, and the others wait for it, where
# the system has flock. The lock ends with the shell that holds it.
alone = ! [ -w . ] || ! command -v flock >/dev/null || { exec 9>>.setup.lock; flock 9; };

.PHONY: help serve editor test compiled browser lint format bench audit clean venv setup setup-test
.DEFAULT_GOAL := help

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

serve: setup ## serve Retold at http://127.0.0.1:8000 (PORT=8001 another port, WORKERS=4 several processes)
	@PORT=$(PORT) RETOLD_WORKERS=$(WORKERS) $(MANAGE) prepare --to-serve
	@$(alone) \
	newest=staticfiles/staticfiles.json; \
	if [ ! -f $$newest ] || [ -n "$$(find static $(VENV)/installed -newer $$newest)" ]; then \
	    $(MANAGE) collectstatic --noinput --verbosity 0; fi
	@PORT=$(PORT) RETOLD_WORKERS=$(WORKERS) exec $(MANAGE) serve

editor: setup ## make an admin user (ARGS="--name mira --reset-password": a new password)
	@$(MANAGE) prepare
	@$(MANAGE) make_editor $(ARGS)

# Every test runs on SQLite; of those that ask the database PostgreSQL has all that may tell the two
# apart, of the others an eighth, and none of the browser's, which hold what is on the screen.
test: setup-test ## linters, types, layers, every test on SQLite, many on PostgreSQL, in a browser too
	@$(MAKE) --no-print-directory --jobs 3 lint compiled browser
	@$(IN_VENV) -m tests.both_databases $(ARGS)

# The tests' modules, compiled by one process while the linters are at work on another core, not by
# each that tests. What doesn't compile is told when the tests are run.
compiled: setup-test
	@env -u PYTHONDONTWRITEBYTECODE $(IN_VENV) -m pytest --collect-only --quiet >/dev/null 2>&1 || true

browser: setup-test
	@$(IN_VENV) -m tests.browser.chromium

lint: setup-test ## linters, types and layers alone
	@$(IN_VENV) -m ruff check --quiet --output-format concise .
	@$(IN_VENV) -m ruff format --check --quiet . || \
	    { echo "Not formatted: make format does it."; exit 1; }
	@$(IN_VENV) -m djlint --check --quiet templates || \
	    { echo "Templates not formatted: make format does it."; exit 1; }
	@! LC_ALL=C.UTF-8 grep -rnE '.{121}' templates || \
	    { echo "Too long: templates have 120 columns at most."; exit 1; }
	@$(IN_VENV) -m mypy --no-error-summary
	@told=$$($(IN_VENV) -c "from importlinter import cli; cli.lint_imports_command()" --no-logo) || \
	    { echo "$$told"; exit 1; }
	@echo "Linters, types and layers: nothing to mend."

format: setup-test ## format code and templates, mend what the linter can
	@$(IN_VENV) -m ruff check --quiet --fix . || true
	@$(IN_VENV) -m ruff format .
	@$(IN_VENV) -m djlint --reformat --quiet templates || true

bench: setup-test ## measure the speed on a large record
	@$(IN_VENV) -m tests.bench $(ARGS)

# pip-audit has many dependencies of its own, and is installed where it is asked for, apart.
audit: setup ## ask the registry for known advisories (exit code 1: there are some; 2: could not ask)
	@[ -x $(VENV)/audit/bin/pip-audit ] || { \
	    $(IN_VENV) -m venv $(VENV)/audit && \
	    $(VENV)/audit/bin/python -m pip --disable-pip-version-check --quiet --quiet install pip-audit==2.10.1; }
	@$(IN_VENV) -m tests.advisories $(VENV)/audit/bin/pip-audit

clean: ## remove .venv and the collected static files (never the database)
	@rm -rf $(VENV) .setup.lock staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# .venv is made anew where it is missing, doesn't start, or is of another Python than PYTHON names.
venv:
	@$(alone) \
	fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'; \
	tell='import sys; print("%d.%d" % sys.version_info[:2])'; \
	if $(IN_VENV) -c "$$fits; import pip" 2>/dev/null; then \
	    [ -n "$(PYTHON)" ] || exit 0; \
	    [ "$$($(IN_VENV) -c "$$tell")" != "$$($(PYTHON) -c "$$tell" 2>/dev/null)" ] || exit 0; \
	fi; \
	found=; \
	for python in $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3.14 python3); do \
	    if "$$python" -c "$$fits" 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo "Retold needs Python 3.11, 3.12, 3.13 or 3.14, and $(if $(PYTHON),$(PYTHON) is,this machine has) none of them: install one, or name one with PYTHON=/path/to/python." >&2; \
	    exit 1; \
	fi; \
	echo "Making .venv with Python $$("$$found" -c "$$tell") ..."; \
	rm -rf $(VENV); \
	"$$found" -m venv $(VENV) >/dev/null 2>&1 && exit 0; \
	rm -rf $(VENV); \
	"$$found" -m virtualenv --quiet $(VENV) 2>/dev/null && exit 0; \
	rm -rf $(VENV); \
	virtualenv --quiet --python "$$found" $(VENV) 2>/dev/null && exit 0; \
	rm -rf $(VENV); \
	echo "$$found can't make a virtual environment; on Debian and Ubuntu this helps: apt install python3-venv" >&2; \
	exit 1

# Packages are installed where the requirements are others than those last installed. The stamp
# is written last, by a rename, so that an interrupted run leaves none.
install = \
	$(alone) \
	sum=$$(cat requirements.txt $(1) | cksum); \
	[ "$$(cat $(VENV)/$(2) 2>/dev/null)" != "$$sum" ] || exit 0; \
	rm -f $(VENV)/$(2); \
	echo "Installing $(1) ..."; \
	$(PIP) install -r $(1) && echo "$$sum" > $(VENV)/$(2).new && mv $(VENV)/$(2).new $(VENV)/$(2)

setup: venv
	@$(call install,requirements.txt,installed)

setup-test: setup
	@$(call install,tests/requirements.txt,installed-test)
