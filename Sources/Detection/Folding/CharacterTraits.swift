/// What the scan needs to know of a folded character beyond its class.
package enum CharacterTraits {
    /// The value of a digit, written in ASCII or as a Chinese numeral, or nil.
    static func digitValue(_ code: UInt32) -> UInt8? {
        if isASCIIDigit(code) { return UInt8(code - 0x30) }
        return hanNumeral(code)
    }

    /// The digit that a letter can be mistaken for, or nil.
    static func lookAlikeDigit(_ code: UInt32) -> UInt8? {
        switch code {
        case 0x6F: 0  // o
        case 0x6C, 0x69: 1  // l, i
        case 0x7A: 2  // z
        case 0x437: 3  // Cyrillic ze
        case 0x431: 6  // Cyrillic be
        case 0x73: 5  // s
        case 0x62: 6  // b; a capital B is 8
        default: nil
        }
    }

    @inlinable
    package static func isASCIIDigit(_ code: UInt32) -> Bool { code &- 0x30 < 10 }

    /// A letter as folding leaves it: small.
    @inlinable
    package static func isASCIILetter(_ code: UInt32) -> Bool { code &- 0x61 < 26 }

    @inlinable
    package static func isASCIIAlphanumeric(_ code: UInt32) -> Bool { isASCIIDigit(code) || isASCIILetter(code) }

    /// A Chinese character of the block that all words of the trade are written in.
    @inlinable
    package static func isHan(_ code: UInt32) -> Bool { (0x4E00...0x9FFF).contains(code) }

    /// A character that groups digits: `138-0013-8000`, `6222 0200 …`.
    static func groupsDigits(_ code: UInt32) -> Bool {
        switch code {
        case 0x20, 0x2D, 0x2E, 0x2A, 0x0A, 0xB7, 0x5F: true
        default: false
        }
    }

    /// A picture, but for those that stand for a service, as in front of a number of QQ.
    static func isPicture(_ code: UInt32) -> Bool {
        switch code {
        case 0x2600...0x27BF, 0x2B00...0x2BFF, 0x1F300...0x1FAFF: !standsForAService(code)
        default: false
        }
    }

    /// Penguin, aeroplanes, satellite and bat, for QQ, Telegram, WeChat and BatChat.
    private static func standsForAService(_ code: UInt32) -> Bool {
        switch code {
        case 0x1F427, 0x2708, 0x1F6E9, 0x1F6F0, 0x1F987: true
        default: false
        }
    }

    /// A character that sellers put between the characters of a word to break it: dots, tildes, spaces, emoji.
    package static func isDecoration(_ code: UInt32) -> Bool {
        switch code {
        case 0x20, 0x2E, 0x2A, 0x7E, 0x5F, 0x5E, 0x60, 0x7C, 0xB7, 0x2D, 0x27, 0x2F: true
        case 0x4E28, 0x4E36: true  // 丨 丶
        case 0x2190...0x2BFF, 0x1F000...0x1FAFF: !standsForAService(code)
        case 0xFFFD: true
        default: false
        }
    }

    /// 幺, 洞, 拐 and 勾: said for the digits of a number that is read out, never for those of an amount.
    @inlinable
    package static func isSaidOneByOne(_ code: UInt32) -> Bool {
        code == 0x5E7A || code == 0x6D1E || code == 0x62D0 || code == 0x52FE
    }

    /// 洞, 拐 and 勾, as digits are said over the radio: words of their own outside numbers, as 左拐.
    static func isRadioDigit(_ code: UInt32) -> Bool {
        code == 0x6D1E || code == 0x62D0 || code == 0x52FE
    }

    /// The value of a Chinese numeral, the ways to say digits one by one among them; nil where it is none.
    @inlinable
    package static func hanNumeral(_ code: UInt32) -> UInt8? {
        switch code {
        case 0x96F6, 0x3007, 0x6D1E: 0  // 零 〇 洞
        case 0x4E00, 0x5E7A, 0x58F9: 1  // 一 幺 壹
        case 0x4E8C, 0x8D30, 0x4E24: 2  // 二 贰 两
        case 0x4E09, 0x53C1: 3  // 三 叁
        case 0x56DB, 0x8086: 4  // 四 肆
        case 0x4E94, 0x4F0D: 5  // 五 伍
        case 0x516D, 0x9646: 6  // 六 陆
        case 0x4E03, 0x67D2, 0x62D0: 7  // 七 柒 拐
        case 0x516B, 0x634C: 8  // 八 捌
        case 0x4E5D, 0x7396, 0x52FE: 9  // 九 玖 勾
        default: nil
        }
    }
}
