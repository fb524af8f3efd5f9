// Objects of Kubernetes that Terraform declares: the same assets as manifests give, with their places in the `.tf` file.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'

function scanned(files: Readonly<Record<string, string>>): Report {
  return scan({ documents: Object.entries(files).map(([path, text]) => ({ path, text })) })
}

/** What fails, without its place. */
function failing(report: Report): readonly string[] {
  return report.findings
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ control, asset }) =>
      `${control} ${asset.kind} ${asset.namespace}/${asset.name} ${asset.container ?? ''}`.trim(),
    )
    .sort()
}

function placesOf(report: Report, control: string): readonly string[] {
  return report.findings
    .filter((each) => each.control === control)
    .map(({ verdict, location }) => `${verdict} ${location.file}:${location.line}`)
}

const deployment = `resource "kubernetes_namespace_v1" "models" {
  metadata {
    name   = "models"
    labels = { "pod-security.kubernetes.io/enforce" = "baseline" }
  }
}

resource "kubernetes_deployment_v1" "llm" {
  metadata {
    name      = "llm"
    namespace = kubernetes_namespace_v1.models.metadata[0].name
    labels    = { app = "llm" }
  }
  spec {
    replicas = "2"
    selector {
      match_labels = { app = "llm" }
    }
    template {
      metadata {
        labels = { app = "llm" }
      }
      spec {
        service_account_name            = "llm"
        automount_service_account_token = false
        host_pid                        = true
        image_pull_secrets {
          name = "registry"
        }
        toleration {
          key      = "gpu"
          operator = "Exists"
        }
        container {
          name    = "server"
          image   = "registry.example/llm:1"
          args    = ["--model", var.model]
          command = ["serve"]
          env {
            name  = "PORT"
            value = 8080
          }
          port {
            container_port = 8080
          }
          resources {
            limits = { cpu = 2, memory = "8Gi" }
          }
          security_context {
            privileged  = "true"
            run_as_user = "1000"
            capabilities {
              add = ["SYS_ADMIN"]
            }
          }
          volume_mount {
            name       = "key"
            mount_path = "/key"
          }
          liveness_probe {
            http_get {
              path = "/health"
              port = 8080
            }
          }
        }
        volume {
          name = "key"
          secret {
            secret_name = "key"
          }
        }
      }
    }
  }
}

variable "model" {}
`

const manifest = `apiVersion: v1
kind: Namespace
metadata: { name: models, labels: { pod-security.kubernetes.io/enforce: baseline } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: llm, namespace: models, labels: { app: llm } }
spec:
  replicas: 2
  selector: { matchLabels: { app: llm } }
  template:
    metadata: { labels: { app: llm } }
    spec:
      serviceAccountName: llm
      automountServiceAccountToken: false
      hostPID: true
      imagePullSecrets: [{ name: registry }]
      tolerations: [{ key: gpu, operator: Exists }]
      containers:
        - name: server
          image: registry.example/llm:1
          args: ['--model', $(MODEL)]
          command: [serve]
          env: [{ name: PORT, value: '8080' }]
          ports: [{ containerPort: 8080 }]
          resources: { limits: { cpu: '2', memory: 8Gi } }
          securityContext: { privileged: true, runAsUser: 1000, capabilities: { add: [SYS_ADMIN] } }
          volumeMounts: [{ name: key, mountPath: /key }]
          livenessProbe: { httpGet: { path: /health, port: 8080 } }
      volumes: [{ name: key, secret: { secretName: key } }]
`

describe('a deployment of the provider', () => {
  test('is judged as its manifest is', () => {
    const own = scanned({ 'main.tf': deployment })
    assert.deepEqual(failing(own), failing(scanned({ 'models.yaml': manifest })))
    assert.ok(failing(own).length > 10)
    assert.deepEqual(
      own.problems.map(({ code }) => code),
      [],
    )
  })

  test('is found at the argument that tells', () => {
    const line = deployment.split('\n').findIndex((text) => text.includes('privileged ')) + 1
    assert.deepEqual(placesOf(scanned({ 'main.tf': deployment }), 'BH-0101'), [`fail main.tf:${line}`])
  })

  test('has what nobody knows as unknown', () => {
    const unclear = deployment.replace('privileged  = "true"', 'privileged  = var.model')
    const line = unclear.split('\n').findIndex((text) => text.startsWith('variable')) + 1
    assert.deepEqual(placesOf(scanned({ 'main.tf': unclear }), 'BH-0101'), [`unknown main.tf:${line}`])
  })

  test('mounts the token of its account unless it says otherwise, as the provider does', () => {
    const account =
      'resource "kubernetes_service_account" "llm" {\n  metadata {\n    name = "llm"\n    namespace = "models"\n  }\n  automount_service_account_token = false\n}\n'
    const silent = deployment.replace(/ +automount_service_account_token = false\n/, '')
    const mounts = (text: string): boolean =>
      scanned({ 'main.tf': `${text}${account}` }).findings.some(
        ({ name }) => name === 'service-account-token-asked-for',
      )
    assert.deepEqual([mounts(silent), mounts(deployment)], [true, false])
  })

  test('hides what a dynamic block may hold', () => {
    const dynamic = deployment.replace(
      /security_context \{[^]*?\n {10}\}/,
      'dynamic "security_context" {\n            for_each = var.model\n            content {\n              privileged = true\n            }\n          }',
    )
    assert.match(placesOf(scanned({ 'main.tf': dynamic }), 'BH-0101').join(), /^unknown/)
  })
})

const secret = `resource "kubernetes_secret" "key" {
  metadata {
    name      = "key"
    namespace = "models"
  }
  data = {
    token = "hf_abcdefghijklmnopqrstuvwxyzABCDEFGH"
  }
}
`
const role = `resource "kubernetes_cluster_role_binding" "all" {
  metadata {
    name = "all"
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "cluster-admin"
  }
  subject {
    kind      = "ServiceAccount"
    name      = "default"
    namespace = "models"
  }
}
`
const policy = `resource "kubernetes_network_policy_v1" "deny" {
  metadata {
    name      = "deny"
    namespace = "models"
  }
  spec {
    pod_selector {}
    policy_types = ["Ingress", "Egress"]
    egress {
      to {
        namespace_selector {
          match_labels = { name = "dns" }
        }
      }
      ports {
        port     = "53"
        protocol = "UDP"
      }
    }
  }
}
`

describe('other objects of the provider', () => {
  test('are the assets that their manifests are', () => {
    const yaml = `apiVersion: v1
kind: Secret
metadata: { name: key, namespace: models }
stringData: { token: hf_abcdefghijklmnopqrstuvwxyzABCDEFGH }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: all }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: default, namespace: models }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: models }
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  egress:
    - to: [{ namespaceSelector: { matchLabels: { name: dns } } }]
      ports: [{ port: 53, protocol: UDP }]
`
    const own = scanned({ 'main.tf': `${secret}${role}${policy}` })
    assert.deepEqual(failing(own), failing(scanned({ 'all.yaml': yaml })))
    assert.ok(failing(own).length > 3)
    assert.deepEqual(own.problems, [])
  })

  test('that only change objects are told as not read', () => {
    const labels = 'resource "kubernetes_labels" "more" {\n  kind = "Namespace"\n}\n'
    assert.deepEqual(
      scanned({ 'main.tf': labels }).problems.map(({ code, message }) => `${code}: ${message}`),
      ['unread-resource: What kubernetes_labels.more installs was not analysed.'],
    )
  })
})
