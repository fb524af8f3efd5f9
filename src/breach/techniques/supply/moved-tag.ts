import type { Container } from '../../../model/pod.ts'
import { originOf } from '../../../model/known.ts'
import { policyBarriers } from '../../admission/policies.ts'
import type { Assumption } from '../../steps/barrier.ts'
import { alsoDoubted, assumption } from '../../steps/doubt.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { followsTag, isOwnImage } from '../../ways/own-images.ts'
import { podPosition, workloadLabel } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

const signedOnly = `${pod('models.azurecr.io/acme/llm:1')}
---
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: signed }
spec:
  validationFailureAction: Enforce
  rules:
    - name: signed
      match: { any: [{ resources: { kinds: [Pod] } }] }
      verifyImages: [{ imageReferences: ['models.azurecr.io/*'], attestors: [{ count: 1, entries: [{ keys: { publicKeys: k8s://kyverno/cosign } }] }] }]`

const unsignedToday =
  '# image: {"reference":"models.azurecr.io/acme/llm:1","signature":{"verdict":"fail","why":"There is no signature."}}'

export const movedTag: Technique<'registry-push'> = {
  id: 'SUP_MUTABLE_TAG',
  name: 'moved-tag',
  title: 'Who pushes decides what runs under a tag',
  from: 'registry-push',
  to: ['pod'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1525'],
  matrix: ['MS-TA9002'],
  vector: 'supply-chain',
  barriers: ['I.digest', 'I.sig', 'I.push'],
  controls: ['image-without-digest'],
  rationale:
    'A tag stands for whatever was pushed to it last. Each pod that names its image by a tag runs the attacker’s at its next start on a node that has no copy, with its tenant’s data and its account. A digest names one content and no other; a signature check at admission asks who made it, unless what runs today passed it unsigned.',
  find: (_, terrain) =>
    terrain.pods.flatMap(({ containers }) => containers.flatMap((container) => openings(container, terrain))),
  examples: {
    open: [pod('models.azurecr.io/acme/llm:1'), pod('models.azurecr.io/acme/llm')],
    barred: [signedOnly],
    closed: [pod(`models.azurecr.io/acme/llm:1@sha256:${'a'.repeat(64)}`), pod('vllm/vllm-openai:v0.11')],
    unknown: [pod('{{ .Values.image }}'), `${unsignedToday}\n${signedOnly}`],
  },
}

function openings(container: Container, terrain: Terrain): readonly Opening[] {
  const { pod, image, name } = container
  const isHidden = image.state === 'hidden'
  if (!isHidden && !(isOwnImage(container) && followsTag(container))) return []
  const question = `which image container ${name} of ${workloadLabel(pod)} runs`
  const checks = policyBarriers(pod.namespace, 'unsigned-image', terrain)
  return openWays({
    to: [podPosition(pod)],
    how: `Container ${name} of ${workloadLabel(pod)} names its image by a tag of the platform’s registry.`,
    evidence: [originOf(image) ?? container.origin],
    barriers: alsoDoubted(checks, passedUnsigned(container, terrain)),
    ...(isHidden ? { assumes: { question, origin: image.origin } } : {}),
  })
}

/** What admission lets in today, although nobody whom the owner's policy trusts signed it, it may let in tomorrow. */
function passedUnsigned(container: Container, { platform }: Terrain): Assumption | undefined {
  const look = platform.imageOf(container)
  if (look.is !== 'opened' || look.image.signature?.verdict !== 'fail') return undefined
  const question = `whether admission asks for the signature that the image of container ${container.name} lacks`
  return assumption(question, originOf(container.image))
}

function pod(image: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec: { containers: [{ name: server, image: '${image}' }] }`
}
