"""Every word of the interface is said in each of its languages, in that language's own words."""

from __future__ import annotations

import ast
import gettext
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation.template import templatize

from articles.text.language import SIMPLIFIED_ONLY, TRADITIONAL_ONLY
from tests.build import make_annotation, make_article

ROOT = Path(settings.BASE_DIR)
LOCALES = ["zh_Hans", "zh_Hant"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^>]+>")
CALLS = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy",
    "pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy",
}  # fmt: skip
CALL = re.compile(r"\b(_|n?p?gettext)\(")

MAINLAND_TERMS = [
    "登錄", "賬號", "賬戶", "帳戶", "設置", "重置", "默認", "鏈接", "視頻", "信息", "打印", "搜索", "保存", "文檔", "服務器", "軟件",
    "硬件", "網絡", "用戶", "數據", "質量", "屏幕", "鼠標", "刷新", "導入", "導出", "字符", "字節", "字段", "代碼", "創建", "添加",
    "回復", "批注", "菜單", "文件夾", "郵箱", "舉報", "元數據", "選中", "緩存", "程序", "界面", "快捷鍵", "在線", "離線", "移動端", "登陸",
    "注冊", "加粗", "提交", "編者按", "圖片說明", "當前",
]  # fmt: skip
TAIWAN_TERMS = [
    "登入", "登出", "帐号", "帐户", "设定", "预设", "连结", "影片", "资讯", "列印", "搜寻", "储存", "档案", "使用者", "伺服器", "软体",
    "硬体", "网路", "品质", "萤幕", "滑鼠", "汇入", "汇出", "字元", "位元组", "栏位", "程式", "回覆", "注记", "註記", "检举", "图说",
    "后设资料", "快速键", "资料夹", "电子邮件", "专案", "画线", "介面", "线上", "离线", "选取", "重新整理", "重设", "变更", "内文",
]  # fmt: skip


@dataclass
class Entry:
    """One message of a catalogue: its comments and its fields by their keywords."""

    comments: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        context = self.fields.get("msgctxt")
        return self.fields["msgid"] if context is None else f"{context}\x04{self.fields['msgid']}"

    @property
    def words(self) -> str:
        """The translation; Chinese has one form for every number."""
        return self.fields.get("msgstr", self.fields.get("msgstr[0]", ""))

    @property
    def is_fuzzy(self) -> bool:
        return any(line.startswith("#,") and "fuzzy" in line for line in self.comments)


def read_catalogue(text: str) -> list[Entry]:
    """The entries of a .po file, its header first."""
    entries = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        entry, keyword = Entry(), ""
        for line in chunk.splitlines():
            if line.startswith("#"):
                entry.comments.append(line)
                continue
            if not line.startswith('"'):
                keyword, line = line.split(" ", 1)  # noqa: PLW2901
                entry.fields[keyword] = ""
            entry.fields[keyword] += ast.literal_eval(line)
        if entry.fields:
            entries.append(entry)
    return entries


@cache
def catalogue(locale: str) -> list[Entry]:
    """The messages of ``locale`` without the header."""
    path = ROOT / "locale" / locale / "LC_MESSAGES" / "django.po"
    return [entry for entry in read_catalogue(path.read_text()) if entry.fields["msgid"]]


def by_message(locale: str) -> dict[str, str]:
    return {entry.key: entry.words for entry in catalogue(locale)}


def messages_in_python(tree: ast.AST) -> Iterator[str]:
    """The keys of what a module's gettext calls ask for."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in CALLS and node.args:
            words = [
                part.value
                for part in node.args
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            if not words:
                continue
            yield f"{words[0]}\x04{words[1]}" if "pgettext" in name else words[0]


def messages_in_template(text: str) -> Iterator[str]:
    """The keys of what a template's tags ask for, read the way Django's own makemessages reads them."""
    source = templatize(text)
    for call in CALL.finditer(source):
        arguments = re.match(
            r"""(?:u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\s*,?\s*){1,3}""", source[call.end() :]
        )
        assert arguments, source[call.start() : call.start() + 80]
        literals = re.findall(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*\"""", arguments[0])
        words = [ast.literal_eval(literal) for literal in literals]
        yield f"{words[0]}\x04{words[1]}" if "pgettext" in call[1] else words[0]


def sources(suffix: str) -> list[Path]:
    rooms = ["accounts", "annotations", "articles", "kvisa_site", "templates"]
    return sorted(path for room in rooms for path in (ROOT / room).rglob(f"*{suffix}"))


def asked_for() -> dict[str, str]:
    """Every message of the product's code and pages, with a file that asks for it."""
    found: dict[str, str] = {}
    for path in sources(".py"):
        with tokenize.open(path) as file:
            found |= dict.fromkeys(messages_in_python(ast.parse(file.read())), str(path.relative_to(ROOT)))
    for suffix in (".html", ".txt"):
        for path in sources(suffix):
            found |= dict.fromkeys(messages_in_template(path.read_text()), str(path.relative_to(ROOT)))
    return found


def glossary() -> list[list[str]]:
    """The rows of the table of terms: English, Simplified, Traditional, remark."""
    lines = (ROOT / "docs" / "glossary.md").read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return rows[2:]


# Catalogues --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_is_translated_and_none_is_only_guessed(locale):
    entries = catalogue(locale)
    assert len(entries) > 400
    assert [entry.key for entry in entries if not entry.words.strip()] == []
    assert [entry.key for entry in entries if entry.is_fuzzy] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_catalogue_holds_what_the_pages_and_the_code_ask_for_and_nothing_else(locale):
    asked, held = asked_for(), by_message(locale)
    assert {message: file for message, file in asked.items() if message not in held} == {}
    assert sorted(set(held) - set(asked)) == []


def test_both_catalogues_hold_the_same_messages():
    assert set(by_message("zh_Hans")) == set(by_message("zh_Hant"))


@pytest.mark.parametrize("locale", LOCALES)
def test_placeholders_and_tags_are_those_of_the_english_message(locale):
    wrong = []
    for entry in catalogue(locale):
        english = entry.fields.get("msgid_plural", entry.fields["msgid"])
        wrong += [
            (english, entry.words)
            for pattern in (PLACEHOLDER, TAG)
            if sorted(pattern.findall(english)) != sorted(pattern.findall(entry.words))
        ]
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_compiled_catalogue_says_what_the_written_one_says(locale):
    path = ROOT / "locale" / locale / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in catalogue(locale):
        context, message = entry.fields.get("msgctxt"), entry.fields["msgid"]
        plural = entry.fields.get("msgid_plural")
        if plural is not None:
            assert [compiled.ngettext(message, plural, number) for number in (1, 2)] == [entry.words] * 2
        elif context is not None:
            assert compiled.pgettext(context, message) == entry.words
        else:
            assert compiled.gettext(message) == entry.words
    held = {key if isinstance(key, str) else key[0] for key in compiled._catalog if key}
    assert held == set(by_message(locale))


# Words -------------------------------------------------------------------------------------------------------


def test_traditional_chinese_uses_no_term_of_the_mainland():
    found = [
        (term, words) for words in by_message("zh_Hant").values() for term in MAINLAND_TERMS if term in words
    ]
    assert found == []


def test_simplified_chinese_uses_no_term_of_taiwan():
    found = [
        (term, words) for words in by_message("zh_Hans").values() for term in TAIWAN_TERMS if term in words
    ]
    assert found == []


@pytest.mark.parametrize(("locale", "foreign"), [("zh_Hans", TRADITIONAL_ONLY), ("zh_Hant", SIMPLIFIED_ONLY)])
def test_each_catalogue_keeps_to_its_script(locale, foreign):
    foreign = foreign - set("首缺")  # these two are written alike in both scripts
    found = [(set(words) & foreign, words) for words in by_message(locale).values() if set(words) & foreign]
    assert found == []


@pytest.mark.parametrize(("locale", "word"), [("zh_Hans", "评论"), ("zh_Hant", "評論")])
def test_only_comments_that_came_with_the_source_are_called_comments(locale, word):
    messages = [message for message, words in by_message(locale).items() if word in words]
    assert messages
    assert [message for message in messages if "comment" not in message.lower()] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_chinese_sentences_have_full_width_punctuation(locale):
    half_width = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;?!()][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?:\s|$)")
    found = []
    for words in by_message(locale).values():
        # A Markdown link shown as an example keeps the brackets that must be typed.
        bare = re.sub(r"\[\w+\]\(https://…\)", "", words)
        if half_width.search(bare):
            found.append(words)
    assert found == []


def test_traditional_chinese_quotes_with_corner_brackets_and_simplified_does_not():
    assert [words for words in by_message("zh_Hant").values() if set(words) & set("“”‘’")] == []
    assert [words for words in by_message("zh_Hans").values() if set(words) & set("「」『』")] == []


@pytest.mark.parametrize(("column", "locale"), [(1, "zh_Hans"), (2, "zh_Hant")])
def test_the_catalogue_uses_the_words_of_the_glossary(column, locale):
    rows = glossary()
    assert len(rows) >= 50
    checked = set()
    for row in rows:
        english = row[0].replace("’", "'")
        for key, words in by_message(locale).items():
            if key.split("\x04")[-1].replace("’", "'").lower() == english:
                checked.add(english)
                assert words in (row[column], "理由"), (key, words)
    unused = {row[0].replace("’", "'") for row in rows} - checked - {"passage"}
    assert unused == set()


# Pages -------------------------------------------------------------------------------------------------------

GREETINGS = {
    "en": ("en", "Reading room", "Sign in", "Discussion"),
    "zh-CN,zh;q=0.9": ("zh-hans", "阅览室", "登录", "讨论"),
    "zh-TW,zh;q=0.9": ("zh-hant", "閱覽室", "登入", "討論"),
    "zh-HK": ("zh-hant", "閱覽室", "登入", "討論"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("accepted", GREETINGS)
def test_pages_speak_the_language_that_the_reader_s_browser_asks_for(accepted):
    code, room, sign_in, discussion = GREETINGS[accepted]
    article = make_article()
    make_annotation(article, "nobody needs an invitation")
    browser = Client(headers={"accept-language": accepted})
    pages = {
        "/": [room, sign_in],
        "/accounts/login/": [room, sign_in],
        article.get_absolute_url(): [room, discussion],
    }
    for address, expected in pages.items():
        response = browser.get(address)
        assert response.status_code == 200
        html = response.content.decode()
        assert f'<html lang="{code}"' in html
        for words in expected:
            assert words in html, (address, words)
        for other_code, *others in GREETINGS.values():
            if other_code != code:
                assert others[0] not in html, (address, others[0])


@pytest.mark.django_db
def test_one_article_is_read_in_one_language_after_the_other():
    article = make_article()
    make_annotation(article, "nobody needs an invitation", kind="question")
    signs = []
    for code in ("zh-hans", "en", "zh-hant", "zh-hans"):
        html = Client(headers={"accept-language": code}).get(article.get_absolute_url()).content.decode()
        signs.append([word for word in ("Discussion", "讨论", "討論") if word in html])
        assert "nobody needs an invitation" in html
    assert signs == [["讨论"], ["Discussion"], ["討論"], ["讨论"]]


@pytest.mark.django_db
def test_the_choice_at_the_foot_of_the_page_outweighs_the_browser(client):
    answer = client.post("/language/", {"language": "zh-hant", "next": "/"})
    assert answer.status_code == 302
    page = client.get("/", headers={"accept-language": "zh-CN"})
    assert '<html lang="zh-hant"' in page.content.decode()


@pytest.mark.django_db
def test_a_language_that_nobody_speaks_here_falls_back_to_english(client):
    assert '<html lang="en"' in client.get("/", headers={"accept-language": "fi"}).content.decode()


@pytest.mark.django_db
def test_a_refusal_is_told_in_the_reader_s_language(client):
    answer = client.post("/language/", {"language": "xx"}, headers={"accept-language": "zh-TW"})
    assert answer.status_code == 400
    assert answer.content.decode() == by_message("zh_Hant")["This language is not offered."]
