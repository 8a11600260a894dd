/// Who talks about the trade and has no part in it.
enum TalkFamilies {
    static let all: [LookAlikeFamily] = [
        LookAlikeFamily(
            "reporting",
            [
                "警方破获贩卖公民信息案：嫌疑人以每条0.5元出售车主数据120万条", "法院判了，男子倒卖业主名单20万条，获刑三年二个月",
                "据悉，该团伙通过Telegram出售母婴数据，0.3元一条，涉案金额超百万", "记者暗访：一手股民数据明码标价，实时5元，隔夜1元",
                "快递员偷拍面单卖给下家，1.5元一张，被警方抓获", "某医院内鬼泄露孕妇信息8万条，检察院提起公诉", "【通报】近日我局查获一起侵犯公民个人信息案，缴获数据2.4亿条",
                "Hackers are selling 200M user records on a dark web forum for $350, researchers say",
                "Police arrested a man accused of selling customer databases with 1.7M records via Telegram",
                "澎湃新闻：有人在QQ群里收购学生家长名单，每条4毛", "央视曝光社工库产业链：查户籍200元，查开房600元", "公司前员工因导出客户名单10万条被判处有期徒刑一年",
            ]),
        LookAlikeFamily(
            "warning",
            [
                "警方提醒：凡是在网上出售个人信息的都是犯罪，请勿参与", "各位业主注意，近期有人收购业主名单，请大家提高警惕", "谨防诈骗！不要把银行卡四件套卖给别人",
                "群公告：禁止发布出售数据、查档、社工库等广告，违者踢", "出租出售银行卡、电话卡是违法行为，请勿以身试法", "国家反诈中心：出售实名微信号可能构成帮信罪",
                "Reminder: selling or trading personal data here results in a permanent ban", "请同学们保护好个人信息，身份证照片不要随便发",
                "注意了，有骗子说能查开房记录，先收500定金就拉黑", "别信什么先测后款，卖数据的十个有九个是骗子", "严禁员工私自导出客户资料对外提供，发现一起处理一起",
                "Scam alert: the seller @# takes payment for fullz and never delivers",
            ]),
        LookAlikeFamily(
            "asking and own loss",
            [
                "我的信息是不是被卖了？刚买房就接到十几个装修电话", "谁把我的车主信息泄露出去的，保险公司天天打电话", "怎么查是谁在卖我的手机号", "身份证丢了，怎么挂失，会不会被人拿去贷款",
                "请问收到陌生贷款短信，是不是银行卡信息泄露了", "我妈的手机号被人拿去注册了三个网贷，怎么投诉", "为什么我刚在医院建档，就有月嫂公司打给我？孕妇信息谁卖的",
                "我的密码在某个泄露的数据库里，要不要换", "Was my data sold? I get ten spam calls a day since I signed up",
                "How do I find out who leaked my phone number and address?", "银行卡被盗刷了5000，报警有用吗", "有没有人知道怎么删除社工库里我的记录",
                "听说有人专门卖快递面单，是真的吗？",
            ]),
        LookAlikeFamily(
            "data security for sale",
            [
                "我们提供数据脱敏、数据库审计、防泄漏一体化解决方案，欢迎咨询 400-800-8000", "企业级DLP，支持1000万条敏感数据识别，免费试用",
                "等保测评、渗透测试服务，价格面议，电话 %", "隐私合规咨询，帮您守护用户数据，商务微信 #",
                "Dark web monitoring for your customer data, book a demo today",
                "数据安全法培训课程，980元/人，报名联系 %", "我司CRM系统支持客户资料加密导出，试用请联系 @#",
                "We help companies find leaked credentials before attackers do. Free trial",
                "漏洞悬赏：提交用户数据泄露类漏洞，最高奖励10万元",
                "数据治理平台，客户数据资产一站式管理，限时优惠", "运营商实名核验API，0.2元/次，企业资质可接入，官方授权", "用户授权数据合规流通，数据交易所挂牌产品",
            ]),
        LookAlikeFamily(
            "study and programming",
            [
                "毕设求一个公开的医疗数据集，一万条以上就行", "论文要用到出租车轨迹数据，哪里可以下载", "作业：用MySQL建一张学生表，插入100w条数据测试索引",
                "kaggle上的信用卡欺诈数据集，28万条，类别不平衡怎么办", "问卷有偿填写，5元一份，样本量要300份，微信 #", "求2024年高考真题电子版，文科的，发邮箱",
                "爬虫教程：抓取豆瓣电影数据并存进数据库", "导入500万条用户数据时报错，主键重复怎么处理",
                "The migration script dumps 3M user records to csv and loads them into postgres",
                "How to generate fake names and SSNs for unit tests?",
                "出二手教材，数据结构、数据库系统概论，各15元", "实验课要身份证号校验码算法的代码，谁有", "git commit: fix leak in customer database dump tool",
            ]),
        LookAlikeFamily(
            "office and daily life",
            [
                "把学员名单发我，带手机号的，明天开课点名", "客户资料整理好了吗？下午三点前给我", "业主群的各位，明天上午停水，请相互转告", "车主您好，您的车挡住消防通道了，请挪一下",
                "患者家属在三楼等，病历我放护士站了", "这个月新增用户2万，付费会员3千，数据不错", "家长们把孩子的身份证号和户籍地址填到表格里", "快递面单打印机没纸了，再买500张",
                "今天的销售数据：总共1200单，均价89元", "酒店入住要登记身份证，提前两小时办理", "名单核对完了，一共368人，多了两个重名的", "股民老王今天亏了两万，晚上喝闷酒",
                "公司买了会员数据分析软件，一年9800",
            ]),
    ]
}
