// A variable may narrow a mount to a folder: which one is not known, but it lies below what is mounted.
import { describe } from 'node:test'

import { check, kata, ownNodes, runc, type Shape } from './two-tenants.ts'

const mounting = (name: string, source: string, mount: string): Shape => ({
  level: 'privileged',
  pod: [
    name === 'host' ? runc : kata,
    ownNodes(name === 'globex' ? name : 'acme'),
    `volumes: [{ name: data, ${source} }]`,
  ],
  container: [`volumeMounts: [{ name: data, mountPath: /data, ${mount} }]`],
})

describe('a share of which each tenant mounts a folder', () => {
  const share = 'nfs: { server: files, path: /models }'
  const globex = mounting('globex', share, 'subPath: globex')
  check('named by a variable: nothing has to fail, or network and application', 'tenant-data 0..2', {
    acme: mounting('acme', share, 'subPathExpr: $(TENANT)'),
    globex,
  })
  check('an expression without a variable is a folder: network and application', 'tenant-data 2', {
    acme: mounting('acme', share, 'subPathExpr: acme'),
    globex,
  })
})

describe('a folder of the node', () => {
  const host = (path: string, mount: string): Shape => mounting('host', `hostPath: { path: ${path} }`, mount)
  check('without what opens a node is below it: the kernel alone', 'node 1', {
    acme: host('/mnt/models', 'subPathExpr: $(POD_NAME)'),
  })
  check('some folder of everything: nothing, or the kernel', 'node 0..1', {
    acme: host('/', 'subPathExpr: $(FOLDER)'),
  })
})
