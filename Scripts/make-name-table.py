#!/usr/bin/env python3
"""Chinese surnames and the characters that given names are made of.

Source: surnames of the census's first several hundred places and the Hundred Family Surnames, compound surnames of general
reference works, and given-name characters by general knowledge of their frequency, listed here by this project; given
names of PyPI Faker 40.x zh_CN (MIT) add to the characters. Ordinary words that begin like names: the dictionary of PyPI jieba
0.42 (MIT), those that it has often and does not take for names.
Run: pip install Faker jieba && python3 Scripts/make-name-table.py
"""

import pathlib

import jieba
from faker.providers.person.zh_CN import Provider

import swift_table

# Common, in the order of the census, then the rest. The first hundred hold about 85 % of the people.
COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
RARE = (
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
COMPOUND = (
    "欧阳 上官 皇甫 令狐 诸葛 司徒 司马 申屠 夏侯 贺兰 完颜 慕容 尉迟 长孙 东方 独孤 南宫 西门 端木 公孙 轩辕 宇文 太史 呼延 闻人 澹台 濮阳 "
    "赫连 钟离 鲜于 闾丘 司空 公羊 公冶 淳于 单于 仲孙 百里 东郭 第五 公西 拓跋 夹谷 谷梁 梁丘 左丘 东门 乐正 宗政 万俟 "
    "纳兰 叶赫 爱新觉罗 那拉 富察 钮祜禄 瓜尔佳 达奚 南门 子车 颛孙 巫马 漆雕 壤驷 公良 段干 微生 羊舌"
)
GIVEN = (
    "一三四五六七八九十"
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉萍红鹏华辉建波斌宇浩凯健俊帆帅旭宁龙林欢佳雪婷梅琳晨阳文慧莹颖倩云晶燕凤洁飞鑫峰雷东博小春海国志永中子家嘉欣怡梓涵轩宸雨泽诗思睿一可悦彤依然昊天皓俊熙浩然"
    "子墨奕语桐若曦紫萱雅琪梦瑶佩璐瑞祥福禄寿贵财富德仁义礼智信忠孝廉耻和顺康安乐喜庆荣光耀宗祖继承先后新民立成功利全保卫兵战胜利钢铁石山川江河湖水金银铜锡木火土田禾苗花草树根生长青松柏竹菊莲荷蓉芝芬芸茜萌蕾薇"
    "莉莎菲菁蓓蕊翠碧珍珠玲珊瑚琴瑟琼瑾瑜璇珂玮琦琛珏玥瑛璟宝钰钧铭锋锐钦锦铮镇鸿鹤雁莺燕鹃凰虎豹骏骥骁驰腾翔飏展扬振兴业勤俭朴实诚正直方圆大小高远近深广博学知识书画诗词歌赋曲乐舞晓昕昱晗晟晖晏景星月辰晴阳"
    "露霜雯霄霖霏雲风云雷电虹彩霓丹朱红紫黄绿蓝白素墨玄青清洁净冰凌寒冬夏秋岚峻岩崇巍岳峥嵘毅坚恒久远达通顺畅舒展心怀念恩惠爱怜悯慈善良淑娴婉娇媚妍妮媛嫣婵娥姗姝姣姿妙娅婧嫚孟仲叔季伯少幼老元亨利贞乾坤震巽离"
    "世代传承宏伟雄壮阔豪迈英俊杰出众彬雅致远宁静淡泊明志仕卿相公侯伯爵君臣将帅士兵民众友朋益善能才艺技术科教理化研究真谛哲思想望希冀愿景鸣响韵音律声颂扬赞美好佳丽秀气质品格尚尊敬谦逊让润泽沛涵淳澄泓浚淼渊湘沁"
    "沅汐洛渝滢潇澜濡冉冬存学守宽延开弘强彦彪征恺悠惟愉慷成才振捷敬斐斯旺昂昌易昭显晋普智朗本权来栋梁桢桦楠楷榕槐欣武殿毓沛法泉洲津润淇淞溢滨滔潮灿炎炜炳烁烨焕煜熠然燊牧玄珩球琨瑶甫甲申男畅皎益盛直相真瞳硕祎祺禹"
    "秉程稳立竣童端笑筠策米粤纯纲绍经绮维绪群羽翎翰耘聪肖育胤胜脉至良艾芮苑苒苗茂茗茵荃荣莘菡萱葵蓝蔚薰藜行衍西言诺谊谦豫贝贤赟起超越路跃轶辛迅进连迪逸邦郁采野铠锴镕长闻雄非韬顶项顺颂飒驹鲁麒麟麦黎齐龄"
    "毛发亚亭仪任仑佑佐作使来依俐信修倚倪傲兆兰共兵其典冠准凝凡列创加劲勃勋北千升卓南博占卫印原双发叶合同向吉后启咏哈品唯喆嗣园固圣坚垒城域培基堂塬墨士声夕多夜奇奎妤如妹姚姬威娣婉嫦孜宗定宝宣家容宾密尔尧屹岗岭岱崎川左巧帝常平年"
    "庆庭康廷建异弟彭徐得心必忆快怀怡恬情惜意慕成战才扬承抒拓挺捷授放效敦数文斗新方旋无日时旦早昀映是晶曙曜曼月有望朝朦未本朵杏杭析果枝枫柔柯柳树校格桃桑梅梓梨森椿楚榆樱次止步每比水永汉汝池沙治泰洪流浦消涓淑温港游源溪漫潘澍激瀚"
)

given = {}
for character in GIVEN:
    given[character] = given.get(character, 0) + 1
for names in (Provider.first_names_female, Provider.first_names_male, Provider.first_names):
    for name in names if not isinstance(names, dict) else names.keys():
        for character in name:
            given[character] = given.get(character, 0) + 2
# Function words and titles that begin sentences after a surname: never a sign of a name.
for character in "的了是在我你他她们这那有不就都要会说没吗吧呢啊哦把被给让跟很也还又再从到去来上下里出先后":
    given.pop(character, None)

rows = [f"{c}\t1" for c in COMMON]
rows += [f"{c}\t2" for c in dict.fromkeys(RARE) if c not in COMMON]
rows += [f"{s}\t3" for s in dict.fromkeys(COMPOUND.split())]
for name in Provider.last_names if not isinstance(Provider.last_names, dict) else Provider.last_names.keys():
    if len(name) == 1 and name not in COMMON and name not in RARE:
        rows.append(f"{name}\t2")

# A dictionary takes some places for people: those that it has often and the table of divisions knows are places.
places = {line.split("\t")[0].strip() for line in (swift_table.TABLES / "PlaceTable.swift").read_text().splitlines()}
# Brands (nz) are often somebody's name as well. A rare word of two characters is rarer than a name.
surnames = {row.split("\t")[0] for row in rows if not row.endswith("\t3")}
words = []
for line in (pathlib.Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
    word, count, kind = line.split()
    if word[0] in surnames and (word in places or not kind.startswith("nr") and kind != "nz"):
        if len(word) == 2 and int(count) >= 10 or len(word) == 3 and int(count) >= 5:
            words.append(word)

swift_table.write(
    "NameTable", "Chinese surnames and the characters of given names.",
    {"script": "make-name-table.py", "source": "lists of this project, see the script; Faker 40 zh_CN; jieba 0.42",
     "licence": "that of this project; MIT; MIT"},
    {"surnames": ("Surname, then 1 common, 2 rarer, 3 compound.", rows),
     "given": ("Character, then how often it was listed (1 to 9).", [f"{c}\t{min(n, 9)}" for c, n in given.items()]),
     "words": ("Words of two and three characters that begin with a surname's.", words)})
