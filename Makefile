# Two commands for a fresh machine (Python 3.11 with venv, GNU make):   make chat     make test
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: setup chat test check format lint types clean

setup: .venv/.installed

chat: setup
	$(BIN)/troly index
	$(BIN)/troly chat

test: .venv/.installed-dev
	$(BIN)/python -m pytest

check: lint types test

format: .venv/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: .venv/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/.installed-dev
	$(BIN)/mypy

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info

.venv/.installed: pyproject.toml constraints.txt
	@echo "Cài đặt môi trường (vài phút trong lần đầu) ..."
	$(PYTHON) -m venv .venv
	$(PIP) --editable '.[eval]'
	@touch $@

.venv/.installed-dev: .venv/.installed
	$(PIP) --editable '.[dev]'
	@touch $@
