"""Words for what the pure rooms name by codes: kinds of blocks, languages, reasons of guesses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from articles.text.blocks import BlockKind

KIND_LABELS = {
    BlockKind.DECK: _("Deck"),
    BlockKind.BYLINE: _("Byline"),
    BlockKind.HEADING: _("Heading"),
    BlockKind.PARAGRAPH: _("Paragraph"),
    BlockKind.TURN: _("Turn"),
    BlockKind.CAPTION: _("Caption"),
    BlockKind.IMAGE: _("Image"),
    BlockKind.EDITORS_NOTE: _("Editor’s note"),
    BlockKind.RELATED: _("Related piece"),
    BlockKind.LIST_ITEM: _("List item"),
    BlockKind.QUOTE: _("Quotation"),
    BlockKind.TABLE_ROW: _("Table row"),
    BlockKind.CODE: _("Code"),
    BlockKind.COMMENTS_HEADING: _("Heading of the comments"),
    BlockKind.COMMENT: _("Imported comment"),
}

LANGUAGE_LABELS = {
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
    "en": "English",
    "zh": "中文",
    "ja": "日本語",
    "ko": "한국어",
    "und": _("Undetermined"),
}

FORMAT_LABELS = {
    "markdown": "Markdown",
    "text": _("pasted text"),
    "html": "HTML",
    "docx": "Word (DOCX)",
    "transcript": _("transcript"),
}

ENCODING_LABELS = {
    "utf-8": "UTF-8",
    "gb18030": "GB 18030 (GBK, GB 2312)",
    "big5hkscs": "Big5",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
}

GUESS_LABELS = {
    "short-line": _("a short line without an end mark"),
    "question-line": _("a short question on a line of its own"),
    "name-and-colon": _("a name and a colon, again and again"),
    "name-comes-back": _("the same names stand before the words, again and again"),
    "time-before-words": _("a time stands before the words"),
    "credit-at-end": _("it ends with a credit"),
    "note-goes-on": _("the editor’s note seems to go on"),
    "under-title": _("a short paragraph under the title"),
    "bullet": _("a bullet or number begins the line"),
    "comment-head": _("a name, a time or a floor stands with it among the comments"),
    "byline": _("a line near the title or the end says so"),
    "who-and-when": _("the line says who, when or where from"),
    "caption-mark": _("it begins as captions do"),
    "under-related": _("it stands under a line that points to other pieces"),
    "numbered-line": _("a short numbered line"),
    "quote-sign": _("a quotation sign begins the line"),
    "tabs": _("tabs part its cells"),
    "comment": _("it stands under the heading of the comments"),
    "first-line": _("the first line of the text"),
    "first-words": _("the first words of the text stand in for a title"),
    "only-heading": _("the only heading of the first level"),
    "file-name": _("the file’s name"),
    "last-change": _("the day of the last change"),
    "window-title": _("the title of the browser’s window"),
    "file-properties": _("the properties of the Word file"),
}

ADDRESS_REFUSALS = {
    "empty": _("An article needs an address."),
    "long": _("The address is too long."),
    "signs": _("An address is made of small letters, digits and hyphens."),
    "reserved": _("This address is kept for the site itself."),
    "taken": _("Another article has, or once had, this address."),
}
