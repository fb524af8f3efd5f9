// A folder with one model file that no reader gets through: it is told, and all others are judged.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { readModelFiles } from '../../../src/images/model-files/read-files.ts'
import { GuardedReader } from '../../../src/images/workers/read-guarded.ts'
import { usualBounds } from '../../../src/images/workers/read-watch.ts'
import { isIncomplete } from '../../../src/model/problem.ts'
import { callPickle } from '../model-files/build.ts'
import { newFolder } from '../../new-folder.ts'

const folder = newFolder()
for (const name of ['a.pkl', 'bad.pkl', 'c.pkl']) writeFileSync(join(folder, name), callPickle())
const bounds = { ...usualBounds, seconds: 4, heapMegabytes: 64, bufferMegabytes: 64 }

const faults: readonly (readonly [fault: string, reason: string])[] = [
  ['hang', 'reading it took too long'],
  ['fill the heap', 'reading it took too much memory'],
  ['throw', 'its reader broke down (planted)'],
]

for (const [fault, reason] of faults)
  test(`a model file that makes its reader ${fault} costs no other file`, async () => {
    const module = new URL(`faulty-files.ts?fault=${fault}`, import.meta.url)
    const { files, problems } = await readModelFiles([folder], folder, new GuardedReader(module, bounds))
    assert.deepEqual(
      files.map(({ name, verdict }) => [name, verdict]),
      [
        ['a.pkl', 'malicious'],
        ['c.pkl', 'malicious'],
      ],
    )
    assert.deepEqual(
      problems.map(({ message, location }) => [location.file, message]),
      [['bad.pkl', `The file was given up, and nothing of it was analysed: ${reason}.`]],
    )
    assert.equal(problems.every(isIncomplete), true)
  })
