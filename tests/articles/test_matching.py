"""Which article a file is another state of: by choice, by path, by likeness, and never by accident."""

from __future__ import annotations

import pytest

from articles import actions
from articles.actions import Imported, Outcome
from articles.importing.parse import parse_document
from articles.matching import AS_NEW, MatchedBy
from articles.models import Article
from articles.naming import import_name

pytestmark = pytest.mark.django_db
SOURCE = "https://example.org/watch?v=1"


def text(title: str, *paragraphs: str, **fields: str) -> str:
    lines = [f"title: {title}", *(f"{name}: {value}" for name, value in fields.items())]
    return "---\n" + "\n".join(lines) + "\n---\n" + "\n\n".join(paragraphs) + "\n"


def take(content: str, file: str, **options: object) -> Imported:
    data = content.encode()
    return actions.import_document(actor=None, document=parse_document(data, file=file), data=data, **options)


def codes(imported: Imported) -> list[str]:
    return [warning.code for warning in imported.warnings]


def test_equal_names_in_two_folders_are_two_articles_and_stay_two():
    for _ in range(2):
        for folder in ("post1", "post2", "2020/post3"):
            take(text("Hello", "The same words.", "Twice."), f"{folder}/index.md")
        take(text("Hello", "你好。"), "zh/post1/index.md")
    assert Article.objects.count() == 4
    assert all(article.revisions.count() == 1 for article in Article.objects.all())


def test_the_path_decides_and_a_rival_by_source_is_told():
    first = take(text("One", "First words.", source=SOURCE), "one.md")
    take(text("Two", "Second words."), "two.md")
    again = take(text("Two", "Third words.", source=SOURCE), "two.md")
    assert (again.outcome, again.article.file_name) == (Outcome.REVISION, "two.md")
    assert codes(again) == ["matches-two"]
    assert first.article.slug in again.warnings[0].message


@pytest.mark.parametrize("other", ["http://example.org/watch?v=1", f"{SOURCE}#t=10"])
def test_a_renamed_file_is_known_by_its_source_address_and_then_by_its_new_name(other):
    first = take(text("A title", "Some words.", source=SOURCE), "old.md")
    moved = take(text("A title", "Other words.", source=other), "new-name.md")
    assert (moved.outcome, moved.article) == (Outcome.REVISION, first.article)
    assert codes(moved) == ["matched-by-likeness"]
    assert Article.objects.get().file_name == "new-name.md"
    assert take(text("A title", "Third words."), "new-name.md").article == first.article


def test_another_text_about_the_same_source_is_another_article_with_a_word_about_it():
    take(text("The transcript", "Word for word, all of it.", source=SOURCE), "transcript.md")
    made = take(text("A summary", "In short.", source=SOURCE), "summary.md")
    assert made.outcome is Outcome.NEW
    assert codes(made) == ["same-sign"]


def test_a_file_that_comes_without_its_folder_is_known_when_its_text_is():
    paragraphs = [f"Paragraph {number} of the notes." for number in range(6)]
    first = take(text("Notes", *paragraphs), "2020/notes.md")
    alone = take(text("Notes", *paragraphs[1:], "One more."), "notes.md")
    assert alone.article == first.article
    other = take(text("Notes", "Nothing in common with them."), "2021/notes.md")
    assert other.outcome is Outcome.NEW


def test_the_file_name_in_the_front_matter_is_a_sign_beside_the_title():
    first = take(text("K visa", "Some words.", file_name="k.md"), "000_cc26b622.txt")
    again = take(text("K visa", "Other words.", file_name="k.md"), "k.md")
    assert again.article == first.article


def test_files_of_one_batch_are_never_two_states_of_one_article():
    first = take(text("A title", "Words.", source=SOURCE), "a.md")
    second = take(text("A title", "Words.", source=SOURCE), "b.md", taken={first.article.pk})
    assert second.outcome is Outcome.NEW


def test_two_that_fit_are_told_and_neither_is_changed():
    for name in ("a.md", "b.md"):
        take(text("A title", "Words.", source=SOURCE), name, target=AS_NEW)
    third = take(text("A title", "Words and more.", source=SOURCE), "c.md")
    assert third.outcome is Outcome.NEW
    assert codes(third) == ["matches-several"] * 2


def test_the_editor_s_choice_comes_first_and_the_file_is_known_from_then_on():
    article = take(text("One", "First words."), "one.md").article
    chosen = take(text("Uno", "Altogether different."), "uno.md", target=article)
    assert (chosen.outcome, chosen.article.pk) == (Outcome.REVISION, article.pk)
    assert Article.objects.get().file_name == "uno.md"


def test_a_name_that_another_article_has_is_not_taken_from_it():
    one = take(text("One", "First words."), "one.md").article
    two = take(text("Two", "Second words."), "two.md").article
    chosen = take(text("Two", "Third words."), "one.md", target=two)
    assert codes(chosen) == ["matches-two"]
    assert [article.file_name for article in Article.objects.order_by("pk")] == ["one.md", "two.md"]
    as_new = take(text("Three", "Fourth words."), "one.md", target=AS_NEW)
    assert (as_new.outcome, as_new.article.file_name) == (Outcome.NEW, "")
    assert take(text("One", "Fifth words."), "one.md").article == one


def test_the_same_bytes_are_known_without_reading_them():
    content = text("One", "First words.")
    article = take(content, "posts/one.md").article
    assert actions.find_unchanged(data=content.encode(), file="./posts/one.md") == article
    assert actions.find_unchanged(data=content.encode(), file="one.md") is None
    assert actions.find_unchanged(data=content.encode(), file="posts/one.md", format="text") is None
    assert actions.find_unchanged(data=content.encode() + b" ", file="posts/one.md") is None


def test_a_plan_says_what_told_the_article():
    document = parse_document(text("One", "First words.").encode(), file="one.md")
    assert actions.plan_import(document).match.by is MatchedBy.NOTHING
    take(text("One", "First words."), "one.md")
    plan = actions.plan_import(document)
    assert (plan.outcome, plan.match.by) == (Outcome.UNCHANGED, MatchedBy.FILE_NAME)


def test_the_same_file_again_changes_nothing_not_even_what_an_editor_unpublished():
    content = text("One", "First words.", draft="false")
    article = take(content, "one.md").article
    Article.objects.update(published_at=None)
    assert take(content, "one.md").outcome is Outcome.UNCHANGED
    article.refresh_from_db()
    assert not article.is_published


def test_very_long_addresses_and_names_are_no_trouble():
    long = take(text("T", "Words.", source="https://example.org/" + "签" * 3_000), "d/" * 400 + "a.md")
    assert long.article.file_name == import_name("d/" * 400 + "a.md")
