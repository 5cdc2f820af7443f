"""How fast Brobyg is, in ratios, and how its cost grows: `make bench`. What the figures mean: docs/performance.md."""
