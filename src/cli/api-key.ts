import { ROLES, type Role } from '../core/words.ts'
import { createApiKey } from '../domain/access/api-keys.ts'
import { EXIT, out, withDeps, type Register } from './context.ts'
import { roleArgument } from './sign-in-link.ts'

async function printKey(name: string, options: { role: Role; staff?: string }): Promise<void> {
  await withDeps(async ({ deps }) => {
    const created = await createApiKey(deps, { name, role: options.role, staffRef: options.staff })
    if (created.kind === 'created') {
      out.stdout(created.key)
      return EXIT.done
    }
    out.stderr(
      created.kind === 'staff_needed'
        ? `a key for the role ${options.role} sees what one person sees: name them with --staff REF`
        : `nobody on the staff has the ref ${options.staff}`,
    )
    return EXIT.refused
  })
}

export const registerApiKey: Register = (program) => {
  program
    .command('api-key')
    .argument('<name>', 'what the key is for')
    .description('print a new API key; it is shown this once')
    .requiredOption('--role <role>', ROLES.join(', '), roleArgument)
    .option('--staff <ref>', 'whose engagements or accounts a pm or account_manager key sees')
    .action(printKey)
}
