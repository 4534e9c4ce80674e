import { isTimeZone } from '../../core/calendar.ts'
import { type Finding, findingsOf } from '../../core/sending/finding.ts'
import { type Firm, getFirm } from '../../db/firm/firms.ts'
import { listTimeZones } from '../../db/upkeep-facts.ts'
import type { Deps } from '../../deps.ts'

const { ok, warning, fault } = findingsOf('firm')

function examineName({ name, setUpAt }: Firm): Finding {
  return setUpAt
    ? ok(`${name} is set up`)
    : warning('The firm has no name yet', {
        means: 'Surveys would come from ‘Our firm’.',
        todo: 'Open the set-up link that the server prints, or import firm.csv.',
      })
}

function examinePostalAddress({ postalAddress }: Firm): Finding {
  return postalAddress
    ? ok('Its postal address stands under each e-mail')
    : warning('It has no postal address', {
        means: 'Several countries want one under every such e-mail (in the USA CAN-SPAM).',
        todo: 'Add it under Settings.',
      })
}

function examineHours({ workFrom, workUntil, workDays, timeZone }: Firm): Finding {
  const days = workDays.split(' ').length
  const says = `Clients are written to from ${workFrom} to ${workUntil} o’clock, ${workDays.replaceAll(' ', ', ')}; firm in ${timeZone}`
  const isOdd = workUntil - workFrom < 3 || workFrom < 6 || workUntil > 21 || days > 6
  return isOdd
    ? warning(says, {
        means: 'Few people answer at such hours, or few hours are left to ask in.',
        todo: 'Look at Settings.',
      })
    : ok(says)
}

async function examineTimeZones(deps: Deps): Promise<Finding> {
  const zones = await listTimeZones(deps.db)
  const unknown = zones.filter((zone) => !isTimeZone(zone))
  return unknown.length === 0
    ? ok(`This machine knows all time zones in use (${zones.length})`)
    : fault(`This machine does not know ${unknown.join(', ')}`, {
        means: 'Whoever is there can’t be asked at the right hour.',
        todo: 'Use names of the IANA list such as Europe/Berlin, and a Node.js with full ICU.',
      })
}

/** The firm's own settings, as far as surveys depend on them. */
export async function examineFirm(deps: Deps): Promise<Finding[]> {
  const firm = await getFirm(deps.db)
  return [examineName(firm), examinePostalAddress(firm), examineHours(firm), await examineTimeZones(deps)]
}
