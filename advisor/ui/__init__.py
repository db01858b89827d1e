"""The web app: the only code that imports Streamlit."""
