/// The tier of article 253-1's 2017 interpretation: from how many records the crime is "serious".
public struct LegalTier: Sendable, Hashable {
    /// 50, 500 or 5,000 records.
    public var threshold: Int
    /// Records claimed by the seller.
    public var claimed: Int?
    /// Records of the samples that were validated.
    public var validated: Int
    /// The larger of the two over the threshold.
    public var ratio: Double?

    /// A tier with its ratio, which follows from the others.
    public init(threshold: Int, claimed: Int?, validated: Int) {
        self.threshold = threshold
        self.claimed = claimed
        self.validated = validated
        let most = max(claimed ?? 0, validated)
        ratio = most > 0 ? Double(most) / Double(threshold) : nil
    }
}
