// Makes the bench's input: manifests as charts render them, deterministic, every one with mistakes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'] as const

/** One file: a workload as a chart renders it, and for every tenth a service, a policy and a role beside it. */
function manifest(index: number): string {
  const namespace = `tenant-${index % 200}`
  const name = `model-${index}`
  const documents = [
    head(index, { name, namespace }) + podSpec(index, name) + probes + volumesAndPlacement(name),
  ]
  if (index % 10 === 0) documents.push(companions(name, namespace))
  return documents.join('---\n')
}

function head(index: number, { name, namespace }: { name: string; namespace: string }): string {
  const kind = workloads[index % workloads.length]
  const labels = `    helm.sh/chart: model-server-1.4.${index % 9}
    app.kubernetes.io/name: model-server
    app.kubernetes.io/instance: ${name}
    app.kubernetes.io/version: "0.11.${index % 12}"
    app.kubernetes.io/managed-by: Helm`
  return `apiVersion: ${kind === 'Job' ? 'batch/v1' : 'apps/v1'}
kind: ${kind}
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
${labels}
  annotations:
    meta.helm.sh/release-name: ${name}
    meta.helm.sh/release-namespace: ${namespace}
spec:
  replicas: ${1 + (index % 4)}
  revisionHistoryLimit: 3
  selector:
    matchLabels:
      app.kubernetes.io/name: model-server
      app.kubernetes.io/instance: ${name}
  template:
    metadata:
      annotations:
        prometheus.io/scrape: "true"
        prometheus.io/port: "8000"
        checksum/config: 3f786850e387550fdab836ed7e6dc881de23001b3f786850e387550fdab836ed
      labels:
    ${labels.replaceAll('\n', '\n    ')}
`
}

function podSpec(index: number, name: string): string {
  return (
    `    spec:
      serviceAccountName: ${name}
      securityContext:
        fsGroup: 2000
      containers:
        - name: server
          image: registry.example/serving/vllm-openai:v0.11.${index % 12}
          imagePullPolicy: IfNotPresent
          args:
            - --model=/models/assistant
            - --served-model-name=assistant
            - --host=0.0.0.0
            - --port=8000
            - --max-model-len=32768
            - --gpu-memory-utilization=0.92
            - --trust-remote-code
          env:
            - name: HF_TOKEN
              valueFrom:
                secretKeyRef:
                  name: hub
                  key: token
            - name: HF_HOME
              value: /models/cache
            - name: LOG_LEVEL
              value: info
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
          ports:
            - name: http
              containerPort: 8000
              protocol: TCP
` + resources(index)
  )
}

function resources(index: number): string {
  return `          resources:
            requests:
              cpu: "4"
              memory: 32Gi
            limits:
              nvidia.com/gpu: "1"
          securityContext:
            privileged: ${index % 50 === 0}
            runAsUser: 1000
            capabilities:
              drop:
                - NET_RAW
`
}

const probes = `          livenessProbe:
            httpGet:
              path: /health
              port: http
            initialDelaySeconds: 120
            periodSeconds: 10
            failureThreshold: 6
          readinessProbe:
            httpGet:
              path: /health
              port: http
            periodSeconds: 5
          volumeMounts:
            - name: models
              mountPath: /models
            - name: shm
              mountPath: /dev/shm
            - name: config
              mountPath: /etc/server
              readOnly: true
`

function volumesAndPlacement(name: string): string {
  return `      volumes:
        - name: models
          persistentVolumeClaim:
            claimName: ${name}
        - name: shm
          emptyDir:
            medium: Memory
            sizeLimit: 8Gi
        - name: config
          configMap:
            name: ${name}
      nodeSelector:
        kubernetes.io/os: linux
        agentpool: gpu
      tolerations:
        - key: nvidia.com/gpu
          operator: Exists
          effect: NoSchedule
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app.kubernetes.io/instance: ${name}
`
}

function companions(name: string, namespace: string): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  type: LoadBalancer
  selector: { app.kubernetes.io/instance: ${name} }
  ports: [{ port: 80, targetPort: 8000 }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/instance: ${name} } }
  policyTypes: [Ingress]
  ingress: [{}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: ${name}, namespace: ${namespace} }
rules:
  - apiGroups: [""]
    resources: [secrets]
    verbs: [get, list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: ${name}, namespace: ${namespace} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name} }
subjects: [{ kind: ServiceAccount, name: ${name} }]
`
}

/** Writes `count` files in folders of 100 and returns their paths. */
export function writeManifests(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const parent = join(folder, `group-${Math.floor(index / 100)}`)
    if (index % 100 === 0) mkdirSync(parent, { recursive: true })
    const path = join(parent, `model-${index}.yaml`)
    writeFileSync(path, manifest(index))
    return path
  })
}
