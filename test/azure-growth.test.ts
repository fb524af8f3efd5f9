// Resources of Azure that name each other, however many there are: what they are asked about each other grows as they do.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

// Compiled code counts less than what runs, and code that is thrown away forgets what it counted. Flags are of a whole
// process: in this one they would slow down all tests.
const flags = ['--no-opt', '--no-maglev', '--no-sparkplug', '--no-flush-bytecode']

test('resources that name each other take linear work, which is told from quadratic work', () => {
  const script = join(import.meta.dirname, 'azure-work.ts')
  const found: unknown = JSON.parse(execFileSync(process.execPath, [...flags, script], { encoding: 'utf8' }))
  assert.deepEqual(found, { ownGrow: false, sharedGrow: false, quadraticGrows: true })
})
