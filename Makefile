# The menu of docgen: `make` prints it. A text after ## is what the menu says of a target.
# AGENCY, YEAR and TO come from people: they are never expanded by make nor seen by a shell as code,
# only passed by environment; what they may hold is checked here, what they mean by docgen.

SHELL := /bin/sh
.DEFAULT_GOAL := menu
MAKEFLAGS += --no-print-directory

unexport AGENCY YEAR TO
comma := ,
letters := a b c d e f g h i j k l m n o p q r s t u v w x y z \
           A B C D E F G H I J K L M N O P Q R S T U V W X Y Z \
           0 1 2 3 4 5 6 7 8 9 - _ .
without = $(if $(2),$(call without,$(subst $(firstword $(2)),,$(1)),$(wordlist 2,99,$(2))),$(1))
checked = $(if $(call without,$(value $(1)),$(letters)),$(error $(1) 只能用英文字母、數字與連字號 ($(1) takes letters, digits and hyphens only)),$(value $(1)))
listed = $(if $(call without,$(value $(1)),$(letters) $(comma)),$(error $(1) 只能用英文字母與半形逗號 ($(1) takes letters and commas only)),$(value $(1)))
override DOCGEN_AGENCY := $(call checked,AGENCY)
override DOCGEN_YEAR := $(call checked,YEAR)
override DOCGEN_TO := $(call listed,TO)
export DOCGEN_AGENCY DOCGEN_YEAR DOCGEN_TO

python := .venv/bin/python
docgen := $(python) -m docgen
agency := $${DOCGEN_AGENCY:+"$$DOCGEN_AGENCY"}
year := $${DOCGEN_YEAR:+--year "$$DOCGEN_YEAR"}
to := $${DOCGEN_TO:+--to "$$DOCGEN_TO"}

six := plan scoresheet results proposal report set
of_bureaus := $(patsubst templates/%/doctype.yaml,%,$(shell grep -ls '^of: bureaus' templates/*/doctype.yaml))
types := $(six) $(filter-out $(six) $(of_bureaus),$(patsubst templates/%/doctype.yaml,%,$(wildcard templates/*/doctype.yaml)))

.PHONY: menu $(types) build validate scores consolidate check status environment tools requirements test test-slow test-publish \
        golden lint format bench bench-layout bench-scale catalogue readme pins clean

menu:
	@echo 'make plan AGENCY=10river [YEAR=105] [TO=docx,odt,pdf]'
	@echo
	@sed -n 's/^\([a-z][a-z -]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | \
	    while IFS='|' read -r name text; do printf '  %-44s %s\n' "$$name" "$$text"; done

plan scoresheet results proposal report set: ## 製作一種文件，需 AGENCY · one document of AGENCY
$(types): environment
	@$(docgen) $@ $(agency) $(year) $(to)

build: environment ## 製作全部文件（可指定 AGENCY）· all documents [of AGENCY]
	@$(docgen) build $(agency) $(year) $(to)

validate: environment ## 檢查資料（可指定 AGENCY）· check the data [of AGENCY]
	@$(docgen) validate $(agency) $(year)

scores: environment ## 各單位成績、等第、名次，需 AGENCY · scores of AGENCY's units
	@$(docgen) scores $(agency) $(year)

consolidate: environment ## 彙整所屬機關，需 AGENCY · bring AGENCY's bureaus together
	@$(docgen) consolidate $(agency) $(year) $(to)

check: environment ## 檢查做好的文件是否合格式 · hold the documents made to their form
	@$(docgen) check

status: environment ## 文件是否為最新 · which documents are up to date
	@$(docgen) status $(agency) $(year)

test: tools ## 測試 · the tests
	@$(python) -m pytest -m 'not slow' -n auto --dist loadfile --cov --cov-report=term

golden: tools ## 更新各文件的核定文字 · accept the documents' present texts
	@DOCGEN_GOLDEN=write $(python) -m pytest -q tests/test_golden.py tests/cli/test_budget.py

test-slow: tools ## 較久的測試 · the tests that take long
	@scripts/test-tools.sh publish
	@$(python) -m pytest -m slow

test-publish: tools ## 發布頁面的瀏覽器測試 · published pages in a browser
	@scripts/test-tools.sh publish
	@$(python) -m pytest -m slow tests/site tests/pipeline/test_publish.py

lint: requirements ## 檢查程式 · ruff, mypy, catalogue and READMEs
	@$(python) -m ruff check
	@$(python) -m ruff format --check
	@$(python) -m mypy
	@$(python) scripts/catalogue.py --check
	@$(python) scripts/readme.py --check

format: requirements ## 排版程式 · format the code
	@$(python) -m ruff check --fix --exit-zero --quiet
	@$(python) -m ruff format

bench: requirements ## 速度比較（各家引擎）· speed against other engines
	@$(python) bench/render.py

bench-layout: tools ## 行數頁數比對 LibreOffice · computed lines and pages against LibreOffice
	@$(python) bench/layout.py

bench-scale: tools ## 大量機關（SCALE=1000）· many agencies: time, memory, growth (SCALE=1000)
	@$(python) bench/scale.py

catalogue: requirements ## 更新訊息翻譯 · message catalogue from the code
	@$(python) scripts/catalogue.py --write

readme: requirements ## 更新 README 的表 · tables of the READMEs from the code
	@$(python) scripts/readme.py --write

pins: requirements ## 更新套件版本 · newest versions into the pins
	@scripts/pins.sh

clean: ## 刪除做好的文件與暫存 · remove what was made
	@rm -rf build dist htmlcov .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find docgen tests scripts bench -name __pycache__ -type d -prune -exec rm -rf {} +

# What the targets stand on.
environment:
	@scripts/environment.sh requirements.txt

requirements:
	@scripts/environment.sh requirements-dev.txt

tools: requirements
	@scripts/test-tools.sh
