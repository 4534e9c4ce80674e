import { describe, expect, inject, it } from 'vitest'
import { databaseFault } from '../../src/cli/database-fault.ts'
import { runCommand } from '../support/command.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const SECRET = 'a secret of more than thirty-two characters'
const run = (args: readonly string[], url = database.url) => runCommand(args, { DATABASE_URL: url, SECRET })

describe('a database that lets nobody in', () => {
  const elsewhere = (change: (url: URL) => void): string => {
    const url = new URL(`${inject('postgresUrl')}/postgres`)
    change(url)
    return url.href
  }

  it.each<[string, (url: URL) => void, string]>([
    ['nothing listens', (url) => (url.port = '1'), 'Check that PostgreSQL runs, and host and port'],
    ['the host is unknown', (url) => (url.hostname = 'nowhere.invalid'), 'how the host is spelled'],
    ['the password is wrong', (url) => (url.password = 'pa55word'), 'refuses the user or the password. Check both'],
    ['there is none of this name', (url) => (url.pathname = '/missing'), 'Create it, or correct the name'],
  ])('is named with what to check where %s', async (_, change, advice) => {
    const url = elsewhere(change)
    const { code, stdout, stderr } = await run(['tick'], url)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(`The database of DATABASE_URL (${new URL(url).host}${new URL(url).pathname})`)
    expect(stderr).toContain(advice)
    expect(stderr).not.toContain(new URL(url).password)
  })
})

it('an error of something else keeps its own words', () => {
  expect(databaseFault(new Error('no such column'), 'postgres://db.example/firstcall')).toBeUndefined()
})

describe('a sign-in link for somebody new', () => {
  const staff = () => database.db.selectFrom('staff').select(['name', 'email', 'role']).execute()

  it.each<[string, string[], string]>([
    ['an address', ['notmail', '--create', '--name', 'Ann'], "email: 'notmail' is not one plain address"],
    [
      'an address that sign-in can use',
      ['ann@localhost', '--create', '--name', 'Ann'],
      "email: 'ann@localhost' can't sign in",
    ],
    ['a name', ['ann@firm.example', '--create'], "--create needs a name; add --name 'Their Name'"],
    ['a name that is not empty', ['ann@firm.example', '--create', '--name', ' '], 'needs a name'],
    ['a name on one line', ['ann@firm.example', '--create', '--name', 'Ann\nBcc: x'], 'name: has a line break'],
    ['a role', ['ann@firm.example', '--create', '--name', 'Ann', '--role', 'boss'], 'admin'],
  ])('needs %s, and else nothing is written', async (_, args, advice) => {
    const { code, stdout, stderr } = await run(['sign-in-link', ...args])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(advice)
    expect(await staff()).toEqual([])
  })

  it('adds them and is printed', async () => {
    const args = [' ann@firm.example ', '--create', '--role', 'leader', '--name', 'Ann Lee']
    const { code, stdout } = await run(['sign-in-link', ...args])
    expect(code).toBe(0)
    expect(stdout).toContain('/sign-in/confirm?token=')
    expect(await staff()).toEqual([{ name: 'Ann Lee', email: 'ann@firm.example', role: 'leader' }])
  })
})
