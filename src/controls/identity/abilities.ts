import type { Right } from '../../model/rbac-match.ts'

/** Something that rights add up to. One right of every list is needed; a list holds alternatives. */
export interface Ability {
  /** Completes the sentence "Role x may …". */
  readonly may: string
  readonly needs: readonly (readonly Right[])[]
  /** Only rights over namespaces other than one’s own count. */
  readonly isElsewhere?: true
}

const read = ['get', 'list', 'watch'] as const
const modify = ['update', 'patch'] as const
const remove = ['delete', 'deletecollection'] as const
const change = ['create', ...modify, ...remove] as const
const rbac = 'rbac.authorization.k8s.io'

/** Every verb on every resource of one group. */
export function rights(
  verbs: readonly string[],
  group: string,
  ...resources: readonly string[]
): readonly Right[] {
  return resources.flatMap((resource) => verbs.map((verb) => ({ verb, group, resource })))
}

function workloads(verbs: readonly string[]): readonly Right[] {
  return [
    ...rights(verbs, '', 'pods', 'replicationcontrollers'),
    ...rights(verbs, 'apps', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'),
    ...rights(verbs, 'batch', 'cronjobs', 'jobs'),
  ]
}

export const readSecrets: Ability = { may: 'read secrets', needs: [rights(read, '', 'secrets')] }

/** What a tenant’s objects tell of it beside its secrets. */
export const readElsewhere: Ability = {
  may: 'read logs or config maps of other namespaces',
  needs: [[...rights(['get'], '', 'pods/log'), ...rights(read, '', 'configmaps')]],
  isElsewhere: true,
}

export const manageSecrets: Ability = {
  may: 'read or change secrets',
  needs: [rights([...read, ...change], '', 'secrets')],
}

/** Who creates or rewrites a workload chooses its image, its service account and its volumes. */
export const startWorkloads: Ability = {
  may: 'start pods of its choice or change those that run',
  needs: [[...workloads(['create']), ...workloads(modify)]],
}

export const createPods: Ability = { may: 'create pods', needs: [rights(['create'], '', 'pods')] }

export const changeWorkloads: Ability = {
  may: 'create, change or delete workloads',
  needs: [workloads(change)],
}

/** A WebSocket opens `exec` and `attach` with a GET, which API servers before 1.35 authorise as `get`. */
export const runInPods: Ability = {
  may: 'run commands in running containers',
  needs: [
    [
      ...rights(['create', 'get'], '', 'pods/exec', 'pods/attach'),
      ...rights(modify, '', 'pods/ephemeralcontainers'),
    ],
  ],
}

export const executeInPods: Ability = {
  may: 'run commands in running containers',
  needs: [rights(['create', 'get'], '', 'pods/exec')],
}

export const attachToPods: Ability = {
  may: 'attach to running containers',
  needs: [rights(['create', 'get'], '', 'pods/attach')],
}

export const editRoleBindings: Ability = {
  may: 'add subjects to role bindings',
  needs: [rights(['get'], rbac, 'rolebindings'), rights(['patch'], rbac, 'rolebindings')],
}

export const executeOrAttach: Ability = {
  may: 'run commands in running containers',
  needs: [rights(['create', 'get'], '', 'pods/exec', 'pods/attach')],
}

/** The kubelet authorises a WebSocket to `/exec` as `get nodes/proxy`: no admission, no audit event. */
export const reachKubelets: Ability = {
  may: 'run commands in every container of every node through the kubelet',
  needs: [rights(['create', 'get'], '', 'nodes/proxy')],
}

export const executeOrProxyNodes: Ability = {
  may: 'run commands in containers, through the API server or the kubelet',
  needs: [rights(['create'], '', 'pods/exec', 'nodes/proxy')],
}

export const openTunnels: Ability = {
  may: 'open tunnels into pods and services, past every network policy',
  needs: [
    [
      ...rights(['create', 'get'], '', 'pods/portforward'),
      ...rights(['create', 'get', 'update'], '', 'pods/proxy', 'services/proxy'),
    ],
  ],
}

export const portForward: Ability = {
  may: 'forward ports of pods',
  needs: [rights(['create', 'get'], '', 'pods/portforward')],
}

export const escalate: Ability = {
  may: 'write roles with rights that it does not hold itself',
  needs: [rights(['escalate'], rbac, 'clusterroles', 'roles')],
}

/** Kubernetes asks for `bind` on the role, never on the binding; that people write it there shows what they meant. */
export const bind: Ability = {
  may: 'bind roles with rights that it does not hold itself',
  needs: [rights(['bind'], rbac, 'clusterroles', 'roles', 'clusterrolebindings', 'rolebindings')],
}

export const bindOnBindings: Ability = {
  may: 'bind roles',
  needs: [rights(['bind'], rbac, 'clusterrolebindings', 'rolebindings')],
}

export const bindOnRoles: Ability = {
  may: 'bind roles with rights that it does not hold itself',
  needs: [rights(['bind'], rbac, 'clusterroles', 'roles')],
}

export const impersonate: Ability = {
  may: 'act as other users, groups or service accounts',
  needs: [
    [
      ...rights(['impersonate'], '', 'users', 'groups', 'serviceaccounts'),
      ...rights(['impersonate'], 'authentication.k8s.io', 'uids', 'userextras'),
    ],
  ],
}

export const impersonateAccounts: Ability = {
  may: 'act as other users, groups or service accounts',
  needs: [
    [
      ...rights(['impersonate'], '', 'users', 'groups', 'serviceaccounts'),
      ...rights(['impersonate'], 'authentication.k8s.io', 'uids'),
    ],
  ],
}

export const approveCertificates: Ability = {
  may: 'issue client certificates for any user',
  needs: [
    rights(modify, 'certificates.k8s.io', 'certificatesigningrequests/approval'),
    rights(['approve'], 'certificates.k8s.io', 'signers'),
  ],
}

export const approveRequests: Ability = {
  may: 'approve certificate signing requests',
  needs: [rights(modify, 'certificates.k8s.io', 'certificatesigningrequests/approval')],
}

export const mintTokens: Ability = {
  may: 'mint tokens of service accounts',
  needs: [rights(['create'], '', 'serviceaccounts/token')],
}

export const changeWebhooks: Ability = {
  may: 'change admission webhooks',
  needs: [
    rights(
      change,
      'admissionregistration.k8s.io',
      'mutatingwebhookconfigurations',
      'validatingwebhookconfigurations',
    ),
  ],
}

/** Labels of a namespace decide its Pod Security level and which webhooks and policies see it. */
export const switchAdmissionOff: Ability = {
  may: 'switch admission checks off',
  needs: [
    [
      ...rights(modify, '', 'namespaces'),
      ...rights(
        [...modify, ...remove],
        'admissionregistration.k8s.io',
        'mutatingwebhookconfigurations',
        'validatingadmissionpolicies',
        'validatingadmissionpolicybindings',
        'validatingwebhookconfigurations',
      ),
    ],
  ],
}

export const createVolumes: Ability = {
  may: 'create persistent volumes',
  needs: [rights(['create'], '', 'persistentvolumes')],
}

export const changeNetwork: Ability = {
  may: 'change services, endpoints, ingresses or network policies',
  needs: [
    [
      ...rights(change, '', 'services', 'endpoints'),
      ...rights(change, 'discovery.k8s.io', 'endpointslices'),
      ...rights(change, 'networking.k8s.io', 'ingresses', 'networkpolicies'),
    ],
  ],
}

export const setServiceStatus: Ability = {
  may: 'set the load balancer address of services',
  needs: [rights(modify, '', 'services/status')],
}

export const changeConfigMaps: Ability = {
  may: 'change config maps',
  needs: [rights(change, '', 'configmaps')],
}

export const rewriteConfigMaps: Ability = {
  may: 'rewrite config maps',
  needs: [rights(modify, '', 'configmaps')],
}

export const deleteWidely: Ability = {
  may: 'delete workloads, services or secrets',
  needs: [[...workloads(remove), ...rights(remove, '', 'secrets', 'services')]],
}

export const deleteEvents: Ability = {
  may: 'delete events',
  needs: [[...rights(remove, '', 'events'), ...rights(remove, 'events.k8s.io', 'events')]],
}

export const liftQuotas: Ability = {
  may: 'lift quotas and limits',
  needs: [rights([...modify, ...remove], '', 'limitranges', 'resourcequotas')],
}

export const changeNodes: Ability = {
  may: 'relabel, untaint or delete nodes',
  needs: [rights([...modify, ...remove], '', 'nodes', 'nodes/status')],
}
