public import ArgumentParser
public import FenceModel

// A value that there is not is refused with those that there are, as of any other option.
extension Alert.Severity: ExpressibleByArgument {}
extension Alert.Kind: ExpressibleByArgument {}
extension DataCategory: ExpressibleByArgument {}
