// Temporary folders that go with the process, for tests that share one among their cases.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders: string[] = []
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

export function newFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-test-')))
  folders.push(folder)
  return folder
}
