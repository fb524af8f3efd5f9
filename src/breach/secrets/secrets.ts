import type { Secret } from '../../model/cluster.ts'
import { isKnown, type Known, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { Assumption } from '../steps/barrier.ts'

/** A secret that exists: declared, or named by a pod or a service account. */
export interface KnownSecret {
  readonly namespace: string
  readonly name: string
  readonly origin: Origin
  /** Of a secret that holds a service account's token (`kubernetes.io/service-account-token`). */
  readonly token?: AccountToken
}

export interface AccountToken {
  /** Unset where it cannot be read: any account of the namespace. */
  readonly account?: string
  readonly assumes?: Assumption
}

/** Secrets by namespace. Since Kubernetes 1.24 no account has a token in one unless somebody declares it. */
export function findSecrets(platform: Platform): ReadonlyMap<string, readonly KnownSecret[]> {
  const found = new Map<string, KnownSecret>()
  const add = (secret: KnownSecret): void => {
    const key = `${secret.namespace}/${secret.name}`
    if (!found.has(key)) found.set(key, secret)
  }
  platform.all('secret').forEach((secret) => add(declared(secret)))
  for (const pod of platform.all('pod')) {
    if (pod.orchestrator === 'kubernetes') namedIn(pod.namespace, referencesOf(pod)).forEach(add)
  }
  for (const { namespace, secrets, imagePullSecrets } of platform.all('service-account'))
    namedIn(namespace, [...secrets, ...imagePullSecrets]).forEach(add)
  return Map.groupBy(found.values(), ({ namespace }) => namespace)
}

function declared(secret: Secret): KnownSecret {
  const { namespace, name, origin } = secret
  const token = tokenIn(secret)
  return { namespace, name, origin, ...(token === undefined ? {} : { token }) }
}

const accountAnnotation = 'kubernetes.io/service-account.name'

function tokenIn({ namespace, name, type, annotations }: Secret): AccountToken | undefined {
  if (type.state === 'hidden') {
    const question = `whether secret ${namespace}/${name} holds a token of a service account`
    return { assumes: { question, origin: type.origin }, ...accountIn(annotations.get(accountAnnotation)) }
  }
  if (!isKnown(type, 'kubernetes.io/service-account-token')) return undefined
  const annotation = annotations.get(accountAnnotation)
  if (annotation?.state !== 'hidden') return accountIn(annotation)
  const question = `whose token secret ${namespace}/${name} holds`
  return { assumes: { question, origin: annotation.origin } }
}

function accountIn(annotation: Known<string> | undefined): AccountToken {
  const account = annotation === undefined ? undefined : valueOf(annotation)
  return account === undefined ? {} : { account }
}

function namedIn(namespace: string, references: readonly Known<string | undefined>[]): KnownSecret[] {
  return references.flatMap((reference) =>
    reference.state === 'stated' && reference.value !== undefined
      ? [{ namespace, name: reference.value, origin: reference.origin }]
      : [],
  )
}

function referencesOf({ containers, volumes, imagePullSecrets }: Pod): Known<string | undefined>[] {
  const inContainers = containers.flatMap(({ env, envFrom }) =>
    [...env, ...envFrom].filter(({ from }) => from === 'secret').map(({ reference }) => reference),
  )
  const inVolumes = volumes.flatMap(({ type, reference, projections }) => [
    ...(type === 'secret' ? [reference] : []),
    ...projections.filter((each) => each.type === 'secret').map((each) => each.reference),
  ])
  return [...inContainers, ...inVolumes, ...imagePullSecrets]
}
