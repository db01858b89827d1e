"""A figure as a still picture, for reports: by kaleido and a Chromium that is installed; nothing is fetched."""

from __future__ import annotations

import logging
import re
from typing import Final, Literal

import plotly.graph_objects as go

from advisor.errors import AdvisorError

_MAKES: Final = re.compile(r'id="defs-([0-9a-f]+)"')
"""Where Plotly shows the random word that it puts into every id of one drawing."""
_TIMEOUT_S: Final = 60


def picture(
    figure: go.Figure, format: Literal["svg", "png"] = "svg", width: int | None = None, height: int | None = None
) -> bytes:
    """The picture; the same figure and size give the same bytes as SVG, and a PNG with two dots a pixel.

    `width`: 1280 pixels, `height`: that of the figure, where they are left out. Raises `AdvisorError` where kaleido or
    a browser is missing, or the browser does not start: print the data table in its place. The browser is the one of
    the environment variable `BROWSER_PATH`, else any Chromium, Chrome or Edge that is found.
    """
    try:
        import kaleido
        from kaleido.errors import BrowserClosedError, BrowserFailedError, ChromeNotFoundError, KaleidoError
    except ImportError as error:
        raise AdvisorError(
            "picture: `kaleido` is not installed; write `pip install 'llm-approach-advisor[report]'` to have pictures "
            "of figures, until then use the data table."
        ) from error
    options = {
        "format": format,
        "width": width or 1280,
        "height": height or figure.layout.height or 600,
        "scale": 1 if format == "svg" else 2,
    }
    content = figure.to_dict()
    for place, trace in enumerate(content["data"]):
        trace["uid"] = f"{place:06x}"  # Plotly would draw lots
    # it reports every message of the browser that comes in two pieces, and reads it all the same
    logging.getLogger("choreographer").setLevel(logging.CRITICAL)
    try:
        # MathJax would be fetched from the network, and no text of ours is a formula
        drawn: bytes = kaleido.calc_fig_sync(content, options, kopts={"mathjax": False, "timeout": _TIMEOUT_S})
    except ChromeNotFoundError as error:
        raise AdvisorError(
            "picture: no `chromium` was found; install Chromium or Chrome, or set the environment variable "
            "`BROWSER_PATH` to one, until then use the data table."
        ) from error
    except (BrowserClosedError, BrowserFailedError, KaleidoError, TimeoutError, RuntimeError) as error:
        raise AdvisorError(
            f"picture: the browser did not draw the figure ({type(error).__name__}); set the environment variable "
            "`BROWSER_PATH` to a Chromium or Chrome that starts, until then use the data table."
        ) from error
    return _settled(drawn) if format == "svg" else drawn


def _settled(svg: bytes) -> bytes:
    """The drawing with one fixed word in its ids, so that the same figure gives the same bytes."""
    text = svg.decode("utf-8")
    found = _MAKES.search(text)
    return text.replace(found.group(1), "figure").encode("utf-8") if found else svg
