import type { Patch, WrongField } from '../../knowledge/wrong-fields.ts'
import type { Namespace } from '../../model/cluster.ts'
import { tagOf } from '../../model/image-reference.ts'
import { valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'

/** An object as the API server shows it to policies: plain data, whole numbers as CEL has them. */
export type PlainObject = Readonly<Record<string, unknown>>

const anyDigest = '0'.repeat(64)

/**
 * A pod with which no policy finds fault: the restricted Pod Security Standard, limits, a digest. Labels and image are
 * those of a pod that runs in the namespace, so that what admission lets in there today is let in here.
 */
export function cleanPod(namespace: string, platform: Platform): PlainObject {
  const [model] = platform.inNamespace('pod', namespace)
  const labels = [...(model?.podLabels ?? [])].flatMap(([key, value]) =>
    value.state === 'hidden' ? [] : [[key, value.value] as const],
  )
  const image = model?.containers
    .map((container) => valueOf(container.image))
    .find((name) => name !== undefined)
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'planted', namespace, labels: Object.fromEntries(labels) },
    spec: {
      automountServiceAccountToken: false,
      hostNetwork: false,
      hostPID: false,
      hostIPC: false,
      runtimeClassName: 'kata-vm-isolation',
      serviceAccountName: 'default',
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65532n,
        runAsGroup: 65532n,
        fsGroup: 65532n,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [cleanContainer(withDigest(image ?? 'registry.example/model'))],
    },
  }
}

/** A namespace as policies see it; nothing where labels are hidden, or nobody declares it. */
export function plainNamespace({ name, labels, isDeclared }: Namespace): PlainObject | undefined {
  const texts = [...labels].map(([key, value]) => [key, valueOf(value)] as const)
  if (!isDeclared || texts.some(([, value]) => value === undefined)) return undefined
  const own = { 'kubernetes.io/metadata.name': name }
  return { kind: 'Namespace', metadata: { name, labels: { ...Object.fromEntries(texts), ...own } } }
}

/** A policy may ask for a digest; the name before it says where the image comes from. */
function withDigest(image: string): string {
  return `${nameOf(image)}@sha256:${anyDigest}`
}

function nameOf(image: string): string {
  const [name = ''] = image.split('@')
  const tag = tagOf(name)
  return tag === undefined ? name : name.slice(0, -tag.length - 1)
}

function cleanContainer(image: string): PlainObject {
  const amounts = { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' }
  return {
    name: 'main',
    image,
    imagePullPolicy: 'Always',
    resources: { limits: amounts, requests: amounts },
    securityContext: {
      privileged: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 65532n,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
      appArmorProfile: { type: 'RuntimeDefault' },
    },
  }
}

/** The clean pod with one wrong field in it. */
export function plant(clean: PlainObject, { pod = {}, container = {}, image }: WrongField): PlainObject {
  const spec = clean['spec'] as { readonly containers: readonly PlainObject[] }
  const containers = spec.containers.map((each) => {
    const name = image === undefined ? each['image'] : wrongImages[image](String(each['image']))
    return mergePatch({ ...each, image: name }, container)
  })
  return { ...clean, spec: mergePatch({ ...spec, containers }, pod) }
}

const wrongImages: Readonly<Record<NonNullable<WrongField['image']>, (image: string) => string>> = {
  'by-tag': (image) => `${nameOf(image)}:1`,
  foreign: () => `foreign.example/model@sha256:${anyDigest}`,
}

/** RFC 7386: null takes a key away, maps are merged, all else is replaced. */
function mergePatch(target: unknown, patch: Patch): PlainObject {
  const merged: Record<string, unknown> = isMap(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else merged[key] = isMap(value) ? mergePatch(merged[key], value) : value
  }
  return merged
}

export function isMap(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
