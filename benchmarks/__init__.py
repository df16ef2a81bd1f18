"""The figures the README quotes: one module a figure, each measured beside its floor and told as a ratio to it."""
