import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { valueOf } from '../../model/known.ts'
import { credential } from '../azure-examples.ts'

export const federatedIssuerOfStranger: Control<'federated-credential'> = {
  id: 'BH-1262',
  name: 'federated-issuer-of-stranger',
  title: 'Service accounts of another platform get the identity',
  layer: 'identity',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['mcsb:IM-3'],
  rationale:
    'The issuer vouches for the service account. One that is not this cluster’s hands out tokens for accounts of the same name that somebody else made.',
  remediation:
    'Name the cluster’s own issuer. Bicep and ARM: `properties.issuer` from `oidcIssuerProfile.issuerURL` of the cluster; Terraform: `issuer = azurerm_kubernetes_cluster.….oidc_issuer_url`.',
  applies: 'federated-credential',
  when: ({ subject }) => valueOf(subject)?.startsWith('system:serviceaccount:') === true,
  check: ({ issuer, name }) =>
    demand(
      issuer,
      (each) => each === undefined || each.path.length > 0 || ofAzure.test(each.to),
      `Credential ${name} trusts service accounts of a cluster that is not in AKS.`,
    ),
  examples: {
    fail: [ofAccount('issuer = "https://oidc.example.com/cluster"')],
    pass: [
      ofAccount('issuer = azurerm_kubernetes_cluster.models.oidc_issuer_url'),
      ofAccount('issuer = "https://westeurope.oic.prod-aks.azure.com/0/1/"'),
    ],
    unknown: [ofAccount('issuer = var.unknown')],
  },
}

function ofAccount(issuer: string): string {
  return credential('subject = "system:serviceaccount:models:llm"', issuer)
}

/** Issuers of AKS, in each of Azure’s clouds. */
const ofAzure = /^https:\/\/[a-z0-9-]+\.oic\.[a-z0-9-]+\.azure\.(?:com|cn|us)\//
