# The commands of the house. `make demo` and `make test` need Python 3.11+, make and the package registries, no more.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PORT SIZES ROUNDS METRICS

.PHONY: help demo demo-reset test faults test-fast lint format types bench messages migrations lock chromium webkit clean service-packages dev-packages

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 22

demo: service-packages ## the whole product with invented people, on http://127.0.0.1:8000 (PORT=, DATABASE_URL=)
	@exec $(BIN)/python -m tools.demo

demo-reset: service-packages ## throw the demo's data away and begin anew (YES=1: without asking)
	@$(BIN)/python -m tools.demo reset $(if $(YES),--yes)

test: dev-packages ## everything that must hold: lint, types, translations, both databases, the browser
	@$(BIN)/python -m tools.suite

faults: dev-packages ## the tablet while network, server, browser and disk fail (FIELD_SEED= repeats chance; ARGS=)
	@$(BIN)/python -m tools.suite faults $(ARGS)

test-fast: dev-packages ## what one runs every minute: SQLite, no browser (ARGS='tests/cases -x')
	@$(BIN)/python -m tools.suite fast $(ARGS)

lint: dev-packages ## ruff and djlint
	@$(BIN)/python -m tools.suite lint

types: dev-packages ## mypy
	@$(BIN)/python -m tools.suite types

format: dev-packages ## let ruff lay out the Python files
	@$(BIN)/ruff check --quiet --fix --exit-zero
	@$(BIN)/ruff format

bench: dev-packages ## how fast, in ratios, and how the cost grows (SIZES='10000 100000' ROUNDS=9 METRICS=my_day DOCS=1)
	@$(BIN)/python -m bench $(if $(DOCS),--write-docs)

messages: dev-packages ## bring locale/ up to date with the strings in the code
	@$(BIN)/python -m tools.messages update

migrations: dev-packages ## write the migrations that the models ask for
	@$(BIN)/python manage.py makemigrations

lock: dev-packages ## compile requirements/ from the ranges in pyproject.toml (UPGRADE=1: the newest that fit)
	@$(BIN)/python -m tools.lock $(if $(UPGRADE),--upgrade)

chromium: dev-packages ## make sure that there is a Chromium for the browser tests
	@$(BIN)/python -m tools.chromium --install

webkit: dev-packages ## make sure that there is a WebKit for its one flow (make faults)
	@$(BIN)/python -m tools.webkit --install

clean: ## remove what was built, keep data and environment
	rm -rf build node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis

service-packages:
	@$(PYTHON) tools/environment.py service

dev-packages:
	@$(PYTHON) tools/environment.py dev
