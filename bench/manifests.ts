// Makes the bench's input: manifests as people write them, deterministic, every one with mistakes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'] as const

/** One file: a workload with three containers, and for every tenth a policy, a service and a role beside it. */
function manifest(index: number): string {
  const namespace = `tenant-${index % 200}`
  const name = `model-${index}`
  const documents = [head(index, { name, namespace }) + podSpec(index, name)]
  if (index % 10 === 0) documents.push(companions(name, namespace))
  return documents.join('---\n')
}

function head(index: number, { name, namespace }: { name: string; namespace: string }): string {
  const kind = workloads[index % workloads.length]
  return `apiVersion: ${kind === 'Job' ? 'batch/v1' : 'apps/v1'}
kind: ${kind}
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: serving
spec:
  replicas: ${1 + (index % 4)}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
`
}

function podSpec(index: number, name: string): string {
  return (
    `    spec:
      serviceAccountName: ${name}
      initContainers:
        - name: fetch
          image: registry.example/fetch:latest
          command: ["sh", "-c", "curl -sSL https://models.example/${name}.bin -o /models/model.bin"]
          volumeMounts:
            - name: models
              mountPath: /models
      containers:
        - name: server
          image: registry.example/vllm:v0.${index % 12}
          args: ["--model", "/models", "--port", "8000", "--trust-remote-code"]
          env:
            - name: HF_TOKEN
              valueFrom:
                secretKeyRef:
                  name: hub
                  key: token
            - name: LOG_LEVEL
              value: info
          ports:
            - containerPort: 8000
          resources:
            requests:
              cpu: "2"
              memory: 8Gi
            limits:
              nvidia.com/gpu: "1"
          securityContext:
            privileged: ${index % 50 === 0}
            allowPrivilegeEscalation: true
` + sidecarAndVolumes
  )
}

const sidecarAndVolumes = `          volumeMounts:
            - name: models
              mountPath: /models
            - name: shm
              mountPath: /dev/shm
        - name: metrics
          image: registry.example/exporter
          ports:
            - containerPort: 9090
      volumes:
        - name: models
          persistentVolumeClaim:
            claimName: shared-models
        - name: shm
          emptyDir:
            medium: Memory
`

function companions(name: string, namespace: string): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  type: LoadBalancer
  selector: { app: ${name} }
  ports: [{ port: 80, targetPort: 8000 }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  podSelector: { matchLabels: { app: ${name} } }
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
