/** A number with its noun, in the plural unless it is one: '3 rows'. */
export const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
