"""Colours: enough contrast on every ground, and never the only sign."""

from __future__ import annotations

import pytest

from advisor.report.figure_theme import DASHES, MARK, SHAPES, THEMES, ThemeName, faded

NAMES: tuple[ThemeName, ...] = ("light", "dark", "grey")


def contrast(one: str, other: str) -> float:
    """The ratio of the relative luminances (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_is_that_of_the_definition() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)  # WebAIM's contrast checker


@pytest.mark.parametrize("name", NAMES)
def test_marks_and_lines_stand_out_from_the_paper(name: ThemeName) -> None:
    theme = THEMES[name]
    assert {place: contrast(colour, theme.paper) >= 3 for place, colour in theme.colours.items()} == dict.fromkeys(
        theme.colours, True
    )
    assert contrast(theme.muted, theme.paper) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_texts_can_be_read(name: ThemeName) -> None:
    theme = THEMES[name]
    assert contrast(theme.text, theme.paper) >= 4.5
    assert contrast(theme.muted, theme.paper) >= 4.5
    assert contrast(theme.text, theme.banner[0]) >= 4.5


@pytest.mark.parametrize("name", NAMES)
def test_small_texts_can_be_read_on_the_band_too(name: ThemeName) -> None:
    theme = THEMES[name]
    paper, band = ([int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (theme.paper, theme.band))
    mixed = [round(p * 0.88 + b * 0.12) for p, b in zip(paper, band, strict=True)]
    assert contrast(theme.muted, "#" + "".join(f"{c:02x}" for c in mixed)) >= 4.5


def test_every_approach_has_its_own_shape_and_in_colour_its_own_colour() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES) == 6
    for name in NAMES:
        assert len(set(THEMES[name].colours.values())) == len(SHAPES)


def test_grey_print_has_greys_only() -> None:
    theme = THEMES["grey"]
    colours = [theme.paper, theme.text, theme.muted, theme.grid, theme.band, *theme.banner, *theme.colours.values()]
    assert [colour for colour in colours if not colour[1:3] == colour[3:5] == colour[5:7]] == []


def test_the_dark_paper_is_the_dark_page_of_the_app() -> None:
    from advisor.ui.options import SETTINGS

    assert THEMES["dark"].paper == SETTINGS["theme.dark.backgroundColor"]


def test_marks_are_large_enough_and_lines_of_one_colour_differ() -> None:
    assert MARK >= 10
    assert len(set(DASHES)) == 6


def test_a_colour_can_be_faded() -> None:
    assert faded("#0072B2", 0.1) == "rgba(0,114,178,0.1)"
