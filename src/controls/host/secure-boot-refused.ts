import type { Control } from '../control.ts'
import { anyOf, demand, forbid, worst, type Verdict } from '../verdict.ts'
import { isKnown, mapKnown } from '../../model/known.ts'
import { bootsOtherwise, isSandbox } from './sandbox-pools.ts'
import type { AgentPool } from '../../model/azure.ts'
import { armPool } from '../azure-examples.ts'

export const secureBootRefused: Control<'agent-pool'> = {
  id: 'BH-1203',
  name: 'secure-boot-refused',
  title: 'AKS refuses Secure Boot on this pool',
  layer: 'host',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: [],
  vector: 'vulnerable-host',
  references: [],
  rationale:
    'Pools of sandboxed pods, of confidential machines, with processors of ARM, or with GPUs and AKS’s own driver on Ubuntu have no Secure Boot: the deployment fails, or somebody turns off more than needed to make it go.',
  remediation:
    'Remove `properties.securityProfile.enableSecureBoot` there; for GPUs on Ubuntu set `gpuProfile.driver: None` (Terraform: `gpu_driver = "None"`) and install a signed driver, or use Azure Linux.',
  applies: 'agent-pool',
  when: ({ enableSecureBoot }) => isKnown(enableSecureBoot, true),
  check: judge,
  examples: {
    fail: [
      armPool('workloadRuntime = "KataVmIsolation"', 'securityProfile = { enableSecureBoot = true }'),
      armPool('vmSize = "Standard_D8ps_v6"', 'securityProfile = { enableSecureBoot = true }'),
      armPool('vmSize = "Standard_DC8as_v5"', 'securityProfile = { enableSecureBoot = true }'),
      armPool(
        'vmSize = "Standard_NC24ads_A100_v4"',
        'osSKU = "Ubuntu"',
        'securityProfile = { enableSecureBoot = true }',
      ),
    ],
    pass: [
      armPool('vmSize = "Standard_D8ds_v5"', 'securityProfile = { enableSecureBoot = true }'),
      armPool(
        'vmSize = "Standard_NC24ads_A100_v4"',
        'osSKU = "AzureLinux"',
        'securityProfile = { enableSecureBoot = true }',
      ),
      armPool(
        'vmSize = "Standard_NC24ads_A100_v4"',
        'osSKU = "Ubuntu"',
        'gpuProfile = { driver = "None" }',
        'securityProfile = { enableSecureBoot = true }',
      ),
    ],
    unknown: [
      armPool(
        'workloadRuntime = var.unknown',
        'vmSize = "Standard_D8ds_v5"',
        'securityProfile = { enableSecureBoot = true }',
      ),
    ],
  },
}

const gpu = /^standard_n[cdvg]/i

function judge({ workloadRuntime, vmSize, osSKU, gpuDriver, name }: AgentPool): Verdict {
  const message = `AKS refuses Secure Boot on pool ${name}.`
  const isUbuntu = mapKnown(osSKU, (sku) => sku === undefined || /^ubuntu/i.test(sku))
  return worst([
    forbid(workloadRuntime, isSandbox, message),
    forbid(vmSize, (size) => size !== undefined && bootsOtherwise.test(size), message),
    anyOf([
      forbid(vmSize, (size) => size !== undefined && gpu.test(size), message),
      forbid(isUbuntu, (isIt) => isIt, message),
      demand(gpuDriver, (driver) => driver.toLowerCase() === 'none', message),
    ]),
  ])
}
