// Which identity of Azure a pod becomes, and what exactly that identity may do; derived by hand from what Entra trusts.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { mapBreaches } from '../../src/breach/map/map.ts'
import type { Step } from '../../src/breach/steps/step.ts'
import { surveyTerrain } from '../../src/breach/terrain.ts'
import { knownFacts } from '../../src/breach/known-facts.ts'
import { techniques } from '../../src/breach/techniques/registry.ts'
import { readPlatform } from '../../src/engine/read-platform.ts'
import type { Facts } from '../../src/knowledge/platform-facts.ts'
import { report, type Texts } from './azure-route.ts'

interface Shape {
  /** The subject of identity `good`, which has no role, and of `bad`, which rules the subscription. */
  readonly good: string
  readonly bad: string
}

const account = (name: string): string => `system:serviceaccount:models:${name}`

const languages: Readonly<Record<string, (shape: Shape) => Texts>> = {
  terraform: (shape) => ({
    'main.tf': `${terraform('good', shape.good)}${terraform('bad', shape.bad)}resource "azurerm_role_assignment" "bad" {
  scope = "/subscriptions/00000000-0000-0000-0000-000000000000"
  principal_id = azurerm_user_assigned_identity.bad.principal_id
  role_definition_name = "Contributor"
}
variable "subject" {}
`,
  }),
  bicep: (shape) => ({
    'main.bicep': `${bicep('good', shape.good)}${bicep('bad', shape.bad)}resource right 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('right')
  properties: {
    principalId: bad.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}
param subject string
`,
  }),
  arm: (shape) => ({
    'main.json': JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      parameters: { subject: { type: 'string' } },
      resources: [
        ...arm('good', shape.good),
        ...arm('bad', shape.bad),
        {
          type: 'Microsoft.Authorization/roleAssignments',
          apiVersion: '2022-04-01',
          name: "[guid('right')]",
          properties: {
            principalId:
              "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'bad')).principalId]",
            roleDefinitionId:
              "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')]",
          },
        },
      ],
    }),
  }),
}

function terraform(name: string, subject: string): string {
  const written = subject === hidden ? 'var.subject' : `"${subject}"`
  return `resource "azurerm_user_assigned_identity" "${name}" {
  name = "${name}"
}
resource "azurerm_federated_identity_credential" "${name}" {
  name = "${name}"
  parent_id = azurerm_user_assigned_identity.${name}.id
  issuer = "https://westeurope.oic.prod-aks.azure.com/t/c/"
  subject = ${written}
  audience = ["api://AzureADTokenExchange"]
}
`
}

function bicep(name: string, subject: string): string {
  return `resource ${name} 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}'
  location: 'westeurope'
  resource credential 'federatedIdentityCredentials' = {
    name: '${name}'
    properties: {
      issuer: 'https://westeurope.oic.prod-aks.azure.com/t/c/'
      subject: ${subject === hidden ? 'subject' : `'${subject}'`}
      audiences: ['api://AzureADTokenExchange']
    }
  }
}
`
}

function arm(name: string, subject: string): readonly object[] {
  const type = 'Microsoft.ManagedIdentity/userAssignedIdentities'
  return [
    { type, apiVersion: '2023-01-31', name, location: 'westeurope' },
    {
      type: `${type}/federatedIdentityCredentials`,
      apiVersion: '2023-01-31',
      name: `${name}/${name}`,
      properties: {
        issuer: 'https://westeurope.oic.prod-aks.azure.com/t/c/',
        subject: subject === hidden ? "[parameters('subject')]" : subject,
        audiences: ['api://AzureADTokenExchange'],
      },
    },
  ]
}

/** Stands for a subject that a parameter gives. */
const hidden = 'hidden'

function pod(name: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: models, labels: { azure.workload.identity/use: "true" } }
spec: { serviceAccountName: ${name}, containers: [{ name: main, image: llm }] }
`
}

function stepsOf(texts: Texts, claims: Facts = {}): readonly Step[] {
  const documents = Object.entries(texts).map(([path, text]) => ({ path, text }))
  const { platform } = readPlatform({ documents }, {})
  const { facts } = knownFacts(platform, claims)
  return mapBreaches(surveyTerrain(platform, { facts, tenants: {} }), techniques).steps
}

/** Ways from pods to identities, and from those to the subscription: with `?` where one hangs on something unknown. */
function ways(texts: Texts, claims?: Facts): readonly string[] {
  return stepsOf(texts, claims)
    .filter(({ technique }) => technique === 'AZ_WI_TOKEN' || technique === 'AZ_ROLE_WRITE')
    .map(({ from, to, assumes }) => `${from.label} → ${to.label}${assumes === undefined ? '' : ' ?'}`)
    .sort()
}

const scoped: Facts = { workloadIdentities: { value: 'scoped' } }
const kubelet = 'managed identity kubelet → the Azure subscription ?'
const badRules = 'managed identity bad → the Azure subscription'
const becomesGood = 'pod models/llm → managed identity good'

interface Case {
  readonly name: string
  readonly shape: Shape
  readonly claims?: Facts
  readonly expected: readonly string[]
}

const cases: readonly Case[] = [
  {
    name: 'a role of another identity is none of the pod’s',
    shape: { good: account('llm'), bad: account('other') },
    expected: [badRules, 'managed identity good → the Azure subscription ?', kubelet, becomesGood],
  },
  {
    name: 'a claim holds for all identities but those that are shown to be wide',
    shape: { good: account('llm'), bad: account('other') },
    claims: scoped,
    expected: [badRules, kubelet, becomesGood],
  },
  {
    name: 'an account that two identities trust gets both',
    shape: { good: account('llm'), bad: account('llm') },
    claims: scoped,
    expected: [badRules, kubelet, 'pod models/llm → managed identity bad', becomesGood],
  },
  {
    name: 'an identity whose subject nobody knows may be the pod’s',
    shape: { good: account('llm'), bad: hidden },
    claims: scoped,
    expected: [
      kubelet,
      'managed identity whose subject is hidden → the Azure subscription',
      becomesGood,
      'pod models/llm → managed identity whose subject is hidden ?',
    ],
  },
  {
    name: 'an identity of pipelines is no identity of pods',
    shape: { good: account('llm'), bad: 'repo:bank/platform:environment:prod' },
    claims: scoped,
    expected: [kubelet, becomesGood],
  },
]

for (const [language, platformIn] of Object.entries(languages))
  describe(language, () => {
    for (const { name, shape, claims, expected } of cases)
      test(name, () => {
        const found = ways({ ...platformIn(shape), 'pod.yaml': pod('llm') }, claims)
        const own = /azurerm_user_assigned_identity\.|userAssignedIdentities\//g
        const plain = found.map((way) => way.replaceAll(own, ''))
        assert.deepEqual(plain.sort(), [...expected].sort())
      })

    test('a claim that the declarations deny is told, and the identity named', () => {
      const texts = {
        ...platformIn({ good: account('llm'), bad: account('other') }),
        'pod.yaml': pod('llm'),
      }
      const { breach, problems } = report(texts, 'facts: { workloadIdentities: scoped }')
      assert.ok(problems.some(({ code }) => code === 'fact-denied'))
      const [claim] = breach?.facts.filter(({ fact }) => fact === 'workloadIdentities') ?? []
      assert.equal(claim?.denied, 'wide')
      const [read] = report(texts).breach?.facts.filter(({ fact }) => fact === 'workloadIdentities') ?? []
      assert.match(read?.meaning ?? '', /, of \S+bad$/)
    })
  })

test('two configurations may call their identities the same', () => {
  const role = `resource "azurerm_role_assignment" "r" {
  scope = "/subscriptions/0"
  principal_id = azurerm_user_assigned_identity.id.principal_id
  role_definition_name = "Contributor"
}
`
  const texts = {
    'a/main.tf': terraform('id', account('llm')),
    'b/main.tf': terraform('id', account('other')) + role,
    'pod.yaml': pod('llm'),
  }
  assert.deepEqual(
    ways(texts, scoped).filter((way) => way !== kubelet),
    [
      'managed identity azurerm_user_assigned_identity.id in b → the Azure subscription',
      'pod models/llm → managed identity azurerm_user_assigned_identity.id in a',
    ],
  )
})

test('whoever may start pods gets the identities that trust accounts there', () => {
  const binding = (namespace: string): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: r, namespace: ${namespace} }
rules: [{ apiGroups: [''], resources: [pods], verbs: [create] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: r, namespace: ${namespace} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: r }
subjects: [{ kind: ServiceAccount, name: llm, namespace: models }]
`
  const taken = (namespace: string): readonly string[] =>
    stepsOf({
      'main.tf': terraform('id', account('other')),
      'r.yaml': binding(namespace),
      'pod.yaml': pod('llm'),
    })
      .filter(({ technique }) => technique === 'AZ_WI_HIJACK')
      .map(({ to }) => to.label)
  assert.deepEqual(taken('models'), [
    'managed identity azurerm_user_assigned_identity.id',
    'managed identity of models/llm',
  ])
  assert.deepEqual(taken('elsewhere'), [])
})
