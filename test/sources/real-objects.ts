// Objects as people write them, with every field that is read; their values are bad on purpose, so that controls fail.

export interface PlainObject {
  readonly apiVersion: string
  readonly kind: string
  readonly [key: string]: unknown
}

const metadata = { name: 'llm', namespace: 'models', labels: { app: 'llm' }, annotations: { note: 'text' } }

const container = {
  name: 'server',
  image: 'registry.example/llm:latest',
  imagePullPolicy: 'IfNotPresent',
  command: ['sh', '-c'],
  args: ['serve --host 0.0.0.0'],
  workingDir: '/srv',
  env: [
    { name: 'TOKEN', value: 'hf_abcdefghijklmnopqrstuvwxyzabcdefgh' },
    { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys' } } },
  ],
  envFrom: [{ secretRef: { name: 'keys' } }],
  ports: [{ name: 'http', containerPort: 8000, hostPort: 80, hostIP: '0.0.0.0', protocol: 'TCP' }],
  resources: { requests: { cpu: '1' }, limits: { cpu: '2' }, claims: [{ name: 'gpu' }] },
  securityContext: {
    privileged: true,
    allowPrivilegeEscalation: true,
    readOnlyRootFilesystem: false,
    runAsUser: 0,
    runAsGroup: 0,
    runAsNonRoot: false,
    procMount: 'Unmasked',
    capabilities: { add: ['SYS_ADMIN', 'NET_RAW'], drop: ['MKNOD'] },
    seccompProfile: { type: 'Unconfined' },
    appArmorProfile: { type: 'Localhost', localhostProfile: 'x' },
    seLinuxOptions: { type: 'spc_t', user: 'u', role: 'r', level: 'l' },
    windowsOptions: { hostProcess: true, runAsUserName: 'x' },
  },
  volumeMounts: [
    { name: 'host', mountPath: '/host', subPath: 'a', readOnly: false, mountPropagation: 'Bidirectional' },
    { name: 'tmp', mountPath: '/tmp' },
  ],
  volumeDevices: [{ name: 'disk', devicePath: '/dev/x' }],
  livenessProbe: { httpGet: { host: '169.254.169.254', port: 80 } },
  lifecycle: { postStart: { exec: { command: ['sh'] } } },
  stdin: true,
  tty: true,
}

const podSpec = {
  hostNetwork: true,
  hostPID: true,
  hostIPC: true,
  hostUsers: true,
  shareProcessNamespace: true,
  serviceAccountName: 'default',
  automountServiceAccountToken: true,
  enableServiceLinks: true,
  priorityClassName: 'system-node-critical',
  runtimeClassName: 'runc',
  schedulerName: 'mine',
  nodeName: 'node-1',
  nodeSelector: { pool: 'gpu' },
  tolerations: [{ key: 'a', operator: 'Exists', value: 'b', effect: 'NoSchedule' }],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool' }] }],
      },
    },
  },
  restartPolicy: 'Always',
  activeDeadlineSeconds: 5,
  terminationGracePeriodSeconds: 5,
  dnsPolicy: 'Default',
  imagePullSecrets: [{ name: 'pull' }],
  resourceClaims: [{ name: 'gpu' }],
  securityContext: {
    runAsUser: 0,
    fsGroup: 0,
    supplementalGroups: [0],
    sysctls: [{ name: 'kernel.msgmax', value: '1' }],
    seccompProfile: { type: 'Unconfined' },
  },
  volumes: [
    { name: 'host', hostPath: { path: '/', type: 'Directory' } },
    { name: 'tmp', emptyDir: { medium: 'Memory' } },
    {
      name: 'token',
      projected: { sources: [{ serviceAccountToken: { audience: 'vault', expirationSeconds: 90000 } }] },
    },
  ],
  initContainers: [{ name: 'init', image: 'init:1', securityContext: { privileged: true } }],
  containers: [container],
}

const template = { metadata: { labels: { app: 'llm' } }, spec: podSpec }

export const objects: readonly PlainObject[] = [
  { apiVersion: 'v1', kind: 'Pod', metadata, spec: podSpec },
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas: 1, template } },
  {
    apiVersion: 'serving.kserve.io/v1beta1',
    kind: 'InferenceService',
    metadata,
    spec: { predictor: { model: container } },
  },
  {
    apiVersion: 'ray.io/v1',
    kind: 'RayCluster',
    metadata,
    spec: {
      headGroupSpec: { template: { spec: { containers: [container] } } },
      workerGroupSpecs: [{ replicas: 2, template }],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: {
      podSelector: { matchLabels: { app: 'llm' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }],
          ports: [{ protocol: 'TCP', port: 80 }],
        },
      ],
      egress: [{}],
    },
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'all' },
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'all' },
    roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'models' }],
  },
  {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata,
    automountServiceAccountToken: true,
    secrets: [{ name: 'a' }],
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: 'LoadBalancer',
      selector: { app: 'llm' },
      externalIPs: ['1.2.3.4'],
      ports: [{ name: 'http', port: 80, targetPort: 8000, nodePort: 30000, protocol: 'TCP' }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'models', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
  },
  {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata,
    spec: { limits: [{ type: 'Container', default: { cpu: '1' }, max: { cpu: '2' } }] },
  },
  { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: '10' } } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { key: 'value' } },
]

export const composeFile: { readonly [key: string]: unknown } = {
  services: {
    llm: {
      image: 'llm:latest',
      privileged: true,
      user: '0:0',
      cap_add: ['SYS_ADMIN'],
      cap_drop: ['MKNOD'],
      security_opt: ['seccomp:unconfined'],
      volumes: ['/:/host', { type: 'bind', source: '/etc', target: '/x', bind: { propagation: 'rshared' } }],
      devices: ['/dev/sda'],
      ports: ['8000:8000', { target: 80, published: 8080 }],
      environment: { A: 'b' },
      env_file: ['a.env'],
      networks: { own: null },
      healthcheck: { test: ['CMD', 'true'] },
      deploy: {
        resources: { limits: { cpus: '1', memory: '1g', pids: 5 } },
        restart_policy: { condition: 'any' },
      },
      restart: 'always',
      tmpfs: '/tmp',
      sysctls: ['a=b'],
      secrets: ['x'],
      extends: { service: 'base' },
    },
    base: { image: 'base', pid: 'host', ipc: 'host', network_mode: 'host', mem_limit: '1g' },
  },
  include: ['other.yaml'],
}
