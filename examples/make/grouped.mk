# All figures from one command, with the same categories and colours in each (GNU make 4.3 or newer, for &:).

HEADMAP ?= headmap
FIGURES := $(patsubst ../runs/%.csv,figs/%.svg,$(wildcard ../runs/*.csv))

all: $(FIGURES)

# batch leaves a figure that is up to date as it is; touch tells make so
$(FIGURES) &: $(wildcard ../runs/*.csv)
	$(HEADMAP) batch '../runs/*.csv' -c ../style.headmap.yaml -o 'figs/{stem}.svg' --depfile figs/all.d
	@touch $(FIGURES)

.PHONY: all
-include figs/all.d
