import { isKnown, type Known } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'

/** A secret with a login of a registry: by its type, or because pods and accounts pull with it. */
export interface PullSecret {
  readonly namespace: string
  readonly name: string
  readonly origin: Origin
}

const types = ['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg'] as const

export function findPullSecrets(platform: Platform): readonly PullSecret[] {
  const found = new Map<string, PullSecret>()
  const add = (secret: PullSecret): void => {
    found.set(`${secret.namespace}/${secret.name}`, secret)
  }
  for (const { type, namespace, name, origin } of platform.all('secret')) {
    if (types.some((each) => isKnown(type, each))) add({ namespace, name, origin })
  }
  for (const { namespace, imagePullSecrets } of [...platform.all('pod'), ...platform.all('service-account')])
    named(namespace, imagePullSecrets).forEach(add)
  return [...found.values()]
}

function named(namespace: string, names: readonly Known<string>[]): readonly PullSecret[] {
  return names.flatMap((name) =>
    name.state === 'stated' && name.value !== ''
      ? [{ namespace, name: name.value, origin: name.origin }]
      : [],
  )
}
