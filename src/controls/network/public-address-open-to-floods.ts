import type { Control } from '../control.ts'
import { demand, doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { remember } from '../../kernel/remember.ts'
import type { PublicAddress, VirtualNetwork } from '../../model/azure.ts'
import { isKnown } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { azure, block } from '../azure-examples.ts'

export const publicAddressOpenToFloods: Control<'public-address'> = {
  id: 'BH-1380',
  name: 'public-address-open-to-floods',
  title: 'Nothing keeps floods from a public address',
  layer: 'network',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['mcsb:NS-5'],
  rationale:
    'A flood that is small for Azure fills what one platform has: everybody’s models stand still, and what grows with the load is paid for.',
  remediation:
    'Give the network a DDoS protection plan, which covers all addresses in it, or protect the single address. Bicep and ARM: `properties.enableDdosProtection: true` with `ddosProtectionPlan` of the network, or `properties.ddosSettings.protectionMode: Enabled` of the address; Terraform: `ddos_protection_plan { id, enable = true }`, or `ddos_protection_mode = "Enabled"`. An address that a NAT gateway alone uses takes no connections and cannot have it: waive that.',
  applies: 'public-address',
  check: judge,
  examples: {
    fail: [
      azure('public_ip', 'ddos_protection_mode = "Disabled"'),
      `${azure('public_ip', 'name = "in"')}${azure('virtual_network', 'name = "models"')}`,
    ],
    pass: [
      azure('public_ip', 'ddos_protection_mode = "Enabled"'),
      `${azure('public_ip', 'name = "in"')}${azure('virtual_network', plan('true'))}`,
      twoNetworks('true'),
    ],
    unknown: [
      azure('public_ip', 'ddos_protection_mode = var.unknown'),
      azure('public_ip', 'name = "in"'),
      `${azure('public_ip', 'name = "in"')}${azure('virtual_network', plan('var.unknown'))}`,
      `${azure('public_ip', 'name = "in"')}${azure('virtual_network', 'count = var.unknown', plan('true'))}`,
      `${azure('public_ip', 'name = "in"')}${azure('virtual_network', 'count = var.unknown')}`,
      twoNetworks('false'),
    ],
  },
}

function judge({ ddosProtection, declaredIn, origin, name }: PublicAddress, platform: Platform): Verdict {
  const message = `Nothing keeps floods from public address ${name}.`
  if (ddosProtection.state === 'hidden' || !isInherited(ddosProtection.value))
    return demand(ddosProtection, (mode) => mode.toLowerCase() === 'enabled', message)
  const arePlanned = plans(platform).get(declaredIn)
  if (arePlanned === true) return pass()
  if (arePlanned === false) return fail(message, origin)
  return doubtful(message, 'it has the protection of its network, and that is not known here', origin)
}

/**
 * By configuration whether all of its networks have a plan, or none; nothing where they differ, where nobody knows, and
 * where none is surely there.
 */
const plans = remember((platform: Platform): ReadonlyMap<string, boolean | undefined> => {
  const networks = Map.groupBy(platform.all('virtual-network'), ({ declaredIn }) => declaredIn)
  return new Map(
    [...networks].map(([declaredIn, all]) => [
      declaredIn,
      all.some(({ confidence }) => confidence === 'confirmed') ? whetherPlanned(all) : undefined,
    ]),
  )
})

function whetherPlanned(networks: readonly VirtualNetwork[]): boolean | undefined {
  return [true, false].find((has) => networks.every(({ hasDdosPlan }) => isKnown(hasDdosPlan, has)))
}

function isInherited(mode: string): boolean {
  return mode.toLowerCase() === 'virtualnetworkinherited'
}

function plan(isOn: string): string {
  return block('ddos_protection_plan', 'id = "plan"', `enable = ${isOn}`)
}

/** A network that is surely there, has a plan and stands beside one that may not be. */
function twoNetworks(isOther: string): string {
  const other = azure('virtual_network', 'count = var.unknown', plan(isOther)).replace('"models"', '"other"')
  return `${azure('public_ip', 'name = "in"')}${azure('virtual_network', plan('true'))}${other}`
}
