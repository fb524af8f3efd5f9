import { allTenants, type ReferenceOptions } from '../options.ts'
import { stream } from './stream.ts'

const comment = `# A tenant that floods the API server waits for itself: its accounts queue at a level of their own, apart from controllers, nodes and
# the platform's accounts, and within it each namespace in queues of its own.`

const level = `
apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata:
  name: tenants
spec:
  type: Limited
  limited:
    nominalConcurrencyShares: 10
    lendablePercent: 50
    limitResponse:
      type: Queue
      queuing: { queues: 64, handSize: 4, queueLengthLimit: 50 }
`

export function fairnessFile(options: ReferenceOptions): string {
  const subjects = allTenants(options).map(
    (tenant) => `        - { kind: ServiceAccount, serviceAccount: { namespace: ${tenant}, name: "*" } }\n`,
  )
  return stream(comment, [level, schema(subjects.join(''))])
}

function schema(subjects: string): string {
  return `
apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  name: tenants
spec:
  priorityLevelConfiguration: { name: tenants }
  # Before \`service-accounts\` (9000), which everybody shares.
  matchingPrecedence: 5000
  distinguisherMethod: { type: ByNamespace }
  rules:
    - subjects:
${subjects}      resourceRules:
        - { verbs: ["*"], apiGroups: ["*"], resources: ["*"], namespaces: ["*"], clusterScope: true }
      nonResourceRules:
        - { verbs: ["*"], nonResourceURLs: ["*"] }
`
}
