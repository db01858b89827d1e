"""The plan and the costs as files, and plans and prices from files."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from advisor.api import CostReport
from advisor.errors import PriceError
from advisor.files.cost_plan import cost_plan_as_yaml, cost_plan_in
from advisor.language import N_, Language, _, language, speaking
from advisor.ui.parts.cost_entries import VOLUME, entries_of, likely_volume
from advisor.ui.parts.cost_prices import price_file, price_mistakes
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, show_notice
from advisor.ui.parts.priced import Priced, priced
from advisor.ui.parts.visit import Visit, this_visit

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_costs(found: Priced) -> None:
    """The workbook with live formulas, the plan as YAML, the costs as JSON; each is made when it is asked for."""
    if found.costs is None:
        return
    # a file is made outside of the run of the page: it goes by the visit as it then is, sliders included
    visit, lang = this_visit(), language()
    faces = (
        (_("Workbook with formulas (xlsx)"), lambda: _report(visit, lang).to_xlsx(), "costs.xlsx", _XLSX),
        (_("Plan (YAML)"), lambda: cost_plan_as_yaml(priced(visit).entered.plan), "plan.yaml", "application/yaml"),
        (_("Costs (JSON)"), lambda: _report(visit, lang).to_json(), "costs.json", "application/json"),
    )
    with st.container(horizontal=True, key="cost_downloads", gap="small"):
        for name, face, file, kind in faces:
            st.download_button(name, face, file, kind, key=f"cost_as_{file}", on_click="ignore")


def take_files(found: Priced) -> None:
    """The upload of a plan and of a price file; mistakes stand below, line by line, and nothing is lost."""
    visit = this_visit()
    with st.expander(_("Bring a cost plan or a price file"), key="cost_uploads"):
        plan, prices = st.columns(2)
        with plan:
            key = f"cost_plan_{visit.uploads}"
            st.file_uploader(
                _("Cost plan (YAML or JSON): takes the place of what is entered"),
                key=key,
                max_upload_size=1,
                on_change=handler(_take_plan),
                args=(key,),
            )
        with prices:
            key = f"cost_price_file_{visit.uploads}"
            st.file_uploader(
                _("Price file (YAML): laid on the price book"),
                key=key,
                max_upload_size=1,
                on_change=handler(_take_prices),
                args=(key,),
            )
            if visit.price_file is not None:
                in_use = _("In use: {name}", name=visit.price_file.name)
                show(f"<p class='small'>{escape(in_use)}</p>")
                st.button(_("Take the price file out"), key="cost_price_drop", on_click=handler(_drop_prices))
    if mistakes := price_mistakes(visit):
        show_notice(_("The price file is not used until it is mended:"), *mistakes)
    if found.entered.unused:
        names = _(", ").join(f"`{name}`" for name in found.entered.unused)
        told = N_("Entries for {variants} are kept but not used: these results have no such variant; add it below.")
        show_notice(_(told, variants=names))


def _report(visit: Visit, lang: Language) -> CostReport:
    with speaking(lang):
        found = priced(visit)
        evidence = found.evidence if found.evidence and found.evidence.variants else None
        return CostReport.of(found.costs, evidence)


def _take_plan(key: str) -> None:
    visit, uploaded = this_visit(), st.session_state[key]
    if uploaded is None:
        return
    try:
        entries = entries_of(cost_plan_in(uploaded.getvalue(), uploaded.name))
    except PriceError as error:
        visit.notice = f"{_('What was entered is kept.')}\n{error}"
        return
    volume = likely_volume(entries[VOLUME]) if VOLUME in entries else visit.monthly_volume
    visit.costs, visit.monthly_volume = entries, volume
    visit.uploads += 1


def _take_prices(key: str) -> None:
    visit, uploaded = this_visit(), st.session_state[key]
    if uploaded is not None:
        visit.price_file = price_file(uploaded.name, uploaded.getvalue())
        visit.uploads += 1


def _drop_prices() -> None:
    this_visit().price_file = None
