import FenceValidators
import Testing

@Suite struct LuhnValidatorTests {
    @Test(arguments: ["79927398713", "4111111111111111"])
    func provesTheStandardsExamples(_ number: String) {
        #expect(LuhnValidator.isValid(Array(number.utf8)))
    }
}
