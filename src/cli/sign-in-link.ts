import { InvalidArgumentError } from 'commander'
import { ROLES, type Role } from '../core/words.ts'
import { createFirstAdministrator } from '../domain/access/create-first-administrator.ts'
import { createSignInLink } from '../domain/access/sign-in-link.ts'
import { EXIT, out, withDeps, type Register } from './context.ts'

/** One of the four roles of staff. @throws InvalidArgumentError naming them */
export function roleArgument(text: string): Role {
  const role = ROLES.find((each) => each === text)
  if (!role) throw new InvalidArgumentError(`It must be one of ${ROLES.join(', ')}.`)
  return role
}

type Options = { create?: boolean; role: Role; name?: string }

async function printLink(address: string, { create = false, role, name = '' }: Options): Promise<void> {
  if (create && name.trim() === '') throw new Error("--create needs a name; add --name 'Their Name'")
  await withDeps(async ({ deps }) => {
    if (create) {
      const created = await createFirstAdministrator(deps, { email: address, role, name })
      if (created.kind === 'faults') {
        for (const { column, reason } of created.faults) out.stderr(`${column}: ${reason}`)
        return EXIT.refused
      }
    }
    const link = await createSignInLink(deps, address)
    if (link.kind === 'not_staff') {
      out.stderr(`${address} belongs to nobody on the staff; add --create --role admin --name 'Their Name'`)
      return EXIT.refused
    }
    out.stdout(link.url)
    return EXIT.done
  })
}

export const registerSignInLink: Register = (program) => {
  program
    .command('sign-in-link')
    .argument('<email>', 'the address of a staff member')
    .description('print a one-time sign-in link, valid for fifteen minutes')
    .option('--create', 'add the staff member first, if there is none with this address')
    .option('--role <role>', `with --create: ${ROLES.join(', ')}`, roleArgument, 'admin')
    .option('--name <name>', 'with --create, which needs it: their name')
    .action(printLink)
}
