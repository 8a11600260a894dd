import Testing

@testable import FenceValidators

@Suite struct AccountTests {
    @Test(arguments: [
        ("zhang.san@qq.com", "mail-provider"), ("a@example.com.cn", "public-suffix"),
        ("logo@2x.png", "public-suffix-unknown"),
        ("a@com.cn", "domain-is-suffix"), ("a@公司.中国", "public-suffix"), ("a@www.ck", "public-suffix"),
        ("a@something.ck", "domain-is-suffix"), ("a..b@example.com", "mail-form"),
        ("13912345607----lhw_87@163.com", "columns"), ("a--b@163.com", "mail-provider"),
    ])
    func mailDomains(_ address: String, check: String) {
        #expect(names(judge(EmailValidator.self, address)).contains(check))
    }

    @Test(arguments: [
        "abc[at]qq.com", "abc (at) qq.com", "ABC@qq.com", "abc#qq.com", "abc at qq.com", "abc@qq[dot]com",
        "abc [at] qq [dot] com", "abc@qq。com", "abc@qq点com",
    ])
    func mailWritings(_ written: String) {
        #expect(normal(EmailValidator.self, written) == "abc@qq.com")
    }

    @Test func chatNames() {
        #expect(normal(TelegramValidator.self, "https://t.me/Some_Name") == "some_name")
        #expect(normal(TelegramValidator.self, "@Some_Name") == "some_name")
        #expect(normal(TelegramValidator.self, "tg://resolve?domain=some_name&start=1") == "some_name")
        #expect(normal(TelegramValidator.self, "Some_Name.t.me") == "some_name")
        // Invitations tell capitals from small letters.
        #expect(normal(TelegramValidator.self, "https://T.me/+AbCdEfGhIjKlMnOp") == "+AbCdEfGhIjKlMnOp")
        #expect(normal(TelegramValidator.self, "t.me/joinchat/AbCdEfGhIjKlMnOp") == "+AbCdEfGhIjKlMnOp")
        #expect(normal(TelegramValidator.self, "tg://join?invite=AbCdEfGhIjKlMnOp") == "+AbCdEfGhIjKlMnOp")
        #expect(judge(TelegramValidator.self, "t.me/joinchat").outcome == .refuted)
        #expect(evidence(judge(WeChatValidator.self, "wxid_abcdef123456")) > 3)
        #expect(judge(WeChatValidator.self, "wechat").outcome == .refuted)
        #expect(judge(WeChatValidator.self, "wxeb07e4d549037472").outcome == .refuted)
        #expect(judge(QQValidator.self, "012345").outcome == .notApplicable)
        #expect(normal(QQValidator.self, "1234567@qq.com") == "1234567")
    }

    @Test(arguments: [
        ("admin:Passw0rd!", true), ("账号:zhang 密码:zs123456", true), ("zhang----abc123", true), ("密码:******", false),
        ("密码:xxxx", false), ("user:password", false), ("a@b.com:qwerty1", true), ("pass=${PASS}", false),
        ("user=root db_password=${db_password}", false), ("db_user=zhang\ndb_password=qm28kdx", true),
        (#"username":"admin","password":null}"#, false), ("username: str, password: str)", false),
        ("username string, password string)", false), ("user=config.user, password=config.password", false),
        ("user: process.env.user, pass: process.env.db_pass", false), ("user=self.user password=self.key", false),
        ("user=#{user} password=#{pwd}", false), ("user=$user password=$password", false),
        ("user=u1 password=li.si.1987", true), ("user=u1 password=qm28kdx}", true), ("user=u1 password=$qm28", true),
    ])
    func passwords(_ pair: String, isProved: Bool) {
        #expect((judge(CredentialValidator.self, pair).outcome == .proved) == isProved)
    }

    @Test(arguments: [
        ("lhw87----qm28kdx", true), ("lhw87----13912345607", true), ("lhw_87@163.com----qm28kdx", true),
        ("lhw87----lhw_87@163.com", false), ("lhw_87@163.com;wang_92@139.com", false),
        ("13912345607----13812345678", false), ("13912345607----330106199105155270", false),
        ("13912345607----330106199105155271", true), ("lhw_87@163.com|13912345607", false),
        ("13912345607----2023-01-01", false), ("13912345607----19900101", true), ("13912345607----13.5", false),
        ("13912345607:qm28kdx", true), ("lhw_87@163.com:p@ssw0rd", true),
    ])
    func accountPairs(_ pair: String, mayBe: Bool) {
        #expect((judge(AccountPairValidator.self, pair).outcome == .proved) == mayBe)
    }

    @Test(arguments: [
        ("5f4dcc3b5aa765d61d8327deb882cf99", "md5"), ("5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8", "sha1"),
        ("$2a$10$n9qo8uloickgx2zmrzomyeijzagcfl7p92ldgxad68ljzdl17lhwy", "bcrypt"), ("hello", nil),
        ("*2470c0c06dee42fd1618bb99005adca2ec9d1e19", "mysql41"),
    ])
    func hashKinds(_ text: String, kind: String?) {
        #expect(PasswordHash.kind(of: Array(text.utf8)) == kind)
    }

    @Test(arguments: [
        ("114.114.114.114", true), ("8.8.8.8", false), ("192.168.1.1", false), ("10.0.0.1", false), ("1.2.3.4", false),
        ("2001:4860:4860::8888", true),
        ("fe80::1", false), ("2001:db8::1", false), ("::1", false),
    ])
    func ipRanges(_ address: String, isPublic: Bool) {
        #expect(names(judge(IPAddressValidator.self, address)).contains("public-range") == isPublic)
    }

    @Test(arguments: ["256.1.1.1", "1.2.3", "1::2::3", "12345::1", "01.2.3.4", "1:2:3"])
    func notAddresses(_ text: String) {
        #expect(judge(IPAddressValidator.self, text).outcome == .refuted)
    }

    /// RFC 4291, section 2.5.5.2: an IPv4 address within one of IPv6 is the IPv4 address.
    @Test(arguments: ["::ffff:114.114.114.114", "0:0:0:0:0:ffff:114.114.114.114"])
    func mappedAddresses(_ address: String) {
        #expect(names(judge(IPAddressValidator.self, address)).contains("public-range"))
        #expect(normal(IPAddressValidator.self, address) == "114.114.114.114")
        #expect(judge(IPAddressValidator.self, "::ffff:256.1.1.1").outcome == .refuted)
    }

    /// The first is RFC 7617's own example; its twins say user and password, and nothing.
    @Test(arguments: [
        ("QWxhZGRpbjpvcGVuIHNlc2FtZQ==", true), ("bGh3ODdrMTk6UW0yOGtkWA==", true), ("dXNlcm5hbWU6cGFzc3dvcmQ=", false),
        ("YWJjZGVmZ2hpamtsbW5v", false), ("OnNlY3JldDEyMw==", false), ("AAAA", false),
    ])
    func basicAuthentication(_ pair: String, isProved: Bool) {
        #expect((judge(BasicCredentialsValidator.self, pair, written: pair).outcome == .proved) == isProved)
    }

    @Test(arguments: [
        ("9f8e7d6c5b4a39281706f5e4d3c2b1a0", true), ("sNCYGBtIQfXgFFntPWZd7otjcUZYxB", true),
        ("getUserByIdFromSecretStore2", false), ("another-long-name-of-a-class", false),
        ("your_token_here_1234", false),
    ])
    func randomKeys(_ key: String, isProved: Bool) {
        #expect((judge(RandomKeyValidator.self, key, written: key).outcome == .proved) == isProved)
    }

    @Test func sixIsWrittenInFull() {
        #expect(
            normal(IPAddressValidator.self, "2001:4860::8888")
                == normal(IPAddressValidator.self, "2001:4860:0:0:0:0:0:8888"))
    }

    @Test(arguments: ["来电", "来源", "查收", "应付"])
    func wordsThatBeginLikeNames(_ word: String) {
        #expect(judge(PersonNameValidator.self, word).outcome == .refuted)
    }

    @Test(arguments: [("张伟", 1.0), ("欧阳娜娜", 1.0), ("阿依古丽·买买提", 0.5), ("李小明", 1.0), ("王建国", 1.0)])
    func names(_ name: String, atLeast: Double) {
        #expect(evidence(judge(PersonNameValidator.self, name)) >= atLeast)
    }

    @Test(arguments: [
        "高兴", "黄金", "方法", "马上", "农行", "沙发", "陈列", "张开", "王某", "周五", "高中", "毕业生", "黄山", "唐山", "张家港", "余杭",
        "李家庄", "安全中心", "华夏基金", "王者",
    ])
    func wordsAreNoNames(_ word: String) {
        #expect(judge(PersonNameValidator.self, word).outcome == .refuted)
    }

    @Test func wordsBesideALabelMayBeNames() {
        #expect(judge(PersonNameValidator.self, "高阳", context: true).outcome == .proved)
        #expect(judge(PersonNameValidator.self, "高兴", context: true).outcome == .refuted)
        // A small county.
        #expect(names(judge(PersonNameValidator.self, "周宁")).contains("place-name"))
        #expect(judge(PersonNameValidator.self, "张家明").outcome == .proved)
    }

    @Test func addresses() {
        let full = judge(AddressValidator.self, "广东省深圳市南山区科技园路1号2栋301室")
        #expect(names(full) == ["province", "city", "county", "street", "house-number"])
        #expect(evidence(full) > 4)
        #expect(judge(AddressValidator.self, "广东省深圳市").outcome == .refuted)
        #expect(evidence(judge(AddressValidator.self, "广东深圳南山区科技路1号")) > 3)
    }

    private func names(_ verdict: Verdict) -> [String] { verdict.checks.map(\.name) }

    @Test func registryIsComplete() {
        let all = ValidatorRegistry.all.map { $0.name }
        #expect(Set(all).count == all.count)
        #expect(all.count == 38)
        for name in all { #expect(ValidatorRegistry.validator(named: name) != nil) }
    }

    /// Tibetan, Uyghur and Mongolian names without a middle dot are told by their parts; short ones need a word for a name.
    @Test(arguments: [
        ("扎西卓玛", false), ("阿依古丽", false), ("乌云其木格", false), ("热依汗古丽", false), ("娜仁花", true), ("达瓦", true),
    ])
    func transcribedNames(_ name: String, needsContext: Bool) {
        #expect(names(judge(PersonNameValidator.self, name, context: true)) == ["minority-name"])
        #expect((names(judge(PersonNameValidator.self, name)) == ["minority-name"]) != needsContext)
    }

    @Test(arguments: ["哈尔滨人民", "乌鲁木齐", "张王李赵钱孙"])
    func noTranscribedNames(_ text: String) {
        #expect(judge(PersonNameValidator.self, text, context: true).outcome == .refuted)
    }

    @Test("of a password and an account, the one behind its label is the password")
    func passwordFirst() {
        #expect(judge(CredentialValidator.self, "password: K8#mmZ19 user: ops").outcome == .proved)
        #expect(judge(CredentialValidator.self, "pwd=xxxx&uid=ops_user").outcome == .refuted)
    }

    @Test("a digest behind a single word proves less than one behind a user's name")
    func digestBehindWord() {
        let digest = "716267835c94e582d3ddc8ae4ea87672"
        #expect(
            evidence(judge(CredentialValidator.self, "trace: \(digest)"))
                < evidence(judge(CredentialValidator.self, "lihua_87:\(digest)")))
    }
}
