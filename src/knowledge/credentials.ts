/**
 * Credentials that open more than their owner's own data, by the names under which people keep them: variables of containers,
 * keys of secrets. What such a name promises, its content may not hold.
 */
export interface CredentialName {
  readonly opens: 'cloud' | 'registry' | 'cluster'
  /** Of a name in capitals with underscores. */
  readonly pattern: RegExp
  /** Completes "… in secret x", "… in variable X". */
  readonly what: string
}

export const credentialNames: readonly CredentialName[] = [
  {
    opens: 'cloud',
    pattern: /^(?:AZURE|ARM|AAD)_CLIENT_(?:SECRET|CERTIFICATE)|^AZUREJSON$|^AZURE_JSON$|^AZURE_CREDENTIALS$/,
    what: 'the Entra credential',
  },
  {
    opens: 'cloud',
    pattern: /^AZURE_?STORAGE_?(?:ACCOUNT_?)?(?:KEY|CONNECTION_STRING|SAS_TOKEN)$|^ACCOUNT_KEY$/,
    what: 'the key of a storage account',
  },
  {
    opens: 'registry',
    pattern:
      /^_?DOCKERCONFIGJSON$|^_?DOCKERCFG$|(?:^|_)(?:REGISTRY|DOCKER|ACR)_(?:PASSWORD|TOKEN|AUTH_CONFIG)$/,
    what: 'the login to a registry',
  },
  {
    opens: 'cluster',
    pattern: /^KUBE_?CONFIG(?:_|$)|^(?:KUBE|KUBERNETES|K8S)_TOKEN$/,
    what: 'the kubeconfig',
  },
]

/** What a name promises; nothing for what is the owner's own: a token of a model hub, a password of a database. */
export function credentialNamed(name: string): CredentialName | undefined {
  const plain = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase()
  return credentialNames.find(({ pattern }) => pattern.test(plain))
}
