import { type PausedWork, adopt } from '../domain/sending/adopt.ts'
import { EXIT, out, withDeps, type Register } from './context.ts'

type Options = { sendWaiting?: boolean; json?: boolean }

function inWords({ messages, invitations, milestones, later }: PausedWork, sends: boolean): string {
  const became = sends ? 'Sent if still fresh' : 'Not sent, as ‘restored’'
  return `Surveys go on. ${became}: messages ${messages}, invitations ${invitations}, milestones ${milestones}; planned for later ${later}`
}

async function runAdopt({ sendWaiting = false, json = false }: Options): Promise<void> {
  await withDeps(async ({ deps }) => {
    const actor = { role: 'admin', staffId: null } as const
    const result = await adopt(deps, actor, sendWaiting ? 'send' : 'hold_back')
    if (json)
      out.stdout(JSON.stringify(result.kind === 'adopted' ? { adopted: true, ...result.work } : { adopted: false }))
    else
      out.stdout(
        result.kind === 'adopted' ? inWords(result.work, sendWaiting) : 'Surveys are not paused; nothing to do',
      )
    return EXIT.done
  })
}

export const registerAdopt: Register = (program) => {
  program
    .command('adopt')
    .description('after a restore or a move, let paused surveys go on from here; what was due before is held back')
    .option('--send-waiting', 'send what waits, too: only if nothing was sent in the meantime, as after a move')
    .option('--json', 'print the counts as JSON')
    .action(runAdopt)
}
