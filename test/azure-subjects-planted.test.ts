// Faults planted in real files of Azure, and taken out of them: each gives exactly its finding.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

import { scan } from '../src/engine/scan.ts'
import { readFiles } from '../src/sources/files/read.ts'
import { hasSuites, shared } from './conformance/suites.ts'
import { folderWith } from './sources/folder.ts'

const skip = hasSuites() ? false : `${shared} is not there`
const subjects = join(shared, 'subjects')

function placesIn(documents: readonly { path: string; text: string }[], control: string): readonly string[] {
  return scan({ documents })
    .findings.filter((each) => each.name === control && each.verdict === 'fail')
    .map(({ location }) => `${location.file}:${location.line}`)
}

test('a public address of the baseline is open to floods until its network has a plan', { skip }, () => {
  const path = 'spoke-BU0001A0008.bicep'
  const text = readFileSync(join(subjects, 'aks-baseline/network-team', path), 'utf8')
  const places = (edited: string): readonly string[] =>
    placesIn([{ path, text: edited }], 'public-address-open-to-floods')
  assert.deepEqual(places(text), [`${path}:464`])
  const planned = text.replace('addressSpace: {', 'enableDdosProtection: true\n    addressSpace: {')
  const single = text.replace(
    'publicIPAllocationMethod:',
    "ddosSettings: { protectionMode: 'Enabled' }\n    publicIPAllocationMethod:",
  )
  for (const edited of [planned, single]) {
    assert.notEqual(edited, text)
    assert.deepEqual(places(edited), [])
  }
})

const record = {
  Modules: [
    { Key: '', Source: '', Dir: '.' },
    { Key: 'aks', Source: 'registry.terraform.io/Azure/aks/azurerm', Dir: '.terraform/modules/aks' },
  ],
}

function folderWithModule(t: TestContext, call: string): string {
  const folder = folderWith(t, {})
  const modules = join(folder, '.terraform/modules')
  mkdirSync(modules, { recursive: true })
  cpSync(join(subjects, 'terraform-azurerm-aks'), join(modules, 'aks'), { recursive: true })
  writeFileSync(join(modules, 'modules.json'), JSON.stringify(record))
  writeFileSync(
    join(folder, 'main.tf'),
    `module "aks" {\n  source = "Azure/aks/azurerm"\n  prefix = "models"\n${call}}\n`,
  )
  return folder
}

test('a module of the registry that was fetched is judged with what its call gives it', { skip }, (t) => {
  const places = (call: string): readonly string[] => {
    const folder = folderWithModule(t, call)
    const { files } = readFiles([folder], { cwd: folder, maxFileBytes: 2 ** 20 })
    return placesIn(
      files.map(({ document }) => document),
      'cluster-public',
    )
  }
  assert.deepEqual(places('  private_cluster_enabled = true\n'), [])
  assert.deepEqual(places('  private_cluster_enabled = false\n'), ['main.tf:4'])
  assert.equal(places('').length, 1)
})
