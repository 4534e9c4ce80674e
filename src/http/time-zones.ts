/** Every time zone that this machine knows, for a list to choose from. */
export const timeZones = (): string[] => Intl.supportedValuesOf('timeZone')
