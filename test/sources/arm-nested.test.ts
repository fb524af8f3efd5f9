// Deployments nested in others: which of them is meant, and that none is lost.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { assetsOf, template } from './arm.ts'

const acr = 'Microsoft.ContainerRegistry/registries'

test('deployments of one name in two groups are both gone into', () => {
  const nested = (group: string): unknown => ({
    type: 'Microsoft.Resources/deployments',
    name: 'registry',
    resourceGroup: group,
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      template: template({ resources: [{ type: acr, name: `of${group}`, properties: {} }] }),
    },
  })
  const files = { 'main.json': template({ resources: [nested('a'), nested('b')] }) }
  assert.deepEqual([...assetsOf(files).keys()], ['registries/ofa', 'registries/ofb'])
})
