"""The yardstick: a bare page with 25 widgets of the same kind and one line of text that changes."""

import streamlit as st

chosen = [
    st.radio(
        f"Question {i}",
        ["a", "b", "c", "unknown"],
        index=None,
        key=f"q_{i}",
        captions=["One thing.", "Another thing.", "A third thing.", "Not known."],
        horizontal=True,
    )
    for i in range(25)
]
st.text(f"answered: {sum(each is not None for each in chosen)}")
