// Ports and words of security rules as people write them; derived by hand from what Azure takes.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { readPlatform } from '../../src/engine/read-platform.ts'
import { scan } from '../../src/engine/scan.ts'
import { valueOf } from '../../src/model/known.ts'
import type { ManagedCluster } from '../../src/model/azure.ts'
import { template } from './arm.ts'

interface Written {
  readonly port?: string
  readonly protocol?: string
  readonly access?: string
  readonly direction?: string
}

const languages: Readonly<Record<string, (written: Written) => { path: string; text: string }>> = {
  terraform: ({ port = '22', protocol = 'Tcp', access = 'Allow', direction = 'Inbound' }) => ({
    path: 'main.tf',
    text: `resource "azurerm_network_security_rule" "r" {
  network_security_group_name = "g"
  priority = 100
  direction = "${direction}"
  access = "${access}"
  protocol = "${protocol}"
  destination_port_range = "${port}"
  source_address_prefix = "*"
  destination_address_prefix = "*"
}
`,
  }),
  arm: ({ port = '22', protocol = 'Tcp', access = 'Allow', direction = 'Inbound' }) => ({
    path: 'main.json',
    text: JSON.stringify(
      template({
        resources: [
          {
            type: 'Microsoft.Network/networkSecurityGroups/securityRules',
            apiVersion: '2024-05-01',
            name: 'g/r',
            properties: {
              priority: 100,
              direction,
              access,
              protocol,
              destinationPortRange: port,
              sourceAddressPrefix: '*',
              destinationAddressPrefix: '*',
            },
          },
        ],
      }),
    ),
  }),
}

const cases: readonly (readonly [Written, string])[] = [
  [{ port: '22' }, 'fail'],
  [{ port: '20 - 23' }, 'fail'],
  [{ port: '14, 22, 48' }, 'fail'],
  [{ port: '46-146, 18-36, 1-2' }, 'fail'],
  [{ port: '23,245' }, 'pass'],
  [{ port: 'ssh' }, 'unknown'],
  [{ port: '80, ssh' }, 'unknown'],
  [{ protocol: '*' }, 'fail'],
  [{ protocol: 'TCP' }, 'fail'],
  [{ protocol: 'Udp' }, 'pass'],
  [{ protocol: 'Any' }, 'unknown'],
  [{ access: 'allow' }, 'fail'],
  [{ access: 'Deny' }, 'pass'],
  [{ access: 'Permit' }, 'unknown'],
  [{ direction: 'Outbound' }, 'pass'],
  [{ direction: 'In' }, 'unknown'],
]

for (const [language, print] of Object.entries(languages))
  describe(language, () => {
    for (const [written, expected] of cases)
      test(`${JSON.stringify(written)}: ${expected}`, () => {
        const { findings } = scan({ documents: [print(written)] })
        const found = findings.filter(({ name }) => name === 'ssh-from-internet')
        assert.deepEqual(
          found.map(({ verdict }) => verdict),
          expected === 'pass' ? [] : [expected],
        )
      })
  })

test('which channel mends nodes where nobody says so depends on the version of the API', () => {
  const channel = (apiVersion: string, properties: object): string | undefined => {
    const type = 'Microsoft.ContainerService/managedClusters'
    const text = JSON.stringify(template({ resources: [{ type, apiVersion, name: 'aks', properties }] }))
    const { platform } = readPlatform({ documents: [{ path: 'main.json', text }] }, {})
    const [cluster]: readonly ManagedCluster[] = platform.all('managed-cluster')
    return cluster === undefined ? 'missing' : valueOf(cluster.nodeOSUpgradeChannel)
  }
  assert.equal(channel('2023-05-01', {}), 'None')
  assert.equal(channel('2023-06-01', {}), undefined)
  const said = { autoUpgradeProfile: { nodeOSUpgradeChannel: 'SecurityPatch' } }
  assert.equal(channel('2023-05-01', said), 'SecurityPatch')
})
