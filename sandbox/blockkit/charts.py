"""The charts of the data_visualization block."""

from collections.abc import Iterator
from typing import Any

from sandbox.blockkit.objects import TYPE
from sandbox.blockkit.problem import Problem, failed
from sandbox.blockkit.rules import Items, Kinds, Number, Shape, String

PAGE = "reference/block-kit/blocks/data-visualization-block"


def points_follow_the_axis(chart: dict[str, Any]) -> Iterator[Problem]:
    """Every series has "exactly one entry for every label in `axis_config.categories`"."""
    categories = sorted(chart["axis_config"]["categories"])
    for index, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != categories:
            yield failed("must have exactly one point for every category", f"/series/{index}/data")


def series_have_names_of_their_own(chart: dict[str, Any]) -> Iterator[Problem]:
    names: set[str] = set()
    for index, series in enumerate(chart["series"]):
        if series["name"] in names:
            yield failed(f"series name already exists: {series['name']}", f"/series/{index}/name")
        names.add(series["name"])


_LABEL = String(20, least=1)

_SEGMENT = Shape(PAGE, needs={"label": _LABEL, "value": Number(above=0)}, takes={})

_POINT = Shape(PAGE, needs={"label": _LABEL, "value": Number()}, takes={})

_SERIES = Shape(PAGE, needs={"name": _LABEL, "data": Items(_POINT, 1, 20)}, takes={})

_AXES = Shape(
    PAGE,
    # The page gives no number of categories; each needs its point, and a series has 1 to 20 of those.
    needs={"categories": Items(_LABEL, 1, 20, distinct=True)},
    takes={"x_label": String(50), "y_label": String(50)},
)

# 12 series or segments by the page as of September 2026; its first text, of June 2026, said 6.
_DRAWN = Shape(
    PAGE,
    needs={"series": Items(_SERIES, 1, 12), "axis_config": _AXES},
    takes=TYPE,
    also=(points_follow_the_axis, series_have_names_of_their_own),
)

CHART = Kinds(
    {
        "pie": Shape(PAGE, needs={"segments": Items(_SEGMENT, 1, 12)}, takes=TYPE),
        "bar": _DRAWN,
        "area": _DRAWN,
        "line": _DRAWN,
    }
)
