"""Who speaks: styles of transcripts, and what only looks like one."""

from __future__ import annotations

import pytest

from articles.importing.document import ParsedDocument
from articles.importing.parse import parse_document
from articles.importing.recognise.prefixes import Prefix, Sign, find_prefix
from articles.text.blocks import Block, BlockKind


def parse(text: str, file: str = "unseen.txt", format_: str | None = None) -> ParsedDocument:
    return parse_document(text.encode(), file=file, format=format_)


def turns(document: ParsedDocument) -> list[tuple[str, str, str]]:
    """(speaker, time, text) of every turn."""
    return [(block.speaker, block.time, block.text) for block in _of(document, BlockKind.TURN)]


def voices(document: ParsedDocument) -> dict[str, int]:
    return {speaker.name: speaker.turns for speaker in document.speakers}


def _of(document: ParsedDocument, kind: BlockKind) -> list[Block]:
    return [block for block in document.table.blocks if block.kind is kind]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("侯辰：你好", ("侯辰", "", "", Sign.COLON)),
        ("侯辰: 你好", ("侯辰", "", "", Sign.COLON)),
        ("**贾老师**：你好", ("贾老师", "", "", Sign.COLON)),
        ("**贾老师：** 你好", ("贾老师", "", "", Sign.COLON)),
        ("*Ann*: hello", ("Ann", "", "", Sign.COLON)),
        ("__Ann__: hello", ("Ann", "", "", Sign.COLON)),
        ("[00:01:23] Ann: hello", ("Ann", "00:01:23", "", Sign.COLON)),
        ("00:01:23 Ann: hello", ("Ann", "00:01:23", "", Sign.COLON)),
        ("[00:00:05 - 00:00:09] 侯辰：好", ("侯辰", "00:00:05 - 00:00:09", "", Sign.COLON)),
        ("Ann (00:12): hello", ("Ann", "00:12", "", Sign.COLON)),
        ("Ann [00:12]: hello", ("Ann", "00:12", "", Sign.COLON)),
        ("**Ann:** [00:12] hello", ("Ann", "00:12", "", Sign.COLON)),
        ("Dr. Jane Smith-Jones, 0:12: hello", ("Dr. Jane Smith-Jones", "0:12", "", Sign.COLON)),
        ("ANN: hello", ("ANN", "", "", Sign.COLON)),
        (">> ANN: hello", ("ANN", "", "", Sign.COLON)),
        ("SPEAKER_00: hello", ("SPEAKER_00", "", "", Sign.COLON)),
        ("Speaker 1: hello", ("Speaker 1", "", "", Sign.COLON)),
        ("Q: why?", ("Q", "", "", Sign.COLON)),
        ("问：为什么？", ("问", "", "", Sign.COLON)),
        ("1. Ann: hello", ("Ann", "", "", Sign.COLON)),
        ("1、侯辰：好", ("侯辰", "", "", Sign.COLON)),
        ("【贾老师】：你好", ("贾老师", "", "", Sign.COLON)),
        ("【贾老师】你好", ("贾老师", "", "", Sign.BRACKETS)),
        ("Ann — hello", ("Ann", "", "", Sign.DASH)),
        ("贾老师——你好", ("贾老师", "", "", Sign.DASH)),
        ("**Ann** hello", ("Ann", "", "", Sign.MARKUP)),
        ("Speaker 1 0:03", ("Speaker 1", "0:03", "", Sign.LINE)),
        ("发言人 1 00:03", ("发言人 1", "00:03", "", Sign.LINE)),
        ("Ann Lee | 00:03:12", ("Ann Lee", "00:03:12", "", Sign.LINE)),
        ("Ann (laughing): ha", ("Ann", "", "(laughing)", Sign.COLON)),
        ("侯辰（笑）：哈", ("侯辰", "", "（笑）", Sign.COLON)),
    ],
)
def test_the_name_is_found_whatever_stands_around_it(written, found):
    prefix = find_prefix(written)
    assert prefix is not None
    assert (prefix.name, prefix.time, prefix.aside, prefix.sign) == found


@pytest.mark.parametrize(
    "text", ["https://example.org/a", "3:1 for the guests", "《名字》：一本书", "", "12:30", "：好"]
)
def test_what_is_no_name_is_no_prefix(text):
    assert find_prefix(text) is None


DIALOGUES = {
    "own lines": "Ann\nHello to you all.\n\nBen\nThank you for having me.\n\nAnn\nWhere do we begin?\n\nBen\nAt the gate.\n",
    "own lines with times": "Ann 0:03\nHello to you all.\n\nBen 0:10\nThank you for having me.\n\nAnn 1:02:15\nWhere do we begin?\n\nBen 1:02:20\nAt the gate.\n",
    "colons": "Ann: Hello to you all.\nBen: Thank you for having me.\nAnn: Where do we begin?\nBen: At the gate.\n",
    "capitals": "ANN: Hello to you all.\n\nBEN: Thank you for having me.\n\nANN: Where do we begin?\n\nBEN: At the gate.\n",
    "times before": "[0:03] Ann: Hello to you all.\n[0:10] Ben: Thank you for having me.\n[1:02:15] Ann: Where do we begin?\n[1:02:20] Ben: At the gate.\n",
    "dashes": "Ann — Hello to you all.\n\nBen — Thank you for having me.\n\nAnn — Where do we begin?\n\nBen — At the gate.\n",
    "numbers": "1. Ann: Hello to you all.\n2. Ben: Thank you for having me.\n3. Ann: Where do we begin?\n4. Ben: At the gate.\n",
    "brackets": "[Ann] Hello to you all.\n\n[Ben] Thank you for having me.\n\n[Ann] Where do we begin?\n\n[Ben] At the gate.\n",
    "bold without a colon": "**Ann** Hello to you all.\n\n**Ben** Thank you for having me.\n\n**Ann** Where do we begin?\n\n**Ben** At the gate.\n",
    "bold on lines of their own": "**Ann**\nHello to you all.\n\n**Ben**\nThank you for having me.\n\n**Ann**\n\nWhere do we begin?\n\n**Ben**  \nAt the gate.\n",
    "Markdown list": "- Ann: Hello to you all.\n- Ben: Thank you for having me.\n- Ann: Where do we begin?\n- Ben: At the gate.\n",
}


@pytest.mark.parametrize("style", DIALOGUES)
def test_a_dialogue_is_read_in_every_style(style):
    document = parse(DIALOGUES[style])
    assert [(name.title(), words) for name, _, words in turns(document)] == [
        ("Ann", "Hello to you all."),
        ("Ben", "Thank you for having me."),
        ("Ann", "Where do we begin?"),
        ("Ben", "At the gate."),
    ]
    assert all(block.guess for block in document.table.blocks)
    assert document.metadata.title == "Hello to you all"


NO_DIALOGUES = {
    "labels": "优点：便宜。\n\n缺点：我等得慢。\n\n优点：快。\n\n缺点：你说贵不贵？\n",
    "records": "时间：2025年\n地点：北京\n时间：2026年\n地点：上海\n时间：2027年\n地点：广州\n",
    "definitions": "K签证：一种签证。\n\nR签证：另一种签证。\n\nZ签证：工作签证。\n\nK签证：再说一次。\n\nR签证：也是。\n",
    "reported speech": "李强说：“好。”\n\n王毅表示：不行。\n\n李强说：“为什么？”\n\n王毅表示：你猜。\n",
    "notes": "Note: read this first, will you?\n\nExample: I go.\n\nNote: and this.\n\nExample: you go.\n",
    "addresses": "https://a.example\nhttps://b.example\nhttps://c.example\nhttps://d.example\n",
    "ratios": "3:1 for the guests\n2:1 for the hosts\n3:1 again\n2:1 again\n",
    "books": "《大门》：一本书。\n\n《椅子》：又一本书。\n\n《大门》：我读过。\n\n《椅子》：你读过吗？\n",
    "advice": "注意：请先登记。\n\n例如：我先去。\n\n注意：带上证件。\n\n例如：你先去。\n",
    "cities": "BEIJING — Officials said so.\n\nThe plan was late, and nobody in the room would say why.\n\nSHANGHAI — Others said no.\n",
    "headings that come back": "Background\n\nThe first case is long enough to stand under a heading of its own.\n\nResults\n\nThe results of the first case were as one would expect them to be.\n\nBackground\n\nThe second case is long enough as well, and it has the same parts.\n\nResults\n\nThe results of the second case were not what one would expect.\n",
    "bold lead-ins": "# T\n\n**Cost** It is high, and it grows from year to year.\n\n**Time** It is long.\n\n**Place** It is far.\n\n**Cost** Again.\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", NO_DIALOGUES)
def test_what_only_looks_like_a_dialogue_has_no_speakers(kind):
    document = parse(NO_DIALOGUES[kind])
    assert voices(document) == {}
    assert document.format != "transcript"


def test_labels_and_definitions_inside_a_dialogue_are_nobodys_turns():
    document = parse(
        "一次谈话\n\n嘉宾：王一、李二\n主持人：侯辰\n\n侯辰：大家好。\n\n王一：你好。\n\n注意：录音不全。\n\n李二（笑）：我也好。\n\n"
        "侯辰：K签证是什么？\n\nK签证：一种签证，发给青年。\n\n王一：我不知道。\n"
    )
    assert voices(document) == {"侯辰": 2, "王一": 2, "李二": 1}
    assert [block.text for block in _of(document, BlockKind.PARAGRAPH)] == [
        "嘉宾：王一、李二",
        "主持人：侯辰",
        "注意：录音不全。",
        "K签证：一种签证，发给青年。",
    ]


def test_a_list_of_participants_makes_their_turns_certain():
    text = "Guests: Ann Lee and Bo Wang\n\nAnn Lee: Well.\n\nA long paragraph of the reporter’s own stands here, about the weather.\n\nBo Wang: Good.\n"
    document = parse(text)
    assert [block.guess for block in _of(document, BlockKind.TURN)] == ["", ""]


def test_names_of_the_front_matter_speak_although_the_text_is_mostly_prose():
    prose = "\n\n".join(["A paragraph of the reporter that is no turn and speaks of the weather."] * 6)
    text = f"---\ntitle: T\nspeaker: Ann\n---\n{prose}\n\nAnn: Hello.\n\n{prose}\n\nAnn: Goodbye.\n"
    document = parse(text, "t.md")
    assert voices(document) == {"Ann": 2}
    assert all(block.guess == "" for block in _of(document, BlockKind.TURN))


def test_a_question_and_its_answer_are_enough():
    assert voices(parse("Q: What is it?\n\nA: A visa.\n")) == {"Q": 1, "A": 1}
    assert voices(parse("问：这是什么？\n\n答：签证。\n\n问：给谁的？\n\n答：给青年。\n")) == {
        "问": 2,
        "答": 2,
    }


def test_stage_directions_are_kept():
    document = parse(
        "Ann (laughing): Hello.\n\n[applause]\n\nBen: I see. (pause)\n\nAnn: Do you?\n\n（笑）\n\nBen: No.\n"
    )
    assert document.table.blocks[0].aside == "(laughing)"
    assert "[applause]" in document.table.text
    assert "（笑）" in document.table.text
    assert "(pause)" in document.table.text
    assert not _of(document, BlockKind.HEADING)


def test_an_editor_may_insist_on_a_transcript():
    text = "Ann: The gate was closed.\n\nBen: The gate was open.\n"
    assert voices(parse(text)) == {}
    assert voices(parse(text, format_="transcript")) == {"Ann": 1, "Ben": 1}


SRT = """1
00:00:01,000 --> 00:00:03,000
Ann: Hello there,

2
00:00:03,000 --> 00:00:05,000
and welcome to the show.

3
00:00:05,500 --> 00:00:07,000
Ben: Thank you.

4
00:00:07,500 --> 00:00:09,000
Ann: So.
"""


def test_subtitles_of_one_voice_are_read_together_with_the_time_of_the_first():
    document = parse(SRT, "talk.srt")
    assert document.format == "transcript"
    assert turns(document) == [
        ("Ann", "00:00:01", "Hello there, and welcome to the show."),
        ("Ben", "00:00:05", "Thank you."),
        ("Ann", "00:00:07", "So."),
    ]
    assert [warning.code for warning in document.warnings] == ["times-left-out"]


def test_voices_of_webvtt_are_certain_and_its_notes_are_named():
    document = parse(
        "WEBVTT\n\nNOTE made by hand\n\nintro\n00:01.000 --> 00:03.000 align:start\n<v Ann>Hello <i>there</i>\n\n"
        "00:03.000 --> 00:05.000\n<v Ben>Hi &amp; bye\n"
    )
    assert turns(document) == [("Ann", "00:01", "Hello there"), ("Ben", "00:03", "Hi & bye")]
    assert [block.guess for block in document.table.blocks] == ["", ""]
    assert [(warning.line, warning.code) for warning in document.warnings] == [
        (1, "line-left-out"),
        (3, "line-left-out"),
    ]


def test_times_without_names_are_kept_beside_their_words():
    document = parse("0:00\nhello everyone\n0:05\nwelcome to the show\n1:00:12\nlet us begin\n")
    assert [(block.time, block.text) for block in document.table.blocks] == [
        ("0:00", "hello everyone"),
        ("0:05", "welcome to the show"),
        ("1:00:12", "let us begin"),
    ]


def test_a_hard_wrapped_transcript_keeps_its_turns_apart():
    document = parse(
        "Ann: The first answer is long enough to be broken at the\nwidth of a letter, as it was in the days of the type-\n"
        "writer, and it goes on.\nBen: The second answer is as long as the first, and it\nis broken in the same way.\n\n"
        "Ann: I see. And is that all that you would like to say\nabout it, or is there more?\nBen: There is no more that I would like to say about it\nat all.\n"
    )
    assert voices(document) == {"Ann": 2, "Ben": 2}
    assert not _of(document, BlockKind.PARAGRAPH)


@pytest.mark.parametrize(
    ("body", "metadata", "alias"),
    [
        ("贾老师", "贾明", "贾明"),
        ("老贾", "贾明", "贾明"),
        ("JS", "John Smith", "John Smith"),
        ("SMITH", "John Smith", "John Smith"),
        ("John", "John Smith", "John Smith"),
        ("吴律", "贾明", ""),
    ],
)
def test_a_speaker_is_the_metadata_name_that_fits(body, metadata, alias):
    text = f"---\ntitle: T\nspeaker: {metadata}\n---\n" + f"{body}: 我先说？\n\n王一: 你先说。\n\n" * 2
    assert {speaker.name: speaker.alias for speaker in parse(text, "t.md").speakers}[body] == alias


def test_a_prefix_says_where_the_words_begin():
    assert find_prefix("[00:12] Ann: Hello") == Prefix("Ann", 13, Sign.COLON, "00:12")
