# make scan            build in release and scan corpus/demo (or PATHS=…)
# make test            everything that is tested
# make lint            formatting, imports between rooms, the embedded rule pack
# make rules           turn Rules/ into the Swift source that the binary carries
# make eval            measure on the labelled corpus; writes corpus/RESULTS.md
# make soak            every scenario of the tail's tests, those that have a long version in it
# make count           count the instructions of fixed input, where valgrind is installed
# make bench           measure speed and memory beside other tools; writes Benchmarks/RESULTS.md

PATHS ?= corpus/demo
PACKAGES := libpcre2-dev libarchive-dev libuchardet-dev libxml2-dev zlib1g-dev liblzma-dev libbz2-dev libsqlite3-dev pkg-config
TEST_PACKAGES := python3-jsonschema zstd lz4 p7zip-full
BENCH_PACKAGES := pcre2-utils ripgrep libvectorscan-dev jq zstd
PACK_SOURCE := Sources/Fencewatch/StandardPack/StandardPack.swift
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: scan test lint rules eval count bench soak build setup format

# Installs only what is missing, so that a machine without a network but with the packages can build.
setup:
	@missing=$$(for package in $(PACKAGES) $(EXTRA_PACKAGES); do dpkg -s $$package >/dev/null 2>&1 || echo $$package; done); \
	if [ -n "$$missing" ]; then \
		echo "installing: $$missing"; \
		$(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq $$missing; \
	fi

# The Swift libraries go into the program: it starts four times faster, and runs where no toolchain is.
STATIC := $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)

build: setup
	swift build -c release --product fencewatch $(STATIC)

# Exit status 1 says that alerts were raised: the purpose of the demonstration, not a failure.
scan: build
	@$$(swift build -c release --show-bin-path)/fencewatch scan $(PATHS) || [ $$? -eq 1 ]

test: EXTRA_PACKAGES := $(TEST_PACKAGES)
test: setup
	swift build --build-tests
	swift test --skip-build

rules: setup
	swift run -q PackEmbedder Rules $(PACK_SOURCE)

lint: setup
	swift format lint --strict --recursive Package.swift Sources Tests
	Scripts/check-rooms
	swift run -q PackEmbedder Rules .build/StandardPack.swift
	cmp .build/StandardPack.swift $(PACK_SOURCE) || { echo "Rules/ has changed: run 'make rules'"; exit 1; }

format:
	swift format --in-place --recursive Package.swift Sources Tests

# Floors that the measured values clear; CI holds them.
EVAL_FLOORS := --min-precision 0.97 --min-recall 0.85

eval: build
	@$$(swift build -c release --show-bin-path)/fencewatch eval corpus $(EVAL_FLOORS) > .build/eval.txt; status=$$?; \
	{ echo "# Results"; echo; echo "\`make eval\`, which runs \`fencewatch eval corpus $(EVAL_FLOORS)\`:"; echo; \
	  echo '```text'; cat .build/eval.txt; echo '```'; } > corpus/RESULTS.md; cat .build/eval.txt; exit $$status

count: build
	Scripts/count-instructions $$(swift build -c release --show-bin-path)/fencewatch

# Hours: what TailTests runs in short, and what it does not run, since that is about times.
SCENARIOS := kill_loop rename copytruncate rewrites identity half_line long_line many_files fairness sparse hung disk_full \
	compress latency conversation begins skipped found encodings state migration reading watching contract model

soak: EXTRA_PACKAGES := $(TEST_PACKAGES)
soak: build
	for scenario in $(SCENARIOS); do \
		python3 Tests/CommandLineTests/tail/tail.py $$(swift build -c release --show-bin-path)/fencewatch $$scenario --long || exit 1; \
	done

bench: EXTRA_PACKAGES := $(BENCH_PACKAGES)
bench: build
	swift build -c release --package-path Benchmarks
	Benchmarks/run.py
