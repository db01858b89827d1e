"""The yardstick: a bare page with one slider and one Plotly figure, the same figures as ours, made beforehand."""

import os
from pathlib import Path

import plotly.io
import streamlit as st

FOLDER = Path(os.environ["FIGURES"])


@st.cache_resource
def made() -> dict:
    """Volume -> its figure."""
    return {int(path.stem): plotly.io.from_json(path.read_text()) for path in FOLDER.glob("*.json")}


st.set_page_config(layout="wide")
figures = made()
volume = st.select_slider("Requests a month", sorted(figures), value=20_000, format_func=lambda each: f"{each:,}")
st.plotly_chart(figures[volume], key="chart")
