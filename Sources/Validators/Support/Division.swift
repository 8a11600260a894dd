/// Division codes of GB/T 2260, with those that were retired: a number keeps the code of the county of its first issue.
enum Division {
    /// The first two digits of a province, municipality, region or, since 2018, of Hong Kong, Macau and Taiwan.
    static let provinces: [Int: String] = [
        11: "北京市", 12: "天津市", 13: "河北省", 14: "山西省", 15: "内蒙古自治区", 21: "辽宁省", 22: "吉林省", 23: "黑龙江省",
        31: "上海市", 32: "江苏省", 33: "浙江省", 34: "安徽省", 35: "福建省", 36: "江西省", 37: "山东省", 41: "河南省",
        42: "湖北省", 43: "湖南省", 44: "广东省", 45: "广西壮族自治区", 46: "海南省", 50: "重庆市", 51: "四川省", 52: "贵州省",
        53: "云南省", 54: "西藏自治区", 61: "陕西省", 62: "甘肃省", 63: "青海省", 64: "宁夏回族自治区", 65: "新疆维吾尔自治区",
        71: "台湾省", 81: "香港特别行政区", 82: "澳门特别行政区", 83: "台湾省",
    ]

    /// Whether a code begins with the digits of a province: those of no other are allotted.
    static func isInProvince(_ code: some Collection<UInt8>) -> Bool {
        Bytes.number(code.prefix(2)).map { provinces[$0] != nil } == true
    }

    /// What the table says of a six-digit code, and the province for the reader.
    static func judge(_ code: some Collection<UInt8>) -> (check: Check, attributes: [Attribute]) {
        let province = Bytes.number(code.prefix(2)).flatMap { provinces[$0] }
        let attributes = province.map { [Attribute("region", $0)] } ?? []
        if DivisionTable.codes.value(for: code) != nil {
            return (Check("region-code", evidence: 1), attributes)
        }
        // A code that no revision lists is likelier wrong outside the provinces than inside, where tables age.
        return (Check("region-unknown", evidence: province == nil ? -2.5 : -1), attributes)
    }
}
