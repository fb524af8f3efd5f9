// Applications of Entra that trust tokens of the cluster.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scan } from '../src/engine/scan.ts'

function credential(...lines: readonly string[]): string {
  return `resource "azuread_application_federated_identity_credential" "llm" {\n${lines.join('\n')}\n}\n`
}

function failing(text: string): readonly string[] {
  return scan({ documents: [{ path: 'main.tf', text }] })
    .findings.filter(({ verdict }) => verdict === 'fail')
    .map(({ name }) => name)
}

test('a credential of an application is judged as that of a managed identity', () => {
  const sound = [
    'application_id = "/applications/1"',
    'audiences = ["api://AzureADTokenExchange"]',
    'issuer = "https://westeurope.oic.prod-aks.azure.com/t/c/"',
    'subject = "system:serviceaccount:models:llm"',
  ]
  assert.deepEqual(failing(credential(...sound)), [])
  assert.deepEqual(failing(credential(...sound.slice(0, 3), 'subject = "system:serviceaccount:models:*"')), [
    'federated-subject-not-exact',
  ])
  assert.deepEqual(
    failing(credential(...sound, 'issuer = "https://elsewhere.example/"').replace(sound[2] ?? '', '')),
    ['federated-issuer-of-stranger'],
  )
})

test('other resources of Entra are told', () => {
  const { problems } = scan({
    documents: [
      { path: 'main.tf', text: 'resource "azuread_named_location" "all" {\n  display_name = "all"\n}\n' },
    ],
  })
  assert.deepEqual(
    problems.map(({ code, message }) => [code, /azuread_named_location 1/.test(message)]),
    [['unknown-kind', true]],
  )
})

const federated = `resource "azuread_application" "llm" {
  display_name = "llm"
}
resource "azuread_service_principal" "llm" {
  client_id = azuread_application.llm.client_id
}
resource "azuread_application_federated_identity_credential" "llm" {
  application_id = azuread_application.llm.id
  audiences = ["api://AzureADTokenExchange"]
  issuer = azurerm_kubernetes_cluster.models.oidc_issuer_url
  subject = "system:serviceaccount:models:llm"
}
resource "azurerm_kubernetes_cluster" "models" {
  name = "models"
}
`

test('rights of a service principal whose application pods become are rights of workloads', () => {
  const role = (name: string): string =>
    `resource "azurerm_role_assignment" "llm" {\n  scope = "/subscriptions/0"\n  principal_id = azuread_service_principal.llm.object_id\n  role_definition_name = "${name}"\n}\n`
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models, labels: { azure.workload.identity/use: "true" } }\nspec: { serviceAccountName: llm, containers: [{ name: llm, image: llm }] }\n'
  const factIn = (text: string): unknown =>
    scan({
      documents: [
        { path: 'main.tf', text },
        { path: 'pod.yaml', text: pod },
      ],
    }).breach?.facts.find(({ fact }) => fact === 'workloadIdentities')?.value
  assert.equal(factIn(federated + role('Contributor')), 'wide')
  assert.equal(factIn(federated + role('Reader')), undefined)
  assert.equal(
    factIn(federated.replace('client_id = azuread', 'client_id = x.azuread') + role('Contributor')),
    undefined,
  )
})

test('active assignments of Privileged Identity Management are rights, eligible ones are none', () => {
  const assigned = (type: string): string =>
    `resource "azurerm_pim_${type}_role_assignment" "ops" {\n  scope = "/subscriptions/0"\n  principal_id = azuread_group.ops.object_id\n  role_definition_id = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"\n}\n`
  assert.deepEqual(failing(assigned('active')), ['standing-subscription-administrator'])
  assert.deepEqual(failing(assigned('eligible')), [])
})

test('objects of Microsoft Graph in Bicep are told apart, and judged as those of Terraform', () => {
  const application = (name: string, subject: string): string => `
resource ${name} 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: '${name}'
  displayName: '${name}'
  resource credential 'federatedIdentityCredentials@v1.0' = {
    name: '\${${name}.uniqueName}/models'
    audiences: ['api://AzureADTokenExchange']
    issuer: 'https://westeurope.oic.prod-aks.azure.com/t/c/'
    subject: '${subject}'
  }
}
resource ${name}Principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: ${name}.appId
}
resource ${name}Right 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  appRoleId: 'Directory.Read.All'
  principalId: ${name}Principal.id
  resourceId: 'graph'
}
`
  const pods = application('pods', 'system:serviceaccount:models:llm')
  const pipeline = application('pipeline', 'repo:bank/platform:environment:prod')
  const text = `extension microsoftGraphV1\n${pods}${pipeline}`
  const report = scan({ documents: [{ path: 'main.bicep', text }] })
  const found = report.findings.filter(({ name }) => name === 'directory-rights-of-pods')
  assert.deepEqual(
    found.map(({ verdict, location }) => `${verdict} ${location.line}`),
    ['fail 10'],
  )
})
