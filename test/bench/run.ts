import { readdirSync } from 'node:fs'

/** `npm run bench` runs every benchmark, `npm run bench -- score` one. */
const [wanted] = process.argv.slice(2)
const benchmarks = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length))
const chosen = benchmarks.filter((name) => wanted === undefined || name === wanted)
if (chosen.length === 0) throw new Error(`there is no benchmark '${wanted}'; there are ${benchmarks.join(', ')}`)
for (const name of chosen) await import(`./${name}.ts`)
