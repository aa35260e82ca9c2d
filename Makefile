# `make` builds the sample site; `make test` runs every check. Python 3.11 or later is all they need.

PYTHON ?= python3
BIN := .venv/bin
# The sample tells its story as of this day: one version is upcoming. `make AS_OF=` builds it for today.
AS_OF ?= 2026-11-22
# One more than processors, as browsers and previews wait for one another.
WORKERS ?= $$(($$(getconf _NPROCESSORS_ONLN) + 1))

.DEFAULT_GOAL := site
.PHONY: site test lint types tests test-lowest bench measure-redline measure-claims mutate-thresholds measure-import measure-rules measure-mistakes measure-growth measure-laws measure-preview measure-cms fuzz attack editor pictures audit words lock clean

site: .venv/run
	@$(BIN)/python build.py $(if $(AS_OF),--as-of $(AS_OF))

test: lint types tests

lint: .venv/dev
	@$(BIN)/ruff format --check --quiet . || { echo "run: .venv/bin/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .

types: .venv/dev
	@$(BIN)/mypy

tests: .venv/dev
	@PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

# The suite with the lowest version of every requirement in pyproject.toml, in an environment of its own.
test-lowest:
	@$(PYTHON) -m venv .venv-lowest
	@.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lowest.lock
	@.venv-lowest/bin/python -m pytest --numprocesses $(WORKERS) --dist loadfile $(ARGS)

# Slow measures, each a command of its own.
bench: .venv/bench
	@$(BIN)/python -m bench.commands
	@$(BIN)/python -m bench.build

measure-redline: .venv/dev
	@$(BIN)/python -m bench.redline

# What redlines say of sections and passages, held against the texts.
measure-claims: .venv/dev
	@$(BIN)/python -m bench.claims

# Each threshold of the comparison distorted grossly: does a pair of tests/compare/pairs/ fail?
mutate-thresholds: .venv/dev
	@$(BIN)/python -m bench.thresholds

measure-preview: .venv/dev
	@$(BIN)/python -m bench.preview

# Decap CMS edits a new site in Chromium. MODULES is where `npm install decap-cms decap-server` put them.
measure-cms: .venv/dev
	@$(BIN)/python -m bench.cms $(MODULES)

# CodeMirror as one file, from the versions in editor/package-lock.json; its licences beside it. Needs node and npm.
editor:
	@cd editor && npm ci --ignore-scripts --silent && npm run --silent build

# Every kind of page as a reader sees it, into pictures/; those of the docs are made anew.
pictures: .venv/dev
	@$(BIN)/python -m tests.browser.pictures

# What Lighthouse, the Nu validator and a feed parser say of the sample. Needs node, npm and Java.
audit: .venv/dev
	@$(BIN)/python -m bench.audit

# OFFICE=50 adds so many Word files that LibreOffice makes, where it is installed.
measure-import: .venv/dev
	@$(BIN)/python -m bench.importing $(CORPUS) $(SEEDS) --office $(or $(OFFICE),0)

# How often each rule of `check` fires on real policies.
measure-rules: .venv/dev
	@$(BIN)/python -m bench.rules $(CORPUS) $(SEEDS)

# Random damage to a whole site, and what every command makes of it.
fuzz: .venv/dev
	@$(BIN)/python -m bench.fuzz --runs $(or $(RUNS),2000) --seed $(or $(SEED),1)

# Attack strings through whole builds, opened in Chromium; FILES names lists of your own, one string a line.
attack: .venv/dev
	@$(BIN)/python -m bench.attack $(FILES)

# How often each topic of the law profiles is found in real policies.
measure-laws: .venv/dev
	@$(BIN)/python -m bench.laws $(CORPUS) $(ARGS)

# Each of some 150 mistakes on a fresh site: what finds it, and whether it is published.
measure-mistakes: .venv/dev
	@$(BIN)/python -m bench.mistakes

# What each command costs on one thing again and again, at growing sizes. SIZES in KiB; ARGS names shapes.
measure-growth: .venv/dev
	@$(BIN)/python -m bench.growth --sizes $(or $(SIZES),16,32,64,1024) $(ARGS)

# After a change of words in templates/: the list of words, and the catalogues, follow.
words: .venv/dev
	@$(BIN)/python -m tests.extraction

# The lock files carry hashes for every platform, and no address of an index.
lock: .venv/dev
	@$(BIN)/python -m pip install --quiet uv
	@for set in run: dev:--group=dev bench:"--group=dev --group=bench"; do \
	  $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header $${set#*:} -o requirements/$${set%%:*}.lock || exit 1; \
	done
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --resolution lowest-direct \
	  --generate-hashes --no-emit-index-url --no-header --group=dev -o requirements/lowest.lock

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Affiche needs Python 3.11 or later.")'
	@$(PYTHON) -m venv .venv

# What each job needs, once: the stamp is as old as the lock file that was installed.
.venv/%: requirements/%.lock | .venv/bin/python
	@echo "Setting up .venv (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

clean:
	@rm -rf .venv .venv-lowest site pictures build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
