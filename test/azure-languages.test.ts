// The same platform, in whatever language it is declared, has the same findings and the same depths.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { arm, bicep, shown } from './azure-languages/print.ts'
import { resourcesOf } from './azure-languages/resources.ts'
import { type SmallPlatform, smallPlatforms } from './azure-languages/small-platform.ts'
import { terraform } from './azure-languages/terraform.ts'
import { report, type Texts } from './breach/azure-route.ts'

const pods = `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: models }
spec: { serviceAccountName: llm, containers: [{ name: main, image: llm }] }
---
apiVersion: v1
kind: Pod
metadata: { name: train, namespace: labs, labels: { azure.workload.identity/use: "true" } }
spec:
  tolerations: [{ key: sku, value: gpu, effect: NoSchedule }]
  containers: [{ name: main, image: train }]
`

/** What is said of a platform, without the names and places that each language has its own for. */
function said(files: Texts): readonly string[] {
  const { findings, breach } = report({ ...files, 'pods.yaml': pods })
  const strands = (breach?.strands ?? []).map((strand) => JSON.stringify(strand))
  const facts = (breach?.facts ?? []).map(({ fact, value }) => `fact ${fact} ${value ?? '?'}`)
  return [...findings.map(({ name, verdict }) => `${verdict} ${name}`), ...strands, ...facts].sort()
}

function languages(small: SmallPlatform): Readonly<Record<string, Texts>> {
  const resources = resourcesOf(small)
  // What Azure shows is there.
  const isShown = small.pools.every(({ isPerhaps }) => !isPerhaps)
  return {
    terraform: { 'main.tf': terraform(small) },
    bicep: bicep(resources),
    arm: arm(resources),
    ...(isShown ? { shown: shown(resources) } : {}),
  }
}

test('a platform is judged alike in every language', () => {
  fc.assert(
    fc.property(smallPlatforms, (small) => {
      const { terraform: first = {}, ...others } = languages(small)
      const expected = said(first)
      for (const [language, files] of Object.entries(others))
        assert.deepEqual(said(files), expected, language)
    }),
    { numRuns: 40 },
  )
})
