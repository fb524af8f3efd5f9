// What is read from pages of AKS that somebody saved, to bring the dated data up to date.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { unknownBulletins, versionsIn } from '../../tools/aks-pages.ts'

test('the calendar is read from its table, months by their last day', () => {
  const page = `
| Kubernetes version | Upstream release | AKS preview | AKS GA | End of life | Platform support |
| 1.32 | Dec 2024 | Feb 2025 | Apr 2025 | Mar 2026 | Until 1.36 GA |

| Kubernetes version | Upstream release | AKS preview | AKS GA | End of life | LTS End of life |
| ------------------ | ---------------- | ----------- | ------ | ----------- | --------------- |
| 1.31 | Aug 2024 | Oct 2024 | Nov 2024 | Nov 1, 2025 | Nov 2026 |
| 1.32 | Dec 2024 | Feb 2025 | Apr 2025 | Mar 2026 | Feb 2028 |
`
  assert.deepEqual(versionsIn(page), [
    "    '1.31': { end: '2025-11-01', longTermEnd: '2026-11-30' },",
    "    '1.32': { end: '2026-03-31', longTermEnd: '2028-02-29' },",
  ])
})

test('bulletins that nobody has judged yet are listed', () => {
  const page =
    '## AKS-2026-0003 Copy Fail\n\n## AKS-2030-0001  Something new\n### AKS-2030-0002 no heading of one\n'
  assert.deepEqual(unknownBulletins(page), ['AKS-2030-0001  Something new'])
})
