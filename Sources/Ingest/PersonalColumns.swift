import FenceModel

/// Names of columns and fields that hold somebody's personal data: a leaked table is seen whatever its text says.
///
/// A name counts as a whole, without what parts its words, or by one of its words: `id_card`, `userPhone`, `手机号`. It does not
/// where it names something about the data: `phone_count`, `card_id`, `email_verified`.
enum PersonalColumns {
    private static let words = NameTable([
        "phone", "phones", "mobile", "tel", "telephone", "cellphone", "msisdn", "contact", "idcard", "identity", "sfz",
        "email", "mail", "address", "addr", "card", "bank", "bankcard", "qq", "wechat", "weixin", "telegram",
        "passport", "plate", "password", "passwd", "pwd", "account", "imei", "imsi", "shouji", "dianhua", "xingming",
        "dizhi", "yinhangka",
    ])
    /// A name of a person is not every name: channels, files and goods have names too.
    private static let wholes = NameTable([
        "name", "realname", "fullname", "truename", "firstname", "lastname", "customername", "membername",
        "patientname", "studentname", "ownername",
        "receivername", "consignee", "recipient", "buyername", "idname", "idno", "idnum", "idnumber", "certno",
        "certnum", "certnumber", "carno", "carnumber", "mobileno", "phoneno",
    ])
    /// Last words of names that say something about the data, or stand for it.
    private static let otherEndings = NameTable([
        "id", "ids", "time", "date", "at", "ts", "url", "uri", "link", "href", "src", "count", "counts", "total",
        "type",
        "status", "state", "size", "length", "flag", "verified", "visible", "enabled", "code", "prefix", "country",
        "model", "brand", "os", "hash", "md", "level", "index",
    ])
    private static let characters = [
        "手机", "手機", "电话", "電話", "座机", "号码", "號碼", "身份证", "身份證", "证件", "證件", "邮箱", "郵箱", "姓名", "户名",
        "地址", "住址", "卡号", "卡號", "银行卡", "銀行卡", "微信", "护照", "護照", "车牌", "車牌", "密码", "密碼", "账号", "賬號",
        "帐号", "帳號", "账户", "联系人", "联系方式", "收货人", "收件人",
    ].map { Array($0.utf8) }
    private static let otherCharacters = [
        "时间", "時間", "日期", "数量", "數量", "次数", "次數", "链接", "鏈接", "网页", "图片", "类型", "類型", "状态", "狀態", "归属",
        "型号",
    ].map { Array($0.utf8) }

    /// Whether a column or field of that name holds personal data.
    static func hold(_ name: Span<UInt8>) -> Bool {
        var whole = NameTable.Hash()
        var word = NameTable.Hash()
        var isPersonal = false
        var isOther = false
        var wasLowercase = false
        func endWord() {
            guard !word.isEmpty else { return }
            isOther = otherEndings.contains(word)
            isPersonal = isPersonal || words.contains(word)
            word = NameTable.Hash()
        }
        for index in 0..<name.count {
            let byte = name[index]
            if byte >= 0x80 { return holdCharacters(name) }
            let isUppercase = byte &- 0x41 < 26
            guard byte | 0x20 &- 0x61 < 26 else {
                endWord()
                continue
            }
            if isUppercase, wasLowercase { endWord() }
            wasLowercase = !isUppercase
            word.add(byte | 0x20)
            whole.add(byte | 0x20)
        }
        endWord()
        return !isOther && (isPersonal || wholes.contains(whole))
    }

    private static func holdCharacters(_ name: Span<UInt8>) -> Bool {
        var bytes: [UInt8] = []
        for index in 0..<name.count { bytes.append(name[index]) }
        func holds(_ texts: [[UInt8]]) -> Bool { texts.contains { ByteText.find($0, in: bytes[...]) != nil } }
        return holds(characters) && !holds(otherCharacters)
    }
}

/// A few words, looked up by their hash: it is asked of every field of every line, and makes no strings.
private struct NameTable: Sendable {
    struct Hash: Equatable {
        private var hash = FNV1a()
        private(set) var isEmpty = true
        var value: UInt64 { hash.value }

        mutating func add(_ byte: UInt8) {
            hash.add(byte)
            isEmpty = false
        }
    }

    /// Hashes by their lowest bits, each in the first free place behind; 0 is none.
    private var slots: [UInt64]

    init(_ words: [String]) {
        slots = [UInt64](repeating: 0, count: 256)
        for word in words {
            var hash = Hash()
            for byte in word.utf8 { hash.add(byte) }
            slots[place(of: hash.value)] = hash.value
        }
    }

    func contains(_ hash: Hash) -> Bool {
        slots[place(of: hash.value)] != 0
    }

    private func place(of hash: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: hash & 255)
        while slots[place] != 0, slots[place] != hash { place = (place + 1) & 255 }
        return place
    }
}
