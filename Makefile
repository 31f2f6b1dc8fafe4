# The two commands of the README are `make map` and `make test`; each does its own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED := ../shared

.DELETE_ON_ERROR:
.PHONY: map test check docs web train evaluate bench figures fuzz audit pictures lock clean

$(VENV)/.installed: pyproject.toml requirements.lock hatch_build.py $(wildcard geoinc/kernels/*.c)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable ".[html]"
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable ".[dev]"
	@touch $@

map: $(VENV)/.installed
	$(BIN)/geoinc map examples/*.txt examples/*.md examples/*.html --output output --overwrite

test: $(VENV)/.dev
	tests/clients.sh
	$(BIN)/geoinc gazetteer build
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/.docs: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable ".[docs]"
	@touch $@

# The documentation into build/site; a warning is an error.
docs: $(VENV)/.docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

# Checks the map page's modules (types, tests) and joins them; only needed after changing them. Wants node and npm.
WEB := geoinc/render/web
web:
	npm ci --prefix $(WEB) --no-audit --no-fund --ignore-scripts
	npm run --prefix $(WEB) format
	npm run --prefix $(WEB) build
	npm run --prefix $(WEB) check

# Learns all weights, and the positions of curated localities, again from the development data beside the repository;
# the same data give the same bytes.
train: $(VENV)/.dev
	$(BIN)/geoinc gazetteer build
	$(BIN)/python -m geoinc.learn.recognition.train $(SHARED)/data/corpora
	$(BIN)/python -m geoinc.learn.resolution.train $(SHARED)/data/corpora
	$(BIN)/python -m geoinc.learn.resolution.binding $(SHARED)/data $(if $(WITH_TABLES),--with $(WITH_TABLES))
	$(BIN)/python -m geoinc.learn.syntax $(SHARED)/data
	$(BIN)/python -m geoinc.learn.event_types $(SHARED)/data/incidents
	$(BIN)/python -m geoinc.learn.incidents.told $(SHARED)/data
	$(BIN)/python -m geoinc.learn.incidents.promise $(SHARED)/data
	$(BIN)/python -m geoinc.learn.incidents.kinds $(SHARED)/data
	$(BIN)/python -m geoinc.learn.incidents.toll $(SHARED)/data
	$(BIN)/python -m geoinc.learn.incidents.there
	$(BIN)/python -m geoinc.learn.incidents.link $(SHARED)/data
	$(BIN)/python -m geoinc.learn.incidents.day
	$(BIN)/python -m geoinc.learn.incidents.scene $(SHARED)/data
	$(BIN)/python -m geoinc.learn.incidents.doers $(SHARED)/data
	$(BIN)/python -m geoinc.learn.localities $(SHARED)/data/relative/usgs_eval_us5k.jsonl \
		$(SHARED)/data/relative/usgs_eval_world.jsonl --tables gazetteer/places/us_alaska.csv gazetteer/places/us_localities.csv

evaluate: $(VENV)/.dev
	$(BIN)/geoinc evaluate toponyms $(SHARED)/data/corpora/lgl.jsonl $(SHARED)/data/corpora/geowebnews.jsonl
	$(BIN)/geoinc evaluate toponyms --without demonym $(SHARED)/data/corpora/geovirus.jsonl
	$(BIN)/geoinc evaluate locations $(SHARED)/data/relative/*.jsonl
	$(BIN)/geoinc evaluate incidents --jobs 2 $(SHARED)/data/incidents/*.jsonl

# One page of what things cost, as ratios to peers in the same run.
bench: $(VENV)/.dev
	$(BIN)/python bench/speed.py $(SHARED)/data

# Every parser that meets files of strangers, under a coverage-guided fuzzer, for hours: SECONDS each, ROUNDS times over.
SECONDS ?= 300
ROUNDS ?= 1
fuzz: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable ".[fuzz]"
	$(BIN)/python bench/fuzzing.py --seconds $(SECONDS) --rounds $(ROUNDS)

# Runs what bench/figures.toml names and writes docs/figures.md with intervals and calibration plots.
figures: $(VENV)/.dev
	$(BIN)/geoinc gazetteer build
	$(BIN)/python bench/figures.py $(SHARED)/data

# Known vulnerabilities of what is installed, and a bill of materials; asks the vulnerability service over the network.
audit: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable ".[audit]"
	$(BIN)/cyclonedx-py environment $(VENV) --output-reproducible --of JSON --output-file output/sbom.json
	$(BIN)/pip-audit --skip-editable

# The README's pictures.
pictures: $(VENV)/.dev
	$(BIN)/geoinc map examples/khusham.txt examples/khusham-follow-up.txt --output output --name khusham --format html,png
	$(BIN)/python bench/picture.py output/khusham.html docs/pictures/map.png
	cp output/khusham.png docs/pictures/print.png

lock: $(VENV)/.dev
	$(BIN)/python -m pip freeze --exclude-editable > requirements.lock

clean:
	rm -rf $(VENV) build dist geoinc/packaged_data .mypy_cache .ruff_cache .pytest_cache
