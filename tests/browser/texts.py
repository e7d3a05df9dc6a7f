"""A text with everything that makes offsets hard."""

RICH = """\
---
title: "A text of many kinds"
lang: en
tags: [visas, talent]
---

# A text of many kinds

An opening paragraph with *emphasis in **strong** words*, a [link to a source](https://example.org/source), `code`, and a smile 😀 in it.

## 汉字与表情

侯明: 新签证🤣到底要不要雇主？有人说𠮷野家的经理拿到了，有人说**从来没有**人拿到👨‍👩‍👧‍👦。数字是2025年的1,234份。

吴敏: 我不同意你刚才的说法。**K签证**（K签证：给外国青年的一种签证）的细则还没有公布😅，怎么能说已经有人拿到了呢？

侯明: 那就等公布吧。𠀀𠀁𠀂这几个字你也认不得。

吴敏: 等多久？去年就说快了，今年还是说快了🇨🇳🇭🇰。

## Lists and tables

- first item with é and e\u0301
- second item
    - nested item with 😆 and *stress*
- third item

1. one
2. two

> A quotation of two lines
> that goes on here.

| Year | Visas | Note |
| --- | --- | --- |
| 2024 | 1,200 | few 🤏 |
| 2025 | 3,400 | more |

```
def answer():
    return "𝟜𝟚"
```

## The end

The last paragraph doubts it. An employer must sign, it says, and pay. Nobody has seen the rules. They are to follow.

Nobody has seen the rules. They are to follow.
"""
