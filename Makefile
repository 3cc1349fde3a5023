# Every command starts from a fresh clone: the bootstrap makes .venv and installs what is missing,
# and costs milliseconds when nothing is.
PYTHON ?= python3
BIN = .venv/bin
# The system's Python runs the bootstrap, isolated from whatever the caller's environment adds to it.
PREPARE = @$(PYTHON) -I portal/demo/bootstrap.py

.PHONY: help run codes clean-demo test journey bench lint lock

help: ## Show these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: ## Start the whole demo; PORT=9000 moves it; Ctrl-C stops it
	$(PREPARE) run
	@$(BIN)/python -m portal.demo.run

codes: ## Show the demo's back-office accounts with the TOTP code of this moment
	$(PREPARE) run
	@$(BIN)/python manage.py demo_codes

clean-demo: ## Throw away the demo's data; the next `make run` starts afresh
	$(PREPARE) run
	@$(BIN)/python -m portal.demo.clean

test: ## Run the whole test suite; ARGS="-k mailbox" narrows it
	$(PREPARE) test
	@$(BIN)/python -m tests.run $(ARGS)

journey: ## Drive the whole journey in Chromium; pages and PDFs land in var/journey
	$(PREPARE) test
	@$(BIN)/python -m tests.journey $(ARGS)

bench: ## Measure what things cost, as ratios; BASE=var/bench/EARLIER.json compares with an earlier run
	$(PREPARE) test
	@$(BIN)/python -m tests.bench $(if $(BASE),--base $(BASE)) $(ARGS)

lint: ## Run the linters, the type checker, the import rules and Django's own checks
	$(PREPARE) test
	@sh tests/lint.sh

lock: ## Pin requirements.txt and requirements-dev.txt anew from the .in files
	$(PREPARE) run
	@for name in requirements requirements-dev; do \
	    $(BIN)/uv pip compile $$name.in --output-file $$name.txt --upgrade --quiet --python-version 3.11 \
	        --generate-hashes --no-annotate --no-header --no-emit-index-url || exit 1; \
	done
