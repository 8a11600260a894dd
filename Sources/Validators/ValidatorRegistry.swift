/// Every validator that a rule pack may name. A new validator is a file of its own and one line here.
package enum ValidatorRegistry {
    package static let all: [any Validator.Type] = [
        AccountPairValidator.self,
        BasicCredentialsValidator.self,
        CredentialValidator.self,
        QQValidator.self,
        RandomKeyValidator.self,
        TelegramValidator.self,
        WeChatValidator.self,
        HongKongIDValidator.self,
        HongKongMacauPermitValidator.self,
        LicensePlateValidator.self,
        MacauIDValidator.self,
        PassportValidator.self,
        PermanentResidenceValidator.self,
        ResidentID15Validator.self,
        ResidentIDValidator.self,
        TaiwanIDValidator.self,
        TaiwanPermitValidator.self,
        BankCardValidator.self,
        CryptoWalletValidator.self,
        WalletKeyValidator.self,
        LuhnValidator.self,
        EmailValidator.self,
        IMEIValidator.self,
        IPAddressValidator.self,
        HongKongPhoneValidator.self,
        InternationalPhoneValidator.self,
        LandlineValidator.self,
        MacauPhoneValidator.self,
        MobileValidator.self,
        TaiwanPhoneValidator.self,
        AddressValidator.self,
        KnownPlaceValidator.self,
        PersonNameValidator.self,
        BusinessLicenseValidator.self,
        DrivingLicenseValidator.self,
        ProvidentFundValidator.self,
        SocialSecurityValidator.self,
        USCCValidator.self,
    ]

    private static let byName: [String: any Validator.Type] = Dictionary(
        all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The validator of that name, or nil where there is none.
    package static func validator(named name: String) -> (any Validator.Type)? {
        byName[name]
    }
}
