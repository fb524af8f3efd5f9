/** The three promises that hold although arbitrary code runs in the containers. */
export type Guarantee = 'isolation' | 'containment' | 'fair-share'

export const guarantees: readonly Guarantee[] = ['isolation', 'containment', 'fair-share']

export const guaranteePromises: Readonly<Record<Guarantee, string>> = {
  isolation: "No container influences another's performance measurably or reaches its data.",
  containment: 'Code in a container reaches no other layer: node, cluster, registry, network or cloud.',
  'fair-share': 'Code in a container cannot drain or abuse the platform or its money.',
}

/** The rings of defence, from the inside out. */
export type Layer =
  | 'image'
  | 'workload'
  | 'identity'
  | 'network'
  | 'host'
  | 'cluster'
  | 'registry'
  | 'cloud'
  | 'monitoring'
  | 'process'

export const layers: readonly Layer[] = [
  'image',
  'workload',
  'identity',
  'network',
  'host',
  'cluster',
  'registry',
  'cloud',
  'monitoring',
  'process',
]

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info'

/** From the worst on. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']

/** The nine ways into and out of a container (Liz Rice, Container Security, chapter 1). */
export type ThreatVector =
  | 'vulnerable-application'
  | 'misconfigured-image'
  | 'build-machine'
  | 'supply-chain'
  | 'misconfigured-container'
  | 'vulnerable-host'
  | 'exposed-secrets'
  | 'insecure-networking'
  | 'escape'

/** As people read them, in the book's order. */
export const threatVectorTitles: Readonly<Record<ThreatVector, string>> = {
  'vulnerable-application': 'Vulnerable application code',
  'misconfigured-image': 'Badly configured image',
  'build-machine': 'Attacked build machine',
  'supply-chain': 'Supply chain',
  'misconfigured-container': 'Badly configured container',
  'vulnerable-host': 'Vulnerable host',
  'exposed-secrets': 'Exposed secrets',
  'insecure-networking': 'Insecure networking',
  escape: 'Flaws that let code escape',
}

export const threatVectors: readonly ThreatVector[] = Object.keys(threatVectorTitles) as ThreatVector[]
