// Modules of Terraform that `terraform init` fetched.
import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

import type { Problem } from '../../src/model/problem.ts'
import { readFiles } from '../../src/sources/files/read.ts'
import { parseTerraform } from '../../src/sources/terraform/parse.ts'
import { folderWith } from './folder.ts'
import { type Files, resourcesOf } from './terraform.ts'

function problems(files: Files): readonly Problem[] {
  const documents = Object.entries(files).map(([path, text]) => ({ path, text }))
  return parseTerraform(documents, () => undefined).flatMap((parsed) => parsed.problems)
}

const record = (modules: readonly object[]): string => JSON.stringify({ Modules: modules })
const fetched = '.terraform/modules'
const caller = 'module "aks" {\n  source = "Azure/aks/azurerm"\n  version = "9.1.0"\n  size = 3\n}\n'
const fetchedFiles = {
  'infra/main.tf': caller,
  [`infra/${fetched}/modules.json`]: record([
    { Key: '', Source: '', Dir: '.' },
    { Key: 'aks', Source: 'registry.terraform.io/Azure/aks/azurerm', Dir: `${fetched}/aks` },
    { Key: 'aks.pools', Source: './pools', Dir: `${fetched}/aks/pools` },
    { Key: 'aks.names', Source: 'git::https://example.com/names.git', Dir: `${fetched}/aks.names` },
  ]),
  [`infra/${fetched}/aks/main.tf`]:
    'variable "size" {}\nmodule "pools" {\n  source = "./pools"\n  size = var.size\n}\nmodule "names" {\n  source = "git::https://example.com/names.git"\n}\n',
  [`infra/${fetched}/aks/pools/main.tf`]:
    'variable "size" {}\nresource "test_pool" "it" {\n  size = var.size\n}\n',
  [`infra/${fetched}/aks.names/main.tf`]: 'resource "test_name" "it" {\n}\n',
}

describe('modules that Terraform fetched', () => {
  test('are read where its record says', () => {
    assert.deepEqual(problems(fetchedFiles), [])
    assert.deepEqual(
      [...resourcesOf(fetchedFiles).keys()],
      ['infra: module.aks.module.pools.test_pool.it', 'infra: module.aks.module.names.test_name.it'],
    )
  })

  test('are those of the calls that stand there now', () => {
    const other = { ...fetchedFiles, 'infra/main.tf': caller.replace('Azure/aks/', 'Azure/aci/') }
    assert.deepEqual(
      problems(other).map(({ message }) => message),
      ['Module aks comes from Azure/aci/azurerm and was not analysed.'],
    )
    assert.deepEqual([...resourcesOf(other).keys()], [])
  })

  test('that are not there are told with what they would declare and what fetches them', () => {
    const [problem] = problems({ 'infra/main.tf': caller })
    assert.equal(
      problem?.message,
      'Module aks comes from Azure/aks/azurerm, which declares a cluster, its pools and the workspace that its logs go to, and was not analysed.',
    )
    assert.match(problem.remedy, /terraform -chdir=infra init -backend=false$/)
  })

  test('have no say in a record that is broken', () => {
    const broken = { ...fetchedFiles, [`infra/${fetched}/modules.json`]: '{"Modules": [{"Key": ["aks"]}, 1' }
    assert.equal(problems(broken)[0]?.code, 'missing-module')
  })
})

const moreFiles = {
  [`infra/${fetched}/aks/examples/main.tf`]: 'resource "test_example" "it" {\n}\n',
  [`infra/${fetched}/aks/settings.yaml`]: 'apiVersion: v1\nkind: Pod\n',
  'infra/.terraform/providers/x.tf': 'resource "test_other" "it" {\n}\n',
  '.gitignore': '.terraform/\n',
}

const pathsIn = (folder: string, exclude: readonly string[] = []): readonly string[] =>
  readFiles([folder], { cwd: folder, maxFileBytes: 2 ** 20, exclude }).files.map(
    ({ document }) => document.path,
  )

describe('folders with fetched modules', () => {
  test('are said to be passed over but for the modules', (t) => {
    const folder = folderWith(t, fetchedFiles)
    const { skipped } = readFiles([folder], { cwd: folder, maxFileBytes: 2 ** 20 })
    assert.deepEqual(skipped, [
      { path: 'infra/.terraform', reason: 'vendored folder, but for the modules that its record names' },
    ])
  })

  test('give the files that the record names, and none of what lies beside', (t) => {
    const folder = folderWith(t, { ...fetchedFiles, ...moreFiles })
    assert.deepEqual(pathsIn(folder), Object.keys(fetchedFiles).sort())
    assert.deepEqual(pathsIn(folder, ['.terraform/']), ['infra/main.tf'])
  })

  test('give nothing where the record is none', (t) => {
    for (const text of ['{', '[]', 'null', '{"Modules": [null, 1, {"Dir": 2}]}'])
      assert.deepEqual(pathsIn(folderWith(t, { 'main.tf': caller, [`${fetched}/modules.json`]: text })), [
        'main.tf',
      ])
  })
})

test(
  'a link or a path that leads out of fetched modules gives nothing',
  { skip: process.platform === 'win32' },
  (t) => {
    const outside = folderWith(t, { 'main.tf': 'secret' })
    const folder = folderWith(t, {
      'main.tf': caller,
      [`${fetched}/modules.json`]: record([
        { Key: 'aks', Source: 'Azure/aks/azurerm', Dir: `${fetched}/aks` },
        { Key: 'up', Source: '', Dir: `${fetched}/../../../${outside}` },
        { Key: 'kept', Source: '', Dir: `${fetched}/kept` },
      ]),
      [`${fetched}/kept/main.tf`]: '',
    })
    symlinkSync(outside, join(folder, fetched, 'aks'))
    symlinkSync(join(outside, 'main.tf'), join(folder, fetched, 'kept', 'link.tf'))
    assert.deepEqual(pathsIn(folder), [`${fetched}/kept/main.tf`, `${fetched}/modules.json`, 'main.tf'])
  },
)

test('a module in a folder of other people’s code is read where somebody calls it, and so are those that it calls', (t) => {
  const called = 'module "names" {\n  source = "../names"\n}\n'
  const folder = folderWith(t, {
    'infra/main.tf': 'module "aks" {\n  source = "./vendor/aks"\n}\n',
    'infra/vendor/aks/main.tf': called,
    'infra/vendor/aks/examples/main.tf': called,
    'infra/vendor/names/main.tf': '',
    'infra/vendor/other/main.tf': '',
  })
  assert.deepEqual(pathsIn(folder), [
    'infra/main.tf',
    'infra/vendor/aks/main.tf',
    'infra/vendor/names/main.tf',
  ])
  assert.deepEqual(pathsIn(folder, ['vendor/']), ['infra/main.tf'])
})
