import type { CredentialName } from './credentials.ts'

const inAzure: readonly string[] = [
  'azure-storage-key',
  'azure-storage-signed-key',
  'azure-shared-access-key',
  'azure-signature',
  'azure-cosmos-key',
  'azure-batch-key',
  'azure-ml-key',
  'azure-search-key',
  'azure-function-key',
  'azure-cache-key',
  'azure-service-bus-key',
  'azure-event-hub-key',
  'azure-iot-key',
  'azure-annotated-key',
  'entra-client-secret',
]

/** What secrets of some forms open beyond the data of who has them, by the rule that finds them. */
export const openedByRule: ReadonlyMap<string, CredentialName['opens']> = new Map([
  ...inAzure.map((rule) => [rule, 'cloud'] as const),
  ...['azure-registry-key', 'registry-auth', 'registry-token'].map((rule) => [rule, 'registry'] as const),
  ['kubeconfig-credential', 'cluster'],
])

/** The same by where programs keep their logins: whatever is secret there opens it. */
export const openedByPlace: readonly { readonly opens: CredentialName['opens']; readonly path: RegExp }[] = [
  {
    opens: 'cluster',
    path: /(?:^|\/)(?:\.kube\/config|kubeconfig|[^/]*\.kubeconfig|(?:super-)?admin\.conf|kubernetes\.io\/serviceaccount\/token)$/,
  },
  { opens: 'cloud', path: /(?:^|\/)\.azure\/[^/]*$/ },
]
