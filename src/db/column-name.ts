const names = new Map<string, string>()

/** The column of a property, as in `call_first`; made once for each, and there are as many as the schema has. */
export function columnName(property: string): string {
  const known = names.get(property) ?? property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  names.set(property, known)
  return known
}
