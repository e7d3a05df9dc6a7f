"""Which language a text is in, and which script its Chinese is in.

Simplified and Traditional are told apart by counting characters that exist in only one of them. The two lists
hold the most frequent pairs of the mainland's General List of Simplified Characters (1986) whose forms differ
and are used in one script only; a dozen in a sentence is usual, so a short list decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

ZH_HANS, ZH_HANT, ENGLISH, UNKNOWN = "zh-Hans", "zh-Hant", "en", "und"

_SIMPLIFIED = (
    "这来国个们为会说时对过发经么还进开关长门问间见现实学习华业东车马鸟鱼龙书电话语请谁让认识论议设访证评词译试诗该详误读课调谈谢谱"
    "计订记讲许讯讨训讽诉诊诚询诞诸诺谋谎谓谣谨谷贝财贡贤败账货质贩贪贫购贯贸费贺贵买卖赏赔赖赚赛赞赢钱铁银错锋锻镇镜闭闯闲闷闹闻阅"
    "阔队阳阴阵阶际陆陈险随隐难韦韩页顶项顺须顾顿颁预领频题颜额风飞饭饮饰饱馆首驱驳驶驻驾骂骄验骗鲁鲜鸡鸣麦黄齐齿龄与专业丛东丝丢两严"
    "丧丰临举义乌乐乔乡书买乱争亏云亚产亲亿仅从仓仪价众优伙伞伟传伤伦伪体侠侣侥侦侧侨债倾偿儿兑党兰关兴养兽内冈册写军农冯冲决况冻净准"
    "凉减凤凭凯击凿划刘则刚创删别剂剑剧劝办务动励劲劳势匀区医华协单卖卢卫却厂厅历厉压厌厕厦县叁参双变叙叠号叹吓吕吗启吴呐呕员呜咏咙响哑"
    "哗唤啸喷嘱团园围图圆圣场坏块坚坛坝坟坠垄垒垦垫堕墙壮声壳处备复够头夸夹夺奋奖妆妇妈娇婴孙宁宝实宠审宪宫宽宾寝寻导寿将尔尘尝层属岁"
    "岂岗岛岭峡币帅师帐帜带帮库应庙废广庆异弃张弥弯弹强归当录彻径忆怀态怜总恋恶恳悬惊惧惨惩惯愤愿戏战户扑执扩扫扬扰抚抛抢护报担拟拢拥"
    "择挂挡挣挤挥捞损换据掷摄摆摇撑敌数斩断无旧显晓晕暂术机杀杂权条杨极构枪枫柜标栋栏树样桥检楼榄欢欧歼残毁毕毙氢汇汉汤沟没沪泪泻泼泽洁"
    "浅测济浓涂涛润涨渊渐温湾湿满滚滞滥滨潜灭灯灵灾炉点炼烂烛烟烦烧热爱爷牵牺犹独狮狱猎猪献环玛珑疗疯盐监盖盘着矿码确础礼祸离种积称稳穷"
    "窃窝竞笔筑签简粮紧纠红约级纪纯纱纲纳纵纷纸纹纺练组细织终绍经结绕给络绝统绩绪续维绵综绿缓编缘缩缺罗罚罢职联聪肃肠肤肾胁胆胜脉脏脑脚"
    "脱脸腾舰艰艺节苏范荐药获营蓝虑虽补装观规视览觉触誉计"
)
_TRADITIONAL = (
    "這來國個們為會說時對過發經麼還進開關長門問間見現實學習華業東車馬鳥魚龍書電話語請誰讓認識論議設訪證評詞譯試詩該詳誤讀課調談謝譜"
    "計訂記講許訊討訓諷訴診誠詢誕諸諾謀謊謂謠謹貝財貢賢敗賬貨質販貪貧購貫貿費賀貴買賣賞賠賴賺賽贊贏錢鐵銀錯鋒鍛鎮鏡閉闖閒悶鬧聞閱"
    "闊隊陽陰陣階際陸陳險隨隱難韋韓頁頂項順須顧頓頒預領頻題顏額風飛飯飲飾飽館驅駁駛駐駕罵驕驗騙魯鮮雞鳴麥齊齒齡與專叢絲丟兩嚴"
    "喪豐臨舉義烏樂喬鄉亂爭虧雲亞產親億僅從倉儀價眾優夥傘偉傳傷倫偽體俠侶僥偵側僑債傾償兒兌黨蘭興養獸內岡冊寫軍農馮衝決況凍淨"
    "減鳳憑凱擊鑿劃劉則剛創刪別劑劍劇勸辦務動勵勁勞勢勻區醫協單盧衛卻廠廳歷厲壓厭廁廈縣參雙變敘疊號嘆嚇呂嗎啟吳員嗚詠響啞"
    "嘩喚嘯噴囑團園圍圖圓聖場壞塊堅壇壩墳墜壟壘墾墊墮牆壯聲殼處備復夠頭誇夾奪奮獎妝婦媽嬌嬰孫寧寶寵審憲宮寬賓寢尋導壽將爾塵嘗層屬歲"
    "豈崗島嶺峽幣帥師帳幟帶幫庫應廟廢廣慶異棄張彌彎彈強歸當錄徹徑憶懷態憐總戀惡懇懸驚懼慘懲慣憤願戲戰戶撲執擴掃揚擾撫拋搶護報擔擬攏擁"
    "擇掛擋掙擠揮撈損換據擲攝擺搖撐敵數斬斷無舊顯曉暈暫術機殺雜權條楊極構槍楓櫃標棟欄樹樣橋檢樓欖歡歐殲殘毀畢斃氫匯漢湯溝沒滬淚瀉潑澤潔"
    "淺測濟濃塗濤潤漲淵漸溫灣濕滿滾滯濫濱潛滅燈靈災爐點煉爛燭煙煩燒熱愛爺牽犧猶獨獅獄獵豬獻環瑪療瘋鹽監蓋盤礦碼確礎禮禍離種積稱穩窮"
    "竊窩競筆築簽簡糧緊糾紅約級紀純紗綱納縱紛紙紋紡練組細織終紹經結繞給絡絕統績緒續維綿綜綠緩編緣縮羅罰罷職聯聰肅腸膚腎脅膽勝脈臟腦腳"
    "脫臉騰艦艱藝節蘇範薦藥獲營藍慮雖補裝觀規視覽覺觸譽裡裏"
)
_BOTH = frozenset(_SIMPLIFIED) & frozenset(_TRADITIONAL)


def _stands_in(character: str, encoding: str) -> bool:
    """Whether a script's own standard of characters holds ``character``."""
    try:
        return bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False


# What the other script's standard holds as well belongs to both: 首, 缺 and the surname 范 are in Big5.
SIMPLIFIED_ONLY = frozenset(
    character for character in frozenset(_SIMPLIFIED) - _BOTH if not _stands_in(character, "big5")
) - frozenset("云里谷后干面台系占余斗丑姜几着准参据号划强")
TRADITIONAL_ONLY = frozenset(
    character for character in frozenset(_TRADITIONAL) - _BOTH if not _stands_in(character, "gb2312")
) - frozenset("乾後")

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’\-][A-Za-z\u00c0-\u024f]+)*")


def is_han(character: str) -> bool:
    """Whether ``character`` is a Chinese character."""
    return bool(_HAN.match(character))


def han_count(text: str) -> int:
    """Number of Chinese characters."""
    return len(_HAN.findall(text))


def word_count(text: str) -> int:
    """Number of words in Latin script."""
    return len(_WORD.findall(text))


def language_of(text: str, default: str = UNKNOWN) -> str:
    """The language of ``text`` as a BCP 47 tag: zh-Hans, zh-Hant, en, ja, ko, or ``default`` without evidence.

    Chinese without a character of only one script takes the script of ``default`` if that is Chinese, else "zh".
    """
    han, words = han_count(text), word_count(text)
    if len(_HANGUL.findall(text)) > han + words:
        return "ko"
    if len(_KANA.findall(text)) * 4 > han > 0:
        return "ja"
    if not han and not words:
        return default
    if han < words * 2:  # a Chinese sentence may hold some English names, and the reverse
        return ENGLISH if words else default
    simplified = sum(character in SIMPLIFIED_ONLY for character in text)
    traditional = sum(character in TRADITIONAL_ONLY for character in text)
    if simplified == traditional:
        return default if default.startswith("zh") else "zh"
    return ZH_HANS if simplified > traditional else ZH_HANT


def language_of_all(texts: Iterable[str]) -> str:
    """The language of a document: that of all its texts together."""
    return language_of("\n".join(texts))
