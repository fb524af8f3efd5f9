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
    documents: [{ path: 'main.tf', text: 'resource "azuread_group" "all" {\n  display_name = "all"\n}\n' }],
  })
  assert.deepEqual(
    problems.map(({ code, message }) => [code, /azuread_group 1/.test(message)]),
    [['unknown-kind', true]],
  )
})
