"""Texts to edit: articles made of own sentences in three languages, with headings, lists, tables and look-alikes."""

from __future__ import annotations

import random

# fmt: off
HANS = {
    "who": ["大学毕业生", "软件工程师", "医院里的护士", "小企业主", "外国留学生", "地方官员", "工会代表", "年轻的研究员", "退休教师", "招聘经理", "机场的边检人员", "社区志愿者"],
    "what": ["申请了新的签证", "批评这项政策", "赞成延长居留期限", "担心工资下降", "等了三个月才收到答复", "在网上写了一篇长文", "要求公布统计数字", "把材料又交了一遍", "没有找到担保的雇主", "提出了不同的看法", "决定留下来工作", "不相信官方的说法"],
    "when": ["去年春天", "今年十月", "三月初", "会议结束以后", "规定公布的当天", "疫情之前", "上个星期", "一九九八年", "最近几个月", "听证会期间"],
    "why": ["因为名额有限", "因为学历认证太慢", "因为城市的房租很高", "因为竞争越来越激烈", "因为家人还在国外", "因为没有人解释清楚", "因为条例里没有写明", "因为他们相信市场"],
    "also": ["同时也有人认为，事情并没有那么简单", "不过专家提醒说，数字要看来源", "后来有记者去核实，却得到相反的答案", "这一点在正文里没有提到", "读者的留言里有更多例子"],
    "head": ["背景与起因", "谁可以申请", "反对的声音", "数字说明什么", "结论", "附录", "常见问题", "下一步"],
}
EN = {
    "who": ["Recent graduates", "A software engineer from Pune", "Hospital nurses", "The owner of a small firm", "Foreign students", "Local officials", "Two union delegates", "The youngest researcher", "A retired teacher", "Most recruiters", "Border officers", "Volunteers in the district"],
    "what": ["applied for the new visa", "criticised the policy in public", "welcomed a longer stay", "feared that wages would fall", "waited three months for an answer", "wrote a long essay about it", "asked for the figures to be published", "handed in the papers once more", "found no employer to sponsor them", "took the opposite view", "decided to stay and work", "did not believe the ministry"],
    "when": ["last spring", "in October", "early in March", "after the meeting", "on the day of the announcement", "before the pandemic", "a week ago", "in 1998", "during the last few months", "at the hearing"],
    "why": ["because places are few", "because degrees take long to verify", "because rents in the city are high", "because rivals grow in number", "because their families live abroad", "because nobody explained the rules", "because the statute is silent", "because they trust the market"],
    "also": ["Others say that it is not so simple", "Experts warn that every number has a source", "A reporter checked and was told the contrary", "The article does not mention this", "Readers gave more examples in their comments"],
    "head": ["Background", "Who may apply", "The case against", "What the numbers say", "Conclusion", "Appendix", "Questions and answers", "Next steps"],
}
# Clauses for what is written anew: a rewriter does not repeat the sentences that he replaces.
HANS_ANEW = [
    "文件的第二部分换了一种讲法", "编辑部把旧段落删去重写", "议会在夜里讨论到很晚", "谁也没料到结果会这样", "门槛比从前高了一倍",
    "两国的谈判代表握手告别", "港口城市的居民看法不一", "签证处贴出一张手写的告示", "银行与房东各有各的算盘", "翻译花了整整一个夏天",
    "法院驳回了第一份诉状", "摄影记者只拍到空荡荡的走廊", "预算里这一项被悄悄划掉", "年长的委员引用了旧档案", "铁路沿线的小镇最先感到变化",
    "税务部门另有一套算法", "反对派要求重新投票", "学徒制度也跟着改了名目", "地图上多出一条虚线", "收音机里反复播放同一段声明",
]
EN_ANEW = [
    "the second half now tells another story", "editors struck out what stood here before", "parliament sat until midnight",
    "nobody foresaw such an outcome", "thresholds doubled overnight", "both delegations shook hands and left", "people of the harbour towns disagree",
    "a handwritten notice hung at the visa desk", "banks and landlords count differently", "translators worked through the summer",
    "a court dismissed the first complaint", "photographers found only an empty corridor", "one item vanished from the budget",
    "an older member quoted from the archives", "small towns along the railway felt it first", "tax officers use a method of their own",
    "the opposition demands another vote", "apprenticeships changed their name too", "a dotted line appeared on the map", "radio stations repeat one statement",
]
# fmt: on
Lines = list[str]


HANS_FORMS = [
    "{when}，{who}{what}，{why}。",
    "{who}{what}，{also}。",
    "{why}，{who}{what}。",
    "“{also}，”{who}说，“{why}。”",
    "{when}有{number}名{who}{what}！",
    "{also}，{when}{who}又{what}吗？",
    "K签证和H-1B不同：{who}不必有雇主，{why}。",
    "{who}{what}。",
]
EN_FORMS = [
    "{Who} {what} {when}, {why}.",
    "{Who} {what}; {also}.",
    "{Why}, {who} {what}.",
    "“{Also},” {who} said, “{why}.”",
    "In all, {number} people {what} {when}!",
    "{Also}: have they {what} {when}?",
    "The K visa is unlike the H-1B, for {who} need no employer, {why}.",
    "{Who} {what}.",
]


def sentence(chance: random.Random, lang: str) -> str:
    """One sentence; Traditional ones are converted with the whole article."""
    words, forms = (EN, EN_FORMS) if lang == "en" else (HANS, HANS_FORMS)
    chosen = {name: chance.choice(words[name]) for name in ("who", "what", "when", "why", "also")}
    small = {name: clause[0].lower() + clause[1:] for name, clause in chosen.items()}
    large = {name.capitalize(): clause[0].upper() + clause[1:] for name, clause in chosen.items()}
    return chance.choice(forms).format(**small, **large, number=chance.randint(2, 9_999))


def paragraph(chance: random.Random, lang: str, count: int = 0) -> str:
    """Some sentences, as one block."""
    made = [sentence(chance, lang) for _ in range(count or chance.randint(1, 6))]
    return (" " if lang == "en" else "").join(made)


def written_anew(chance: random.Random, lang: str) -> str:
    """A sentence in words that no other one of a text has."""
    clauses = chance.sample(EN_ANEW if lang == "en" else HANS_ANEW, chance.randint(1, 3))
    return f"{', and '.join(clauses).capitalize()}. " if lang == "en" else f"{'，'.join(clauses)}。"


def article(chance: random.Random, lang: str, characters: int = 2_500) -> Lines:
    """The blocks of an article of about so many code points."""
    words = EN if lang == "en" else HANS
    lines = [chance.choice(words["head"])]
    size = 0
    while size < characters:
        kind = chance.random()
        if kind < 0.1:
            new = [chance.choice(words["head"])]
        elif kind < 0.18:
            new = [paragraph(chance, lang, 1) for _ in range(chance.randint(3, 6))]
        elif kind < 0.24:
            places = (
                ["北京", "上海", "深圳", "成都"]
                if lang != "en"
                else ["Beijing", "Shanghai", "Shenzhen", "Chengdu"]
            )
            new = [
                f"{place} {2019 + n} {chance.randint(100, 9999)} {chance.randint(1, 99)}%"
                for n, place in enumerate(places)
            ]
        elif kind < 0.3:
            a, b = ("主持人", "嘉宾") if lang != "en" else ("Host", "Guest")
            colon = "：" if lang != "en" else ": "
            new = [f"{who}{colon}{paragraph(chance, lang, 2)}" for who in (a, b, a)]
        elif kind < 0.4 and len(lines) > 3:
            new = [
                look_alike(chance, chance.choice([line for line in lines if len(line) > 12] or lines), lang)
            ]
        else:
            new = [paragraph(chance, lang)]
        lines += new
        size += sum(map(len, new))
    return lines


def look_alike(chance: random.Random, line: str, lang: str) -> str:
    """The line with one or two of its words changed."""
    words = EN if lang == "en" else HANS
    for _ in range(chance.randint(1, 2)):
        group = chance.choice([words["who"], words["when"], words["why"], words["what"]])
        held = [word for word in group if word in line]
        if held:
            line = line.replace(chance.choice(held), chance.choice(group), 1)
    if chance.random() < 0.5:
        line = line.replace("三", "五").replace("1998", "2008").replace("three", "five")
    return line
