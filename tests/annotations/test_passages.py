"""Passages by their address: in the present text, in an older one, and cited."""

import pytest
from django.test import Client
from django.urls import reverse

from annotations.anchoring import MAX_QUOTE
from annotations.passages import linked_passage
from articles.models import Article
from articles.text.passages import PassageAddress
from tests.build import TEXT, make_annotation, make_article, revise

pytestmark = pytest.mark.django_db
QUOTE = "nobody needs an invitation"


def address_of(article: Article, quote: str) -> PassageAddress:
    start = article.current.text.index(quote)
    return PassageAddress(article.current.number, start, start + len(quote))


def at(article: Article, address: object, name: str = "passage") -> str:
    return reverse(name, args=[article.slug, address])


def test_a_passage_of_the_present_text_is_marked_there(client: Client):
    article = make_article()
    address = address_of(article, QUOTE)
    answer = client.get(at(article, address))
    assert answer.url == f"{article.get_absolute_url()}?p={address}#passage"
    page = client.get(answer.url).content.decode()
    assert f'<mark class="m-pointed" id="passage">{QUOTE}</mark>' in page
    assert "linked" not in page


def test_a_passage_over_two_blocks_has_one_id(client: Client):
    article = make_article()
    start = article.current.text.index("to be sure.")
    end = article.current.text.index("K签证")
    page = client.get(f"{article.get_absolute_url()}?p={PassageAddress(1, start, end)}").content.decode()
    assert page.count('class="m-pointed"') == 2
    assert page.count('id="passage"') == 1


def test_a_note_on_the_same_words_stays_reachable(client: Client):
    article = make_article()
    note = make_annotation(article, QUOTE)
    page = client.get(f"{article.get_absolute_url()}?p={address_of(article, QUOTE)}").content.decode()
    assert (
        f'<mark class="m m-note m-pointed m-depth-1" data-notes="{note.key}" data-n="1" id="passage">' in page
    )


def test_a_passage_follows_its_words_into_later_revisions(client: Client):
    article = make_article()
    old = address_of(article, QUOTE)
    article = revise(article, TEXT.replace("The first", "Quite at the start: the first"))
    answer = client.get(at(article, old))
    assert answer.url.startswith(article.get_absolute_url() + "?p=1:")
    assert f'<mark class="m-pointed" id="passage">{QUOTE}</mark>' in client.get(answer.url).content.decode()


def test_a_passage_that_was_edited_says_so(client: Client):
    article = make_article()
    old = address_of(article, "The first paragraph says that nobody needs an invitation.")
    article = revise(article, TEXT.replace("needs an invitation", "needs a letter"))
    page = client.get(client.get(at(article, old)).url).content.decode()
    assert "has been edited since" in page
    assert f"/revisions/1/?p={old}#passage" in page


def test_a_passage_that_is_gone_leads_to_the_text_that_had_it(client: Client):
    article = make_article()
    old = address_of(article, QUOTE)
    article = revise(article, TEXT.replace(TEXT.split("\n\n")[1] + "\n\n", ""))
    answer = client.get(at(article, old))
    assert answer.url == f"{reverse('revision', args=[article.slug, 1])}?p={old}#passage"
    page = client.get(answer.url).content.decode()
    assert f'<mark class="m-pointed" id="passage">{QUOTE}</mark>' in page
    assert "stands here as it was written" in page
    page = client.get(f"{article.get_absolute_url()}?p={old}").content.decode()
    assert "are not in the present text" in page


@pytest.mark.parametrize(
    "written", ["1:0-999999", "2:0-5", "1:5-5", "nonsense", f"1:0-{MAX_QUOTE + 1}", "1:8-9999999999"]
)
def test_an_address_of_nothing_is_not_found_and_marks_nothing(client: Client, written):
    article = make_article("A title\n\n" + "Word upon word. " * 400)
    assert linked_passage(article, written) is None
    for name in ("passage", "citation"):
        assert client.get(at(article, written, name)).status_code == 404
    answer = client.get(article.get_absolute_url(), {"p": written})
    assert answer.status_code == 200
    assert b"m-pointed" not in answer.content
    assert client.get(reverse("revision", args=[article.slug, 1]), {"p": "1:0-999999"}).status_code == 200


def test_a_passage_is_trimmed_of_white_space(client: Client):
    article = make_article()
    start = article.current.text.index("to be sure.") + len("to be sure.")
    assert linked_passage(article, f"1:{start}-{start + 1}") is None
    assert linked_passage(article, f"1:{start - 5}-{start + 1}").quote == "sure."


def test_the_citation_names_words_text_and_lasting_address(client: Client):
    article = make_article()
    address = address_of(article, "K签证🤣")
    page = client.get(at(article, address, "citation")).content.decode()
    assert page.count("K签证🤣") >= 4
    assert page.count(f"http://testserver/articles/{article.slug}/passages/{address}/") >= 4
    assert "@online{article-" in page


def test_the_sentence_picker_leads_to_the_citation(client: Client):
    article = make_article()
    index = next(i for i, block in enumerate(article.current.table.blocks) if QUOTE in block.text)
    answer = client.get(reverse("passages", args=[article.slug]), {"block": index, "from": 0, "cite": 1})
    address = address_of(article, "The first paragraph says that nobody needs an invitation.")
    assert answer.url == at(article, address, "citation")
