"""The command that measures and prints."""

from __future__ import annotations

from collections.abc import Callable

import click

from benchmarks import delivery, digests, gestures, importing, memory, start, tick, typeahead
from benchmarks.report import Table, machine, markdown

FIGURES: dict[str, Callable[[bool], Table]] = {
    "gestures": lambda quick: gestures.measure(gestures.QUICK if quick else gestures.Counts()),
    "typeahead": lambda quick: typeahead.measure(typeahead.QUICK if quick else typeahead.Counts()),
    "import": lambda quick: importing.measure(importing.QUICK if quick else importing.Counts()),
    "tick": lambda quick: tick.measure(tick.QUICK if quick else tick.Counts()),
    "digests": lambda quick: digests.measure(digests.QUICK if quick else digests.Counts()),
    "delivery": lambda quick: delivery.measure(delivery.QUICK if quick else delivery.Counts()),
    "memory": lambda quick: memory.measure(memory.QUICK if quick else memory.Counts()),
    "start": lambda quick: start.measure(start.QUICK if quick else start.Counts()),
}


@click.command()
@click.argument("figure", type=click.Choice(list(FIGURES)), required=False)
@click.option(
    "--quick", is_flag=True, help="Only see whether it runs: a handful of gestures, whose figures mean nothing."
)
def main(figure: str | None, quick: bool) -> None:
    """Measure FIGURE, or all of them, and print Markdown tables; minutes, on a machine that is left alone."""
    click.echo(f"{machine()}\n")
    for name, measure in FIGURES.items():
        if figure in (None, name):
            click.echo(markdown(measure(quick)))
