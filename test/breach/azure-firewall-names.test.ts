// Names in rules of a firewall of which a part is only known once they are deployed.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { valueOf } from '../../src/model/known.ts'
import { platformOf } from './azure-told.ts'

test('the end of a name decides where nobody knows its beginning (Bicep)', () => {
  const names = (name: string): readonly string[] =>
    platformOf({
      'main.bicep': `param location string
resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2025-01-01' = {
  name: 'policy/rules'
  properties: {
    priority: 100
    ruleCollections: [{
      ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
      rules: [{ ruleType: 'ApplicationRule', targetFqdns: ['${name}'] }]
    }]
  }
}
`,
    })
      .all('firewall-rule-group')
      .flatMap(({ collections }) =>
        collections.flatMap(({ rules: own }) => own.flatMap((each) => each.names)),
      )
      .map((each) => valueOf(each) ?? 'hidden')
  assert.deepEqual(names('${location}.monitoring.azure.com'), ['*.monitoring.azure.com'])
  assert.deepEqual(names('${location}.azure.com'), ['hidden'])
  assert.deepEqual(names('${location}.com'), ['hidden'])
  assert.deepEqual(names('${location}example.com'), ['hidden'])
  assert.deepEqual(names('models.${location}'), ['hidden'])
  assert.deepEqual(names('${location}.blob.core.windows.net'), ['hidden'])
  assert.deepEqual(names('${location}'), ['hidden'])
})
