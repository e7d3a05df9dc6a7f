"""Which words before a colon may be a person's name, and which never are: labels, months, verbs of saying."""

from __future__ import annotations

import re
from enum import IntEnum

from articles.text.language import han_count

_LABELS_ZH = """
    編者按 编者按 編按 编按 編輯按 编辑按 編者註 编者注 按 按語 按语 註 注 附註 附注 備註 备注 注釋 注释 註釋 說明 说明 提示 溫馨提示 温馨提示 提醒 注意 警告 重要 聲明 声明
    免責聲明 免责声明 來源 来源 出處 出处 資料來源 资料来源 參考 参考 參考資料 参考资料 參考文獻 参考文献 延伸閱讀 延伸阅读 相關閱讀 相关阅读 譯者 译者 譯文 译文 原文 責編 责编
    責任編輯 责任编辑 校對 校对 排版 撰文 文 圖 图 攝 摄 攝影 摄影 圖片 图片 圖說 图说 圖注 图注 表 圖表 图表 視頻 视频 影片 音頻 音频 日期 時間 时间 地點 地点 發布 发布 發佈 更新
    發布時間 发布时间 發佈時間 更新時間 更新时间 標題 标题 題目 题目 副標題 副标题 關鍵詞 关键词 關鍵字 关键字 標籤 标签 分類 分类 摘要 簡介 简介 導讀 导读 導語 导语 引言 前言 序 序言 後記 后记
    結論 结论 結語 结语 總結 总结 小結 小结 綜述 综述 背景 目的 目標 目标 方法 方案 結果 结果 原因 理由 影響 影响 建議 建议 對策 对策 措施 優點 优点 缺點 缺点 優勢 优势 劣勢 劣势
    利 弊 好處 好处 壞處 坏处 問題 问题 答案 解答 解析 解釋 解释 分析 評論 评论 點評 点评 評析 评析 觀點 观点 看法 事實 事实 數據 数据 數字 数字 案例 例 例子 例如 比如 譬如 舉例 举例
    即 也就是 換言之 换言之 換句話說 换句话说 總之 总之 首先 其次 再次 再者 最後 最后 第一 第二 第三 第四 第五 其一 其二 其三 一 二 三 四 五 一是 二是 三是 四是 五是 另外 此外 同時 同时
    但是 可是 不過 不过 因此 所以 於是 于是 其中 包括 如下 以下 上述 結果是 问题是 問題是 重點 重点 要點 要点 關鍵 关键 核心 焦點 焦点 亮點 亮点 特點 特点 特徵 特征 定義 定义 概念 術語 术语 名詞解釋 名词解释
    名稱 名称 姓名 性別 性别 年齡 年龄 職業 职业 職位 职位 學歷 学历 國籍 国籍 電話 电话 郵箱 邮箱 電郵 电邮 地址 網址 网址 網站 网站 鏈接 链接 連結 價格 价格 金額 金额 費用 费用 成本 收入 預算 预算
    數量 数量 比例 單位 单位 總計 总计 合計 合计 溫度 温度 高度 長度 长度 面積 面积 人口 版權 版权 轉載 转载 授權 授权 微信 微博 公眾號 公众号 聯繫 联系 聯絡 聯系 投稿 訂閱 订阅 分享 收藏 點讚 点赞
    條件 条件 要求 流程 步驟 步骤 材料 對象 对象 範圍 范围 期限 有效期 類型 类型 種類 种类 項目 项目 政策 法規 法规 依據 依据 主題 主题 議題 议题 內容 内容 形式 安全 經濟 经济 政治 社會 社会 文化
    科技 教育 國際 国际 短期 中期 長期 长期 正方觀點 反方觀點 甲 乙 丙 丁 上 下 左 右 前 後 后 是 否 有 無 无 國內 国内 國外 国外 美國 美国 中國 中国 日本 英國 英国 德國 德国 印度 台灣 台湾 香港 北京 上海
    廣州 广州 深圳 倫敦 伦敦 紐約 纽约 華盛頓 华盛顿 路透社 新華社 新华社 法新社 中新社 人民日報 人民日报 播客 節目 节目 時長 时长 收聽 收听 播放 時間軸 时间轴 時間線 时间线 章節 章节 本期看點 本期话题 本期話題
    優先級 优先级 現狀 现状 挑戰 挑战 機遇 机遇 風險 风险 展望 未來 未来 過去 过去 現在 现在 起因 經過 经过 真相 謠言 谣言 誤區 误区 迷思 查證 查证 核查 判定 主張 主张 訴求 诉求 回覆 回复 回應 回应 反饋 反馈
    微信號 微信号 二維碼 二维码 作者簡介 作者简介 作者介紹 嘉賓介紹 嘉宾介绍 文字稿 錄音稿 录音稿 全文 正文 目錄 目录 附錄 附录 附件 附 詳情 详情 全稱 全称 簡稱 简称 別名 别名 英文名 中文名 又稱 又称
"""
_LABELS_EN = """
    note|notes|n.b|nb|source|sources|photo|photos|credit|credits|image|images|picture|pictures|figure|fig|table|chart|caption|by|date|time|place|location
    |venue|tag|tags|keyword|keywords|summary|abstract|translation|update|updated|correction|corrections|disclaimer|warning|caution|attention|important
    |example|examples|for example|e.g|i.e|p.s|ps|http|https|mailto|ftp|www|tip|tips|hint|reminder|remember|pros|cons|pro|con|advantages|disadvantages|problem|problems|solution
    |solutions|method|methods|result|results|background|objective|objectives|goal|goals|conclusion|conclusions|introduction|discussion|overview|context|analysis
    |definition|term|terms|name|age|sex|gender|occupation|title|subtitle|subject|topic|theme|type|kind|status|price|cost|total|phone|email|e-mail|fax|address|website|url
    |link|links|related|read more|see also|further reading|reference|references|bibliography|contact|published|posted|modified|edited|editor's note|editors' note
    |editorial note|key points|key point|key takeaways|takeaway|takeaways|highlights|main point|bottom line|in short|in brief|first|second|third|fourth|finally
    |last|next|then|also|however|therefore|thus|still|but|and|so|or|yes|no|true|false|fact|facts|myth|claim|claims|verdict|reality|rumour|rumor|evidence|reason
    |reasons|cause|causes|effect|effects|impact|step|part|chapter|section|article|appendix|volume|page|act|scene|day|week|month|year|today|yesterday|tomorrow|monday
    |tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|input|output
    |before|after|old|new|left|right|top|above|below|option|choice|when|where|who|what|why|how|which|what's new|copyright|license|licence|version|author bio|about the author
    |advertisement|share|subscribe|follow us|duration|length|runtime|transcript|full transcript|show notes|timestamps|recorded|listen|watch|housing|economy|politics
    |requirements|requirement|eligibility|fee|fees|deadline|documents|process|validity|scope|policy|strengths|weaknesses|opportunities|threats|risk|risks|recommendation|recommendations
    |original|translated|english|chinese|language|level|category|area|series|project|draft|beijing|shanghai|washington|london|new york|hong kong|taipei|china|india|us|u.s
"""
LABELS = frozenset(_LABELS_ZH.split()) | {word.strip() for word in _LABELS_EN.split("|")}
_ROLES = (
    "主持人 主持 主播 嘉賓 嘉宾 記者 记者 作者 編輯 编辑 問 问 答 提問 提问 回答 觀眾 观众 聽眾 听众 網友 网友 讀者 读者 受訪者 受访者 採訪者 采访者 旁白 "
    "提問者 提问者 學生 学生 老師 老师 教授 專家 专家 律師 律师 法官 檢察官 检察官 發言人 发言人 說話人 说话人 眾人 众人 合 男 女 甲方 乙方 正方 反方 "
    "q a question answer host cohost co-host moderator interviewer interviewee guest guests audience caller narrator reporter editor author anchor "
    "presenter speaker panelist panellist voiceover all man woman student teacher professor operator chair chairman chairwoman questioner translator "
    "interpreter user assistant unknown voice"
)
ROLES = frozenset(_ROLES.split())
# A line "Guests: Ann Lee, Bo Wang" lists who speaks; the same word may also head turns.
_PARTICIPANTS = (
    "嘉賓 嘉宾 主持人 主持 主播 主講 主讲 主講人 主讲人 對談人 对谈人 對談 对谈 與談人 与谈人 與會者 与会者 參與者 参与者 參加者 受訪者 受访者 受訪人 受访人 訪談對象 访谈对象 "
    "採訪者 采访者 採訪人 采访人 訪談者 访谈者 本期嘉賓 本期嘉宾 本期主播 本期主持 講者 讲者 發言者 发言者 發言人 发言人 出席 人物 "
    "participants speakers panelists panellists guests guest host hosts cohost co-host present moderator interviewer interviewee with featuring"
)
PARTICIPANTS = frozenset(_PARTICIPANTS.split())
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范"
    "金石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱江尹薛闫閻阎段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹"
    "申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂塗成苗谷曲盛冉翁蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連"
    "芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺"
)
_COMPOUND = (
    "欧阳",
    "歐陽",
    "司马",
    "司馬",
    "上官",
    "诸葛",
    "諸葛",
    "司徒",
    "东方",
    "東方",
    "皇甫",
    "尉迟",
    "公孙",
    "公孫",
    "令狐",
    "慕容",
)
TITLES = re.compile(
    r"(?:老[師师]|律[師师]?|博士|教授|先生|女士|小姐|太太|主任|院[長长]|部[長长]|市[長长]|校[長长]|局[長长]|所[長长]|[總总][裁编編監监]?|[記记]者|同[學学]|主播|主持人?|大夫|[醫医]生|研究[員员]|[議议][員员]|"
    r"[發发]言人|分析[師师]|[經经]理|[處处][長长]|[書书][記记]|[導导]演|哥|姐|叔|姨|伯|爷|爺|奶奶|妈|媽|爸)$"
)
LATIN_TITLES = re.compile(
    r"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame|Rev|Sen|Rep|Gov)\b\.?\s{1,3}", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"(?:speaker|spk|guest|host|caller|user|voice|發言人|发言人|說話人|说话人|嘉賓|嘉宾|主播|主持人|觀眾|观众|網友|网友|學生|学生|同學|同学|[qa])[ _]{0,2}(?:\d{1,3}|[A-Z一二三四五六七八九十甲乙丙丁])",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r".+(?:說|说|說道|说道|表示|指出|認為|认为|稱|称|寫道|写道|問道|问道|補充|补充|強調|强调|回應|回应|解釋|解释|透露|坦言|直言|告訴|告诉|感嘆|感叹|提到|寫|写|看來|看来|而言|來說|来说|報導|報道|报道|反問|反问|追問|追问)"
)
_GRAMMAR = re.compile(
    r"[的是了這这那就都但因所於于為为與与從从對对如而且很更最將将被把讓让使每各某該该此其]|什麼|什么|怎麼|怎么|哪裡|哪里|沒有|没有|不是|可以|以及|或者|簽證|签证|政策|計劃|计划"
)
_PARTICLES = frozenset(
    ["de", "van", "von", "der", "den", "bin", "al", "da", "di", "la", "le", "y", "dos", "du"]
)
LONGEST_NAME = 40


class Likelihood(IntEnum):
    """How much a word looks like a name by itself, before anything is counted."""

    NEVER = 0
    PERHAPS = 1  # it needs the company of speech
    LIKELY = 2


def likelihood(name: str) -> Likelihood:
    """How much ``name``, which stands before a colon or alone, looks like a speaker's name."""
    bare = name.casefold().strip(" .")
    if not bare or len(name) > LONGEST_NAME or bare in LABELS or _SAYING.fullmatch(name):
        return Likelihood.NEVER
    if bare in ROLES or _NUMBERED.fullmatch(name):
        return Likelihood.LIKELY
    return _of_han(name) if han_count(name) else _of_latin(name)


def is_role(name: str) -> bool:
    """Whether ``name`` is what somebody does ("Host", "记者") rather than who they are."""
    return name.casefold() in ROLES


def is_of_one_script(name: str) -> bool:
    """Whether ``name`` is all Chinese or all Latin letters: ``K签证`` and ``H1-B`` are things rather than people."""
    letters = name.replace(" ", "").replace("·", "")
    return letters.isalpha() and han_count(letters) in (0, len(letters))


def _of_han(name: str) -> Likelihood:
    if TITLES.search(name) and len(name) <= 8:
        return Likelihood.LIKELY
    characters = name.replace(" ", "")
    if characters.isalpha() and han_count(characters) == len(characters):
        if len(characters) in (3, 4) and characters.startswith(_COMPOUND):
            return Likelihood.LIKELY
        if len(characters) in (2, 3) and (characters[0] in _SURNAMES or characters[0] in "老小阿"):
            return Likelihood.LIKELY
    if "·" in name or "・" in name:
        return Likelihood.LIKELY
    if _GRAMMAR.search(name) or len(characters) > 10:
        return Likelihood.NEVER
    return Likelihood.PERHAPS


def _of_latin(name: str) -> Likelihood:
    words = LATIN_TITLES.sub("", name + " ").split()
    if not words or not words[0][0].isalpha():
        return Likelihood.NEVER
    if any(word.casefold().strip(".,") in LABELS for word in words) and len(words) > 1:
        return Likelihood.NEVER
    if any(not word[0].isupper() and word not in _PARTICLES for word in words):
        return Likelihood.NEVER
    titled = len(words) < len(name.split())
    return (
        Likelihood.LIKELY
        if titled or (1 < len(words) <= 4 and not any(map(str.isdigit, name)))
        else Likelihood.PERHAPS
    )
