import { TEMPLATE_KEYS, type TemplateKey } from '../core/words.ts'

/** A template's layout as written: MJML and text without words, and the parts that layouts share, by file name. */
export type LayoutFiles = { mjml: string; text: string; parts: Record<string, string> }

/** The files of `templates/emails` that several layouts include. */
export const LAYOUT_PARTS = ['head.mjml', 'top.mjml', 'numbers.mjml', 'foot.mjml'] as const

/** Every file of `templates/emails`. */
export const LAYOUT_FILE_NAMES: readonly string[] = [
  ...LAYOUT_PARTS,
  ...TEMPLATE_KEYS.flatMap((key) => [`${key}.mjml`, `${key}.txt`]),
]

/** The files of one template among all. @throws an Error that names the file that is missing. */
export function layoutFilesOf(key: TemplateKey, all: Readonly<Record<string, string>>): LayoutFiles {
  const file = (name: string): string => {
    const text = all[name]
    if (text === undefined) throw new Error(`templates/emails/${name} is missing`)
    return text
  }
  const parts = Object.fromEntries(LAYOUT_PARTS.map((name) => [name, file(name)]))
  return { mjml: file(`${key}.mjml`), text: file(`${key}.txt`), parts }
}

/** Everything a compiled layout depends on, as one text: as long as it stays the same, no new one is needed. */
export const layoutSource = ({ mjml, text, parts }: LayoutFiles): string =>
  [mjml, text, ...LAYOUT_PARTS.filter((name) => mjml.includes(name)).map((name) => parts[name])].join('\n\n')
