// Advisories that are too old are told, wherever images are matched with them.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { oldAdvisories } from '../../src/engine/old-advisories.ts'
import { folderWith } from '../sources/folder.ts'
import { advisory } from './advise.ts'
import { debianRelease, dpkgStatus, makeDockerArchive, makeLayer } from './make-image.ts'
import { runIn } from './run-command.ts'

test('advisories of up to a month are current', () => {
  const codes = (age: number | undefined): readonly string[] =>
    oldAdvisories('a', { made: '2026-10-01', ...(age === undefined ? {} : { age }) }).map(({ code }) => code)
  assert.deepEqual([codes(undefined), codes(0), codes(30)], [[], [], []])
  assert.deepEqual(codes(31), ['old-advisories'])
})

test('an image without any flaw says that its advisories are old', async (t) => {
  const folder = folderWith(t, {
    'a.tar': makeDockerArchive([makeLayer([debianRelease, dpkgStatus('bash=5.2')])]),
    'osv.ndjson': JSON.stringify(advisory({ name: 'curl' })),
  })
  const update = ['db', 'update', '--from', 'osv.ndjson', '--db', 'a.db']
  assert.equal((await runIn(folder, update, '2026-09-30')).code, 0)
  const { out } = await runIn(folder, ['image', 'a.tar', '--db', 'a.db'])
  assert.match(
    out,
    /The advisories are of 2026-09-30, 61 days old: flaws that became known since are missing\./,
  )
})
