# A thin face on Meson; tools/ does the work. `make help` lists the targets.
BUILD ?= build
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 600

.PHONY: all help deps demo test test-web test-arm64 web asan fuzz bench eval-grammar tidy format install clean

all: $(BUILD)/build.ninja
	@ninja -C $(BUILD)

$(BUILD)/build.ninja:
	@command -v meson >/dev/null || tools/install_deps.sh build
	meson setup $(BUILD) --prefix $(PREFIX)

help:
	@sed -n 's/^#: //p' Makefile

#: make            build $(BUILD)/annals
#: make deps       install the Debian packages that building, testing and the demo need
deps:
	@tools/install_deps.sh build test

#: make demo       install what is missing, build, read the example reports and show them
demo:
	@tools/install_deps.sh build
	@$(MAKE) --no-print-directory all
	@tools/demo.sh $(BUILD)/annals

#: make test       install what is missing and run all tests
test:
	@tools/install_deps.sh build test
	@tools/run_tests.sh

#: make test-web   every page in Debian's Chromium, with axe-core (installs Chromium and two npm packages; needs Node)
test-web:
	@tools/install_deps.sh build test browser
	@tools/run_tests.sh web

#: make test-arm64 build for 64-bit ARM, run it under qemu, compare its bytes with this machine's (installs both)
test-arm64: all
	@tools/install_deps.sh arm64
	@tools/test_arm64.sh $(BUILD) || [ $$? -eq 77 ]

#: make web        build web/dist/ from web/ (needs Node 20); only after changing the page
web:
	@tools/build_web.sh

#: make asan       build with AddressSanitizer and UBSan in build-asan/ and run the unit tests there
asan:
	@tools/install_deps.sh build test
	@tools/run_tests.sh asan

#: make fuzz       run every fuzz target for FUZZ_SECONDS (600)
fuzz:
	@tools/install_deps.sh build test
	@FUZZ_SECONDS=$(FUZZ_SECONDS) tools/run_tests.sh fuzz

#: make bench      measure speed and memory (bench/README.md)
bench: all
	@bench/run.sh $(BUILD)

#: make eval-grammar  score the grammar on treebanks and entity sets beside the clone (bench/eval_grammar.sh)
eval-grammar: all
	@bench/eval_grammar.sh $(BUILD)

#: make tidy       clang-tidy over src/
tidy:
	@tools/install_deps.sh build test
	@tools/run_tests.sh tidy

#: make format     clang-format over the tree
format:
	@tools/check_format.sh --fix

#: make install    install under PREFIX (/usr/local)
install: all
	@meson configure $(BUILD) --prefix $(PREFIX)
	@ninja -C $(BUILD) install

#: make clean      remove the build folders
clean:
	rm -rf $(BUILD) build-arm64 build-asan build-fuzz build-tidy
