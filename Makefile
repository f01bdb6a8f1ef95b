# Every target brings its own Python, packages and servers; nothing needs to run or be installed before.
.PHONY: run test check bench faults messages pictures reset
PYTHON = .venv/bin/python
# Python keeps what it compiled, also where an image says not to: each of many processes would compile it all again.
export PYTHONDONTWRITEBYTECODE =

# The product on http://localhost:8000 (PORT), its data in var/ (XTREME_STATE).
run:
	@scripts/environment.sh
	@exec $(PYTHON) -m xtreme.embedded run --end-with-parent

# All tests, in parallel; TESTS="tests/tickets -k queue" narrows them. Those in a browser run by themselves:
# Playwright keeps an event loop in its process, beside which no other test may stand. Those of the look need no
# product and come first: one worker has something to do while the other waits for it. What fails among them is tried
# once more alone: the first failure stays in the output with what its pages showed, and is a fault to be found.
test:
	@scripts/environment.sh test
	@scripts/chromium.sh
ifdef TESTS
	@exec $(PYTHON) -m pytest -n 2 --dist worksteal $(TESTS)
else
	@$(PYTHON) -m pytest -n 2 --dist worksteal --ignore tests/browser --ignore tests/look
	@$(PYTHON) -m pytest -n 2 --dist worksteal tests/look tests/browser || \
		exec $(PYTHON) -m pytest --last-failed --last-failed-no-failures none --maxfail 3 tests/look tests/browser
endif

# Style, types, architecture, migrations, translations, compose file.
check:
	@scripts/environment.sh test check
	@scripts/gettext.sh
	@exec $(PYTHON) scripts/check.py

# How fast it is at 10,000, 200,000 and 1,000,000 incidents, beside a bare Django view: a line of JSON for each
# work, then what was aimed at. SIZES="10000 200000" chooses the sizes.
bench:
	@scripts/environment.sh
	@exec $(PYTHON) -m tests.benchmarks $(SIZES)

# Whether everybody is told once, whatever dies: processes, servers, disks and clocks are hurt on purpose, a line of
# JSON for each experiment (docs/faults.md). ONLY="broker" narrows them, SEED=1 repeats the random moments.
faults:
	@scripts/environment.sh test
	@$(PYTHON) -m tests.faults --only "$(ONLY)" $(if $(SEED),--seed $(SEED))
	@$(if $(ONLY),,FUZZ=long exec $(PYTHON) -m pytest -n 2 --dist worksteal tests/fuzz)

# Collect new texts of the pages into locale/ for translation.
messages:
	@scripts/environment.sh
	@scripts/gettext.sh
	@exec $(PYTHON) manage.py makemessages --locale da --extension html,txt,md,py --no-obsolete --no-wrap --add-location file

# The README's pictures in docs/pictures/, taken of the demo.
pictures:
	@scripts/environment.sh test
	@scripts/chromium.sh
	@exec $(PYTHON) scripts/pictures.py

# Forget all data in var/.
reset:
	@scripts/environment.sh
	@exec $(PYTHON) -m xtreme.embedded reset
