# All figures from one command, with the same categories and colours in each (GNU make 4.3 or newer, for &:).

HEADMAP ?= headmap
FIGURES := $(patsubst ../runs/%.csv,shared/%.svg,$(wildcard ../runs/*.csv))

all: $(FIGURES)

# batch leaves a figure that is up to date as it is; touch tells make so
$(FIGURES) &: $(wildcard ../runs/*.csv)
	$(HEADMAP) batch '../runs/*.csv' -c ../style.headmap.yaml -o 'shared/{stem}.svg' --depfile shared/all.d
	@touch $(FIGURES)

.PHONY: all
-include shared/all.d
