"""The plain form of a message, read from its HTML."""

import re
from html.parser import HTMLParser

BLOCKS = {"p", "h1", "h2", "ul", "ol", "blockquote", "table", "div"}
SILENT = {"head", "style", "script", "title"}


class _Reader(HTMLParser):
    """Collects lines: blocks apart, list items with a dash, links with their address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0
        self.href = ""
        self.link_text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag in {"br", "tr"}:
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "a":
            self.href, self.link_text = dict(attrs).get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent -= 1
        elif tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a" and self.href:
            if self.href not in self.link_text:
                self.parts.append(f": {self.href}")
            self.href = ""

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        text = re.sub(r"\s+", " ", data)
        self.parts.append(text)
        self.link_text += text


def plain_text(html: str) -> str:
    """The text of simple HTML, readable by itself.

    >>> plain_text('<p>Dear Ann,</p><p><a href="http://x/y">Open it</a></p>')
    'Dear Ann,\\n\\nOpen it: http://x/y\\n'
    """
    reader = _Reader()
    reader.feed(html)
    lines = [line.strip() for line in "".join(reader.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
