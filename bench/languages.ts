// One language of Azure as code, read from a folder in a process of its own. Prints one line of JSON.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [language = '', folder = '', code = ''] = process.argv.slice(2)

interface Source {
  readonly path: string
  readonly text: string
}

type Parse = (
  group: readonly Source[],
  find: (path: string) => Source | undefined,
  all: readonly Source[],
) => readonly { readonly facts: readonly unknown[]; readonly problems: readonly unknown[] }[]

interface Language {
  readonly files: string
  readonly isOne: (text: string) => boolean
  readonly load: () => Promise<Parse>
}

const any = (): boolean => true
const template = /"\$schema"\s*:\s*"[^"]*deploymentTemplate\.json/i

async function from(path: string, name: string): Promise<Parse> {
  const loaded = (await import(join(code, path))) as Readonly<Record<string, Parse>>
  const parse = loaded[name]
  if (parse === undefined) throw new Error(`There is no ${name} in ${path}.`)
  return parse
}

const languages: Readonly<Record<string, Language>> = {
  terraform: {
    files: '**/*.{tf,tfvars}',
    isOne: any,
    load: () => from('sources/terraform/parse.js', 'parseTerraform'),
  },
  bicep: {
    files: '**/*.{bicep,bicepparam}',
    isOne: any,
    load: () => from('sources/bicep/parse.js', 'parseBicep'),
  },
  arm: {
    files: '**/*.json',
    isOne: (text) => template.test(text),
    load: () => from('sources/arm/parse.js', 'parseArm'),
  },
}

function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const known = languages[language]
if (known === undefined) throw new Error(`There is no language '${language}'.`)
const parse = await known.load()
const paths = globSync(known.files, { cwd: folder }).sort()
const start = cpu()
const read = paths.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
const readMs = cpu() - start
const sources = read.filter(({ text }) => known.isOne(text))
const byPath = new Map(sources.map((source) => [source.path, source]))
const before = cpu()
const parsed = parse(sources, (path) => byPath.get(path), sources)
const figures = {
  readMs,
  ms: cpu() - before,
  files: sources.length,
  megabytes: sources.reduce((total, { text }) => total + text.length, 0) / 1e6,
  assets: parsed.reduce((total, { facts }) => total + facts.length, 0),
}
process.stdout.write(`${JSON.stringify(figures)}\n`)
