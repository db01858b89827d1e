"""How people come in: the page, the short code, and a QR picture of the join link where that is known."""

from __future__ import annotations

from html import escape

from advisor.language import _
from advisor.ui.parts.qr_picture import qr_picture
from advisor.ui.parts.workshop_paths import JOIN, START
from advisor.ui.public_address import link_to, public_address


def invitation(code: str | None, join_key: str | None = None) -> str:
    """HTML; without the secret of the join link the QR picture leads to the page where the code is typed."""
    if code is None:
        return ""
    page = f"{public_address()}/{START}"
    target = link_to(JOIN, join_key) if join_key else f"{page}?code={code}"
    picture = qr_picture(target, _("QR picture of the way into this workshop"))
    how = escape(_("Scan it, or open {page} and type")).format(page=f"<b>{escape(page)}</b>")
    return f'<div class="invite">{picture}<div><p>{how}</p><p class="code">{escape(code)}</p></div></div>'
