import { join, resolve } from 'node:path'

import type { Report } from '../findings/report.ts'
import { makeEvidence } from '../report/evidence.ts'
import type { FlagValues } from './flags.ts'
import type { World } from './world.ts'

/** Writes the auditor's files where `--evidence DIR` asks for them. */
export function writeEvidence(report: Report, { flags, world }: { flags: FlagValues; world: World }): void {
  const folder = flags.text('evidence')
  if (folder === undefined) return
  const commandLine = ['bulkhead', 'scan', ...flags.positionals]
  for (const [name, text] of makeEvidence(report, { today: world.today, commandLine })) {
    world.writeFile(resolve(world.cwd, join(folder, name)), [text])
  }
  world.stderr.write(`bulkhead: the evidence is in ${folder}\n`)
}
