import { eraseContact, exportContact } from '../domain/firm/erase-contact.ts'
import { counted } from './counted.ts'
import { EXIT, out, withDeps, type Register } from './context.ts'

const ADMIN = { role: 'admin', staffId: null } as const

const unknown = (ref: string): number => {
  out.stderr(`no contact has the ref ${ref}`)
  return EXIT.refused
}

const printData = (ref: string): Promise<void> =>
  withDeps(async ({ deps }) => {
    const result = await exportContact(deps, ADMIN, ref)
    if (result.kind !== 'found') return unknown(ref)
    out.stdout(JSON.stringify(result.data, null, 2))
    return EXIT.done
  })

const erase = (ref: string): Promise<void> =>
  withDeps(async ({ deps }) => {
    const result = await eraseContact(deps, ADMIN, ref, { staffId: null, by: 'command' })
    if (result.kind !== 'erased') return unknown(ref)
    out.stdout(
      `${ref} is erased with ${counted(result.answers, 'answer')}, and the scores are fitted without; take it out of what you import, too`,
    )
    return EXIT.done
  })

export const registerContact: Register = (program) => {
  const contact = program.command('contact').description('what is held about a contact')
  contact
    .command('export')
    .argument('<ref>', "the firm's own identifier")
    .description(
      'print everything held about a contact as JSON: answers, also unsent ones, notes, testimonials, messages',
    )
    .action(printData)
  contact
    .command('erase')
    .argument('<ref>', "the firm's own identifier")
    .description(
      'delete a contact with every answer, invitation, note and message, for good; the address alone stays, so that nobody writes to it',
    )
    .action(erase)
}
