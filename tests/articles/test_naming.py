"""Addresses: readable in two scripts, bounded, never reserved; and the names that files are known by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import naming
from articles.importing.document import Metadata
from articles.naming import alternatives, base_name, import_name, slug_for, source_key, why_refused


@pytest.mark.parametrize(
    ("title", "path", "slug"),
    [
        ("中国K签证：抢人才", "x.md", "zhong-guo-k-qian-zheng-qiang-ren-cai"),
        ("長城與音樂會", "cc26b622385fced5.txt", "chang-cheng-yu-yin-yue-hui"),
        ("重庆银行行长", "12.md", "chong-qing-yin-hang-hang-zhang"),
        ("Über Grenzen", "文件.md", "uber-grenzen"),
        ("Whatever", "K_visa_backlash.md", "k-visa-backlash"),
        ("Whatever", "000_cc26b622385fced5.txt", "whatever"),
        ("Whatever", "2020/my-first-post/index.md", "my-first-post"),
        ("Whatever", "my-first-post/index.zh-cn.md", "my-first-post"),
        ("Whatever", "untitled-3.md", "whatever"),
        ("Whatever", "2021/2021-03-04.md", "whatever"),
        ("China's Policy:A Bid (again)", "1.md", "chinas-policy-a-bid-again"),
        ("New", "new.md", None),
        ("🤣", "😀.md", None),
    ],
)
def test_an_address_is_made_of_the_words_there_are(title, path, slug):
    made = slug_for(Metadata(title=title), path)
    assert made == slug or (slug is None and made.startswith("article-"))


def test_characters_with_several_readings_are_read_by_their_words_in_both_scripts():
    assert naming.latin("长城") == naming.latin("長城") == "chang-cheng"
    assert naming.latin("音乐") == naming.latin("音樂") == "yin-yue"
    assert naming.latin("快乐") == naming.latin("快樂") == "kuai-le"


@pytest.mark.parametrize(
    ("stated", "slug"),
    [
        ("my-own-words", "my-own-words"),
        ("/My-Own-Words/", "my-own-words"),
        ("中国签证", "中国签证"),
        ("../../etc", "file-name"),
        ("a/b", "file-name"),
        ("search", "file-name"),
        ("two words", "file-name"),
        ("", "file-name"),
        (["list"], "file-name"),
        (None, "file-name"),
    ],
)
def test_the_front_matter_s_slug_counts_if_it_is_one(stated, slug):
    assert slug_for(Metadata(title="T", extra={"slug": stated}), "file-name.md") == slug


def test_the_file_name_that_the_document_states_comes_before_the_file_s_own():
    assert slug_for(Metadata(title="T", file_name="k_visa.md"), "other-words.md") == "k-visa"
    assert slug_for(Metadata(title="T", file_name="12.md"), "other-words.md") == "other-words"


def test_a_long_address_is_cut_between_words():
    slug = slug_for(Metadata(title="抢人才之路" * 40), "1.md")
    assert len(slug) <= naming.LONGEST
    assert slug.split("-")[-1] in ["qiang", "ren", "cai", "zhi", "lu"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_every_title_and_name_makes_an_address_that_may_be_used(title, path):
    slug = slug_for(Metadata(title=title), import_name(path))
    assert why_refused(slug) is None
    assert len(slug) <= naming.LONGEST
    assert all(why_refused(other) is None for other in alternatives(slug, path))


@pytest.mark.parametrize(
    ("slug", "code"),
    [("", "empty"), ("new", "reserved"), ("Two Words", "signs"), ("a" * 161, "long"), ("fine-2", None)],
)
def test_what_cannot_be_an_address_is_told(slug, code):
    assert why_refused(slug) == code


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("post1/index.md", "post1/index.md"),
        ("./a//b/../c.md", "a/b/c.md"),
        ("C:\\texts\\a.md", "texts/a.md"),
        ("/etc/passwd", "etc/passwd"),
        ("cafe\u0301.md", "café.md"),
        ("a\x00b\n.md", "ab.md"),
        ("..", "unnamed"),
    ],
)
def test_a_file_is_known_by_its_path_below_the_folder(path, name):
    assert import_name(path) == name


@given(st.text(max_size=700))
def test_the_name_of_a_file_is_bounded_and_its_own_name(path):
    name = import_name(path)
    assert 0 < len(name) <= naming.LONGEST_FILE_NAME
    assert import_name(name) == name


def test_long_paths_that_end_alike_stay_two():
    ends = "/" + "x" * 400 + ".md"
    assert import_name("a" + ends) != import_name("b" + ends)


def test_where_the_name_says_nothing_the_folder_belongs_to_it():
    assert base_name("2020/post1/index.md") == "post1/index.md"
    assert base_name("2020/post1/index.zh.md") == "post1/index.zh.md"
    assert base_name("2020/visas.md") == "visas.md"


def test_one_source_address_in_two_spellings_has_one_key():
    assert source_key("http://example.org/a/") == source_key("https://example.org/a#top") != ""
    assert source_key("《人民日报》") == source_key("") == ""
