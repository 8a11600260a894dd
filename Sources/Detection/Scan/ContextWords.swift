import FenceModel

/// Words near a match that make it likelier or less likely to be what its rule says.
enum ContextWords {
    struct Weight {
        var raised = false
        var lowered = false
        /// A lowering word is the value's own label: it stands right before it.
        var isLabelledOtherwise = false
    }

    /// How many characters may stand between a label and its value: `订单号: `.
    private static let longestLabelGap = 2

    /// Looks among the keywords that stand near; the hits are in order, so the cost does not grow with the text.
    static func weigh(
        rule: UInt16, context: Rule.Context, around characters: Range<Int>, hits: [KeywordHit], plan: DetectionPlan
    ) -> Weight {
        var weight = Weight()
        var nearestRaising = Int.max
        var nearestLowering = Int.max
        let first = characters.lowerBound - context.near - KeywordTrie.maximumLength
        let last = characters.upperBound + context.near
        var index = hits.partitionPoint { $0.range.lowerBound < first }
        while index < hits.count, hits[index].range.lowerBound <= last {
            let hit = hits[index]
            index += 1
            guard hit.keyword < plan.ruleWords, hit.range.upperBound + context.near >= characters.lowerBound,
                hit.range.upperBound <= characters.lowerBound || hit.range.lowerBound >= characters.upperBound
                    || hit.range.lowerBound < characters.lowerBound
            else { continue }
            for role in plan.contextual[hit.keyword] where role.rule == rule {
                let gap = characters.lowerBound - hit.range.upperBound
                let labelGap = (0...longestLabelGap).contains(gap) ? gap : .max
                if role.raises {
                    weight.raised = true
                    nearestRaising = min(nearestRaising, labelGap)
                } else {
                    weight.lowered = true
                    nearestLowering = min(nearestLowering, labelGap)
                }
            }
        }
        // The nearer label names the value: 订单号1 手机138…, 加qq群123….
        weight.isLabelledOtherwise = nearestLowering < nearestRaising
        if nearestRaising < nearestLowering { weight.lowered = false }
        return weight
    }
}
