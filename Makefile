# 决算问答。`make chat` 打开问答网页，`make test` 跑测试；两者都会先把环境装好。

PYTHON ?= python3
# 从哪里取 torch：留空用已配置的软件源；也可以是另一个软件源的地址，或装有安装包的文件夹。
TORCH_INDEX ?=
LIBRARY ?= $(or $(JUESUAN_LIBRARY),.juesuan)
PORT ?= $(or $(JUESUAN_PORT),7860)
# make soak 用多少份编造的报告，也是把两个同时读入的进程中断一个的次数。
SEEDS ?= 50
# make test 同时用几个进程，每个约占 1.5 GB 内存。
WORKERS ?= 2
# 交给 pytest 或 evals 的其他参数，例如 make test ARGS="-k duties"。
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
STAMPS := $(VENV)/.installed
PIP := $(PY) -m pip --disable-pip-version-check install --constraint constraints.txt
TORCH := $(shell grep '^torch==' constraints.txt)
TORCH_FROM := $(if $(TORCH_INDEX),$(if $(wildcard $(TORCH_INDEX)),--find-links,--extra-index-url) $(TORCH_INDEX))

# An environment whose Python has gone (an upgraded system) is set up again.
ifneq ($(wildcard $(STAMPS)/venv),)
ifneq ($(shell $(PY) -c 'print(1)' 2>/dev/null),1)
$(shell rm -rf $(STAMPS))
endif
endif

export JUESUAN_LIBRARY := $(LIBRARY)
export JUESUAN_PORT := $(PORT)
# The program reaches no host: nothing is reported, and no model is looked for, unless it is asked to.
export GRADIO_ANALYTICS_ENABLED ?= False
export ANONYMIZED_TELEMETRY ?= False

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help chat test soak lint ingest evals peers bench setup ocr mcp llm clean

help:
	@echo "make chat     打开问答网页（首次会安装环境并读入 corpus/），地址 http://127.0.0.1:$(PORT)"
	@echo "make test     跑全部测试"
	@echo "make soak     用许多份编造的报告跑随机性质的测试，并反复中断读入（很久；SEEDS=$(SEEDS)）"
	@echo "make lint     检查代码写法与类型"
	@echo "make ingest   把 corpus/ 里的决算公开读入资料库 $(LIBRARY)"
	@echo "make evals    用 evals/questions/ 的问题给回答打分"
	@echo "make peers    与 LangChain、LlamaIndex、Haystack 的常用做法比较（会安装它们）"
	@echo "make bench    测速度"
	@echo "make setup    只安装环境"
	@echo "make ocr      安装文字识别（OCR）组件，之后扫描页也能读入"
	@echo "make mcp      安装 MCP 组件，之后别的智能助手可以调用本程序"
	@echo "make llm      安装连接语言模型的组件，之后可以设置一个（JUESUAN_LLM_MODEL）"
	@echo "make clean    删除安装的环境、资料库和缓存"

chat: ingest
	@echo "==> 打开问答网页：http://127.0.0.1:$(PORT)（按 Ctrl+C 结束）"
	@$(PY) app.py

ingest: setup
	@echo "==> 读入 corpus/ 到资料库 $(LIBRARY)"
	@$(PY) -m ingest corpus/

test: setup $(STAMPS)/test
	@echo "==> 跑测试（$(WORKERS) 个进程）"
	@$(PY) -m pytest -q --numprocesses $(WORKERS) --dist loadfile $(ARGS)

soak: setup $(STAMPS)/test
	@echo "==> 用 $(SEEDS) 份编造的报告跑测试，并 $(SEEDS) 次中断读入"
	@JUESUAN_SEEDS=$(SEEDS) $(PY) -m pytest -q -m seeded $(ARGS)

lint: $(STAMPS)/base $(STAMPS)/lint
	@echo "==> 检查代码写法"
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@echo "==> 检查类型"
	@$(PY) -m mypy

evals: ingest $(STAMPS)/evals
	@echo "==> 用 evals/questions/ 的问题给回答打分"
	@$(PY) -m evals run $(ARGS)

peers: ingest $(STAMPS)/evals $(STAMPS)/peers
	@echo "==> 与别人的常用做法比较（约十几分钟）"
	@$(PY) -m evals peers $(ARGS)

bench: ingest
	@echo "==> 测速度"
	@$(PY) -m evals bench $(ARGS)

setup: $(STAMPS)/base $(STAMPS)/embedding

ocr: $(STAMPS)/ocr

mcp: $(STAMPS)/mcp

llm: $(STAMPS)/llm

# A stamp is written only when its step has ended well, so a step that was cut short is done again.
$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "需要 Python 3.11 或更新的版本，而 $(PYTHON) 不是。请安装后重试，或指明它在哪里：make $(MAKECMDGOALS) PYTHON=/路径/python3.11" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) 缺少 venv 模块。在 Debian 或 Ubuntu 上请先运行：apt-get install python3-venv" >&2; \
		exit 1; }
	@echo "==> 建立 Python 环境 $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/torch: $(STAMPS)/venv constraints.txt
	@echo "==> 安装 $(TORCH)（约 200 MB，请稍候）"
	@$(PIP) $(TORCH_FROM) '$(TORCH)'
	@touch $@

$(STAMPS)/base: $(STAMPS)/torch pyproject.toml
	@echo "==> 安装其余组件（需要几分钟）"
	@$(PIP) --editable .
	@touch $@

$(STAMPS)/embedding: $(STAMPS)/base embedding.txt
	@echo "==> 安装向量模型文件"
	@$(PY) -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes --requirement embedding.txt
	@touch $@

$(STAMPS)/evals: $(STAMPS)/base
	@echo "==> 安装打分组件"
	@$(PIP) --quiet --editable '.[evals]'
	@touch $@

$(STAMPS)/peers: $(STAMPS)/base evals/peers/constraints.txt
	@echo "==> 安装用来比较的组件"
	@$(PIP) --constraint evals/peers/constraints.txt --quiet --editable '.[peers]'
	@touch $@

$(STAMPS)/ocr: $(STAMPS)/base
	@echo "==> 安装文字识别（OCR）组件（约 100 MB）"
	@$(PIP) --quiet --editable '.[ocr]'
	@touch $@

$(STAMPS)/mcp: $(STAMPS)/base
	@echo "==> 安装 MCP 组件"
	@$(PIP) --quiet --editable '.[mcp]'
	@touch $@

$(STAMPS)/llm: $(STAMPS)/base
	@echo "==> 安装连接语言模型的组件"
	@$(PIP) --quiet --editable '.[llm]'
	@touch $@

$(STAMPS)/test: $(STAMPS)/base
	@echo "==> 安装测试工具"
	@$(PIP) --quiet --editable '.[test]'
	@touch $@

$(STAMPS)/lint: $(STAMPS)/base
	@echo "==> 安装检查工具"
	@$(PIP) --quiet --editable '.[lint]'
	@touch $@

# Only what was made here: an environment that `make` did not make, and a library elsewhere
# (LIBRARY=…), are their owners' to remove.
clean:
	@echo "==> 删除 $(VENV)、.juesuan 和缓存"
	@[ ! -d $(STAMPS) ] || rm -rf $(VENV)
	@rm -rf .juesuan .build build juesuan.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .gradio
	@find ingest qa evals tests -type d -name __pycache__ -prune -exec rm -rf {} +
	@rm -rf __pycache__
