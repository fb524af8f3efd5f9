import type { Control } from '../control.ts'
import { anyOf, demand, every, fail, worst, type Verdict } from '../verdict.ts'
import type { DefenderPlan } from '../../model/azure.ts'
import { valueOf } from '../../model/known.ts'
import { azure, block, missing } from '../azure-examples.ts'

export const defenderScansNoImages: Control<'defender-plan'> = {
  id: 'BH-1266',
  name: 'defender-scans-no-images',
  title: 'Defender scans neither images nor cluster',
  layer: 'monitoring',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: [],
  vector: 'supply-chain',
  references: ['mcsb:DS-6', 'mcsb:PV-6', 'cis-aks-1.8:5.1.1', 'cis-aks-1.7:5.1.1', 'mcsb:LT-1'],
  rationale:
    'The plan for containers does what its extensions do: without the one for the registry no image is scanned, and without the one for the cluster nobody finds what runs with a known flaw.',
  remediation:
    'Add `ContainerRegistriesVulnerabilityAssessments` and `AgentlessDiscoveryForKubernetes`. Bicep and ARM: `properties.extensions: [{ name, isEnabled: "True" }]`; Terraform: `extension { name }`.',
  applies: 'defender-plan',
  when: ({ resourceName, tier }) => valueOf(resourceName) === 'Containers' && valueOf(tier) === 'Standard',
  check: judge,
  examples: {
    fail: [
      missing(
        azure('security_center_subscription_pricing', 'resource_type = "Containers"', 'tier = "Standard"'),
      ),
      plan('ContainerRegistriesVulnerabilityAssessments'),
    ],
    pass: [plan('ContainerRegistriesVulnerabilityAssessments', 'AgentlessDiscoveryForKubernetes')],
    unknown: [plan('ContainerRegistriesVulnerabilityAssessments', 'x').replace('"x"', 'var.unknown')],
  },
}

const wanted: ReadonlyMap<string, string> = new Map([
  ['ContainerRegistriesVulnerabilityAssessments', 'images of the registry'],
  ['AgentlessDiscoveryForKubernetes', 'the cluster'],
])

function judge({ extensions, name }: DefenderPlan): Verdict {
  return every([...wanted], ([extension, what]) => {
    const message = `Plan ${name} of Defender does not look at ${what}.`
    if (extensions.length === 0) return fail(message)
    return anyOf(
      extensions.map((each) =>
        worst([
          demand(each.name, (text) => text === extension, message),
          demand(each.enabled, (isOn) => isOn, message),
        ]),
      ),
    )
  })
}

function plan(...extensions: readonly string[]): string {
  const blocks = extensions.map((name) => block('extension', `name = "${name}"`))
  const of = ['resource_type = "Containers"', 'tier = "Standard"']
  return `${azure('security_center_subscription_pricing', ...of, ...blocks)}variable "unknown" {}\n`
}
