import { opened, unopened } from '../../../controls/image-examples.ts'
import { imagePlace } from '../../../controls/image/opened.ts'
import { secretInImage } from '../../../controls/image/secret-in-image.ts'
import type { ImageSecret } from '../../../model/image-facts.ts'
import type { Container } from '../../../model/pod.ts'
import { waysOf } from '../../secrets/credentials.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Technique } from '../../technique.ts'

const place = 'layer 2: root/.kube/config:9'
const secret: ImageSecret = { message: 'It holds a credential of a kubeconfig.', place }

export const imageCredential: Technique<'container'> = {
  id: 'CTR_IMAGE_CRED',
  name: 'image-credential',
  title: 'Code in a container reads credentials in its image',
  from: 'container',
  to: ['cloud', 'registry', 'registry-push', 'cluster'],
  guarantees: ['containment'],
  attack: ['T1552.001'],
  matrix: ['MS-TA9027'],
  vector: 'exposed-secrets',
  barriers: [],
  controls: ['secret-in-image'],
  rationale:
    'The files and variables of an image are there in every container of it. The tenant’s own data is no loss to him; what counts is a login that somebody left in it when he built it: to the cloud, to the registry, to the API server. Where it is kept tells which, and only its content how far. What a later layer took away is not in the container.',
  find: (container, { platform }) => {
    const look = platform.imageOf(container)
    return look.is === 'opened' ? openings(container, look.image.secrets) : []
  },
  examples: {
    open: [],
    barred: [],
    closed: ['{}', opened({}), opened({ secrets: [secret] }), unopened()],
    unknown: [
      opened({ secrets: [{ ...secret, opens: ['cluster'] }] }),
      opened({ secrets: [{ ...secret, opens: ['cloud', 'registry'] }] }),
    ],
  },
}

/** One of each kind is enough. */
function openings(container: Container, secrets: readonly ImageSecret[]): readonly Opening[] {
  const origin = imagePlace(container)
  return kinds.flatMap(([opens, what]) => {
    const found = secrets.find((each) => each.opens?.includes(opens) === true)
    if (found === undefined) return []
    const where = `the image of container ${container.name} (${found.place})`
    return waysOf({ opens, what }, where).map(({ to, question }) => ({
      to,
      how: `There is ${what} in ${where}.`,
      evidence: [origin],
      barriers: [],
      closedBy: secretInImage.name,
      assumes: { question, origin },
    }))
  })
}

const kinds = [
  ['cloud', 'a credential of the cloud'],
  ['registry', 'a login to a registry'],
  ['cluster', 'a credential of a cluster'],
] as const
