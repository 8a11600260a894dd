import FenceDetection
import FenceModel

/// Prices of a menu of look-ups.
extension QuantityReader {
    /// A number right behind a thing that can be looked up is its price: 户籍200 机主100.
    mutating func readMenu(_ items: [Range<Int>], isTaken: (Int) -> Bool) {
        var found: [Located<Price>] = []
        for item in items {
            let start = text.code(at: item.upperBound) == 0x20 ? item.upperBound + 1 : item.upperBound
            guard !isTaken(start), let number = NumberReader.number(in: text, at: start), !number.hasMultiplier,
                number.value >= 20, number.value <= 5_000,
                UnitWords.count.word(in: text, at: number.characters.upperBound) == nil,
                !text.isLetter(at: number.characters.upperBound),
                !prices.contains(where: { $0.characters.overlaps(number.characters) }),
                !volumes.contains(where: { $0.characters.overlaps(number.characters) })
            else { continue }
            let price = Price(
                amount: number.value, currency: .cny, unit: .query, text: written(number.characters))
            found.append(located(price, at: number.characters))
        }
        guard found.count + prices.count >= 2 else { return }
        if let first = (found + prices).map(\.characters.lowerBound).min(),
            let earlier = bare.first(where: { isMenuPrice($0, before: first) })
        {
            // The first item is not always one that is known.
            let price = Price(amount: earlier.value, currency: .cny, unit: .query, text: written(earlier.characters))
            found.append(located(price, at: earlier.characters))
        }
        prices = (prices + found).sorted { $0.characters.lowerBound < $1.characters.lowerBound }
    }

    private func isMenuPrice(_ number: WrittenNumber, before first: Int) -> Bool {
        let before = skippingSpaces(before: number.characters.lowerBound)
        return number.characters.upperBound <= first && number.value >= 20 && number.value <= 20_000 && !isYear(number)
            && number.value == number.value.rounded() && text.isHan(at: before - 1)
            && number.digitCount > 0 && !number.hasMultiplier && !countsOther(number)
            && (endsClause(at: number.characters.upperBound) || text.code(at: number.characters.upperBound) == 0x20)
    }
}
