// Brings the dated data about AKS up to date from pages that somebody saved: nothing is fetched. See docs/guides/versions.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { unknownBulletins, versionsIn } from './aks-pages.ts'

const versionsFile = join(import.meta.dirname, '..', 'src', 'knowledge', 'aks-versions.ts')

function writeVersions(rows: readonly string[], date: string): void {
  const text = readFileSync(versionsFile, 'utf8')
  const dated = text.replace(/date: '[0-9-]+'/, `date: '${date}'`)
  const table = `versions: {\n${rows.join('\n')}\n  },\n}`
  writeFileSync(versionsFile, dated.replace(/versions: \{\n[^]*\n\}/, table))
}

const [date = '', ...paths] = process.argv.slice(2)
if (!/^20\d\d-\d\d-\d\d$/.test(date) || paths.length === 0) {
  process.stderr.write('Usage: node tools/aks-data.ts YYYY-MM-DD PAGE.md…\n')
  process.exit(2)
}
for (const path of paths) {
  const page = readFileSync(path, 'utf8')
  const rows = versionsIn(page)
  if (rows.length > 0) writeVersions(rows, date)
  process.stdout.write(`${path}: ${rows.length} versions written\n`)
  for (const bulletin of unknownBulletins(page)) process.stdout.write(`  to judge: ${bulletin}\n`)
}
