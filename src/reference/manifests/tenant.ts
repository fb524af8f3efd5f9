import type { ReferenceOptions } from '../options.ts'
import { stream } from './stream.ts'

/** Where the pods of a tenant run, and what keeps them there. */
interface Placement {
  readonly spec: (tenant: string) => string
  readonly gpu: string
}

const sandboxed: Placement = {
  spec: () => `      # A virtual machine with a kernel of its own around the pod.
      runtimeClassName: kata-vm-isolation
      nodeSelector: { node-restriction.kubernetes.io/pool: sandboxed }
`,
  gpu: '',
}

const ownNodes: Placement = {
  spec: (
    tenant,
  ) => `      # There is no GPU path into a virtual machine: the tenant has nodes of its own instead, tainted for it, and labelled with a
      # prefix that an escaped kubelet cannot set. Who gets out of the container is nobody there.
      hostUsers: false
      nodeSelector: { node-restriction.kubernetes.io/tenant: ${tenant}, kubernetes.azure.com/accelerator: nvidia }
      tolerations:
        - { key: platform/tenant, operator: Equal, value: ${tenant}, effect: NoSchedule }
        - { key: nvidia.com/gpu, operator: Exists, effect: NoSchedule }
`,
  gpu: ', nvidia.com/gpu: "1"',
}

/** An example of a tenant: one model server behind the gateway. */
export function tenantFile(tenant: string, options: ReferenceOptions): string {
  const placement = options.gpuTenants.includes(tenant) ? ownNodes : sandboxed
  const comment = `# An example of a tenant. Image and weights are ${tenant}'s, so both are hostile until proven otherwise: put its own image here, by
# digest, and keep the rest.`
  return stream(comment, [
    account(tenant),
    deployment(tenant, placement, options),
    budget(tenant),
    service(tenant),
    route(tenant, options),
    policy(tenant),
  ])
}

function account(tenant: string): string {
  return `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: model
  namespace: ${tenant}
automountServiceAccountToken: false
`
}

function deployment(tenant: string, placement: Placement, { registry }: ReferenceOptions): string {
  const digest = '3f45bcf34a15c39af9efabd4c1e33794c3c4e91bf5ab557c7cfcb236160e32b4'
  return `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: model
  namespace: ${tenant}
  labels: { app.kubernetes.io/name: model }
spec:
  replicas: 2
  selector:
    matchLabels: { app.kubernetes.io/name: model }
  template:
    metadata:
      labels: { app.kubernetes.io/name: model }
    spec:
      serviceAccountName: model
      automountServiceAccountToken: false
      enableServiceLinks: false
${placement.spec(tenant)}${podSecurity}      containers:
        - name: server
          image: ${registry}.azurecr.io/tenants/${tenant}/model@sha256:${digest}
          imagePullPolicy: Always
          ports:
            - { name: http, containerPort: 8000 }
          resources:
            requests: { cpu: "4", memory: 16Gi, ephemeral-storage: 4Gi${placement.gpu} }
            limits: { cpu: "4", memory: 16Gi, ephemeral-storage: 4Gi${placement.gpu} }
${containerSecurity}`
}

const podSecurity = `      securityContext:
        runAsNonRoot: true
        runAsUser: 20001
        runAsGroup: 20001
        fsGroup: 20001
        seccompProfile: { type: RuntimeDefault }
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels: { app.kubernetes.io/name: model }
`

const containerSecurity = `          startupProbe:
            httpGet: { path: /health, port: http }
            failureThreshold: 60
          livenessProbe:
            httpGet: { path: /health, port: http }
          readinessProbe:
            httpGet: { path: /health, port: http }
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
          volumeMounts:
            - { name: tmp, mountPath: /tmp }
      volumes:
        - name: tmp
          emptyDir: { sizeLimit: 2Gi }
`

/** One may always be taken away: upgrades of nodes wait for nobody. */
function budget(tenant: string): string {
  return `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: model
  namespace: ${tenant}
spec:
  # One may always be taken away: upgrades of nodes wait for nobody.
  maxUnavailable: 1
  selector:
    matchLabels: { app.kubernetes.io/name: model }
`
}

function service(tenant: string): string {
  return `
apiVersion: v1
kind: Service
metadata:
  name: model
  namespace: ${tenant}
spec:
  type: ClusterIP
  # Headless: the gateway chooses among the pods itself.
  clusterIP: None
  selector: { app.kubernetes.io/name: model }
  ports:
    - { name: http, port: 80, targetPort: http }
`
}

function route(tenant: string, { domain }: ReferenceOptions): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: model
  namespace: ${tenant}
spec:
  parentRefs:
    - { name: models, namespace: gateway, sectionName: https }
  hostnames: [${tenant}.${domain}]
  rules:
    - backendRefs:
        - { name: model, port: 80 }
`
}

function policy(tenant: string): string {
  return `
# Requests come through the gateway, which authenticates them. The model fetches nothing: its weights are in its image or on a disk.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: model
  namespace: ${tenant}
spec:
  podSelector:
    matchLabels: { app.kubernetes.io/name: model }
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels: { kubernetes.io/metadata.name: gateway }
          podSelector:
            matchLabels: { app.kubernetes.io/name: gateway }
      ports:
        - { protocol: TCP, port: 8000 }
  egress: []
`
}
