# Each target works alone in a fresh clone:  make demo · make test · make clean · make help
# 每个目标在新克隆的仓库中都可以单独运行。

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

VENV := .venv
PY := $(VENV)/bin/python
PACKET ?= examples/packets/outdoor-advertising-curing.json
RULESETS ?= rulesets/hengyang
# what decides is covered branch by branch
DECIDES := */condition/*,*/plan/*,*/clock/*,*/form_checks/*,*/identifiers/*,*/verdict/*,*/notice/*
CANDIDATES := python3.12 python3.11 python3.13 python3
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_REQUIRE_VIRTUALENV := 0
export PIP_USER := 0

.PHONY: help demo test lake clean lock moved

help:
	@echo 'make demo    检查一个示例申请件并显示告知书   check an example packet and show its notice'
	@echo 'make test    静态检查、类型检查和全部测试     lint, types and all tests'
	@echo 'make lake    Spark、DuckDB、Polars 的测试     tests with Spark, DuckDB, Polars (Java 17)'
	@echo 'make clean   删除 .venv 和所有生成的文件      remove .venv and whatever was made'
	@echo 'make lock    重新生成 requirements/*.txt      write the lock files anew'
	@echo
	@echo 'PYTHON=/path/to/python   指定 Python 3.11–3.13   choose the Python'
	@echo 'PACKET=FILE RULESETS=DIR 换一个申请件或规则集    another packet or ruleset for make demo'

# check ends with 10 when the packet needs curing. For this example that is the right answer, so the demo has succeeded.
demo: $(VENV)/.runtime
	@echo '$$ materials-rules check --rulesets $(RULESETS) $(PACKET)'
	@echo
	@code=0; $(PY) -m materials_rules check --rulesets '$(RULESETS)' --format text '$(PACKET)' || code=$$?; \
	echo; \
	case $$code in \
	  0|10|12|13) echo "退出码 $$code，正常：检查已经完成。  Exit code $$code is in order: the check was done."; \
	      $(PY) -m materials_rules explain $$code;; \
	  *) echo "退出码 $$code：演示失败。  Exit code $$code: the demo failed." >&2; exit $$code;; \
	esac

test: $(VENV)/.test
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m pytest -n auto --maxprocesses 8 --cov --cov-report=
	$(PY) -m coverage report --include='$(DECIDES)' --fail-under=100

# Spark is large, so it stands in an environment of its own beside that of the tests, whose packages it sees. A `.pth` says
# so and no variable: the processes that tests begin, and those of Spark, see them too.
lake: $(VENV)/.test
	$(PY) -m venv build/lake
	build/lake/bin/python -m pip install -q 'pyspark>=4,<5' 'pyarrow>=18' 'pandas>=2.2,<3' duckdb polars
	$(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
	  > "$$(build/lake/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/tests.pth"
	PYTHONPATH="$$(pwd -P)" build/lake/bin/python -m pytest tests/test_lake.py tests/test_lake_spark.py tests/test_tables.py

clean:
	rm -rf $(VENV) build dist *.egg-info .coverage .coverage.* htmlcov .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- installing: one stamp a step, so that a second run has nothing to do -------------------------------------------

# What is installed points to the folder in which that was done; in another folder it is done again.
MOVED := $(shell [ "$$(cat $(VENV)/.folder 2>/dev/null)" = "$$(pwd -P)" ] || echo moved)

# A virtual environment that is already there and runs is kept; another is made anew.
$(VENV)/.made: requirements/build.txt requirements/ready.py
	@if $(PY) -c '$(FITS)' 2>/dev/null; then :; else \
	  python=; \
	  for candidate in '$(PYTHON)' $(if $(PYTHON),,$(CANDIDATES)); do \
	    if [ -n "$$candidate" ] && "$$candidate" -c '$(FITS)' 2>/dev/null; then python=$$candidate; break; fi; \
	  done; \
	  if [ -z "$$python" ]; then \
	    echo '没有找到 Python 3.11、3.12 或 3.13（已试：$(or $(PYTHON),$(CANDIDATES))）。' >&2; \
	    echo '    Debian/Ubuntu: apt-get install python3 python3-venv python3-dev gcc；或者 make PYTHON=/路径/python3.12' >&2; \
	    echo '    No Python 3.11, 3.12 or 3.13 was found (tried: $(or $(PYTHON),$(CANDIDATES))); or: make PYTHON=/path/to/python3.12' >&2; \
	    exit 2; \
	  fi; \
	  "$$python" requirements/ready.py venv $(VENV) && "$$python" -m venv --clear $(VENV); \
	fi
	$(call pip,requirements/build.txt)
	@touch $@

$(VENV)/.runtime: $(VENV)/.made requirements/runtime.txt setup.cfg pyproject.toml $(MOVED)
	$(call pip,requirements/runtime.txt)
	$(install_itself)
	@touch $@

$(VENV)/.test: $(VENV)/.made requirements/test.txt setup.cfg pyproject.toml $(MOVED)
	$(call pip,requirements/test.txt)
	$(install_itself)
	@touch $@

moved:

# Everything by hash. Python 3.13 has dropped a name that durable-rules 2.0.28 uses and offers the same under another;
# pip's own store may hold a wheel that was built without it, so there it is not asked.
define pip
@echo 'pip install -r $(1)'; \
case $$($(PY) -c 'import sys; print(sys.version_info[1])') in \
  13) CPPFLAGS="$${CPPFLAGS-} -DPyEval_CallObject=PyObject_CallObject"; export CPPFLAGS; own='--no-cache-dir';; \
  *) own=;; \
esac; \
rm -f $(VENV)/pip.log; \
$(PY) -m pip install -qq --progress-bar off --log $(VENV)/pip.log --no-build-isolation --require-hashes $$own -r $(1) \
  || { $(PY) requirements/ready.py failure $(VENV)/pip.log; exit 2; }
endef

# pip compiles the modules that it copies, but not those that stay here: without it, each start may do that anew.
define install_itself
@rm -f $(VENV)/pip.log; \
$(PY) -m pip install -qq --progress-bar off --log $(VENV)/pip.log --no-build-isolation --no-deps -e . \
  || { $(PY) requirements/ready.py failure $(VENV)/pip.log; exit 2; }; \
$(PY) -m compileall -qq materials_rules; \
pwd -P > $(VENV)/.folder
endef

# ---- for maintainers -------------------------------------------------------------------------------------------------

COMPILE = CUSTOM_COMPILE_COMMAND='make lock' $(VENV)-lock/bin/pip-compile -q --generate-hashes --allow-unsafe \
  --strip-extras --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock: $(VENV)/.made
	$(PY) -m venv --clear $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install -q 'pip-tools>=7.4'
	$(COMPILE) --only-build-deps --all-build-deps -o requirements/build.txt pyproject.toml
	$(COMPILE) --extra test -o requirements/test.txt setup.cfg
	$(COMPILE) -c requirements/test.txt -o requirements/runtime.txt setup.cfg
	rm -rf $(VENV)-lock
