import type { Control } from '../control.ts'
import { every, forbid, type Verdict } from '../verdict.ts'
import { remember } from '../../kernel/remember.ts'
import type { DeploymentSafeguards } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { clusterPart } from '../azure-examples.ts'

export const safeguardsExemptTenants: Control<'deployment-safeguards'> = {
  id: 'BH-1174',
  name: 'safeguards-exempt-tenants',
  title: 'Deployment safeguards leave tenants out',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.policy'],
  vector: 'misconfigured-container',
  references: ['mcsb:PV-2'],
  rationale:
    'What an excluded namespace holds nobody asks about. That is meant for namespaces of the platform; a tenant’s there is a way past admission.',
  remediation:
    'Remove namespaces of tenants from `properties.excludedNamespaces` of `Microsoft.ContainerService/deploymentSafeguards` (Terraform: `excluded_namespaces`).',
  applies: 'deployment-safeguards',
  when: (_, platform) => tenantNamespaces(platform).size > 0,
  check: judge,
  examples: {
    fail: [withPod('["models"]')],
    pass: [withPod('["istio-system"]')],
    unknown: [withPod('var.unknown')],
  },
}

const tenantNamespaces: (platform: Platform) => ReadonlySet<string> = remember((platform) => {
  const pods = platform.all('pod').filter((pod) => platform.trustOf(pod) === 'untrusted')
  return new Set(pods.map(({ namespace }) => namespace))
})

function judge({ excludedNamespaces, name }: DeploymentSafeguards, platform: Platform): Verdict {
  const tenants = tenantNamespaces(platform)
  return every(excludedNamespaces, (excluded) =>
    forbid(
      excluded,
      (namespace) => tenants.has(namespace),
      `Safeguards ${name} are not asked about a namespace with untrusted code.`,
    ),
  )
}

function withPod(excluded: string): string {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { containers: [{ name: server, image: llm }] }\n'
  return `${clusterPart('deployment_safeguard', `excluded_namespaces = ${excluded}`)}# beside: models.yaml\n${pod}`
}
