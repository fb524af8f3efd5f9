import type { Control } from '../control.ts'
import { demand, every } from '../verdict.ts'
import { credential } from '../azure-examples.ts'

export const federatedAudienceWrong: Control<'federated-credential'> = {
  id: 'BH-1261',
  name: 'federated-audience-wrong',
  title: 'Identity takes tokens that are for others',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['mcsb:IM-3'],
  rationale:
    'A token is for one audience. Where Entra takes one for another, a token that a pod was given for some service is a login to Azure.',
  remediation:
    'Bicep and ARM: `properties.audiences: [api://AzureADTokenExchange]`; Terraform: `audience = ["api://AzureADTokenExchange"]`.',
  applies: 'federated-credential',
  check: ({ audiences, name }) =>
    every(audiences, (audience) =>
      demand(
        audience,
        (text) => text === 'api://AzureADTokenExchange',
        `Credential ${name} takes tokens that are for others.`,
      ),
    ),
  examples: {
    fail: [credential('audience = ["https://kubernetes.default.svc"]')],
    pass: [credential('audience = ["api://AzureADTokenExchange"]')],
    unknown: [credential('audience = var.unknown')],
  },
}
