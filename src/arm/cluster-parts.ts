import type { AppRouting, ClusterSecurity, HttpProxy, StorageDrivers } from '../model/azure.ts'
import type { Known } from '../model/known.ts'
import type { Fields } from '../values/fields.ts'

export function readClusterSecurity(properties: Fields): ClusterSecurity {
  const security = properties.map('securityProfile')
  const isOn = (name: string): Known<boolean> => security.map(name).boolean('enabled', false)
  const defender = security.map('defender')
  return {
    workloadIdentity: isOn('workloadIdentity'),
    podIdentity: properties.map('podIdentityProfile').boolean('enabled', false),
    defender: defender.map('securityMonitoring').boolean('enabled', false),
    gating: defender.map('securityGating').boolean('enabled', false),
    imageCleaner: isOn('imageCleaner'),
    imageCleanerHours: security.map('imageCleaner').integer('intervalHours', 168),
    nodeRestriction: isOn('nodeRestriction'),
    keyVaultEncryption: isOn('azureKeyVaultKms'),
    keyVaultNetworkAccess: security.map('azureKeyVaultKms').text('keyVaultNetworkAccess', 'Public'),
    platformEncryption: security
      .map('kubernetesResourceObjectEncryptionProfile')
      .text('infrastructureEncryption', 'Disabled'),
    customAuthorities: security.texts('customCATrustCertificates'),
  }
}

export function readAppRouting(routing: Fields): AppRouting {
  return {
    isOn: routing.boolean('enabled', false),
    defaultIngress: routing.map('nginx').text('defaultIngressControllerType', 'AnnotationControlled'),
  }
}

export function readProxy(proxy: Fields): HttpProxy {
  return { trustedCa: proxy.optionalText('trustedCa'), noProxy: proxy.texts('noProxy') }
}

export function readStorage(storage: Fields): StorageDrivers {
  return { blob: storage.map('blobCSIDriver').boolean('enabled', false) }
}
