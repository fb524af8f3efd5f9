import { lookup } from '../../kernel/lookup.ts'
import { type Known, stated } from '../../model/known.ts'
import { groupOf, type ObjectMeta } from '../../model/object.ts'

/**
 * Labels that operators put on the pods of a custom resource, with the resource's name as value: network policies select
 * by them. From each operator's own constants; labels that also tell the role of a pod are left out.
 */
const nameLabels: Readonly<Record<string, readonly string[]>> = {
  'serving.kserve.io/InferenceService': ['serving.kserve.io/inferenceservice'],
  'serving.knative.dev/Service': ['serving.knative.dev/service'],
  'ray.io/RayCluster': ['ray.io/cluster'],
  'kubeflow.org/Notebook': ['notebook-name'],
  'kubeflow.org/PyTorchJob': ['training.kubeflow.org/job-name'],
  'kubeflow.org/TFJob': ['training.kubeflow.org/job-name'],
  'kubeflow.org/MPIJob': ['training.kubeflow.org/job-name'],
  'kubeflow.org/XGBoostJob': ['training.kubeflow.org/job-name'],
  'kubeflow.org/PaddleJob': ['training.kubeflow.org/job-name'],
  'kubeflow.org/JAXJob': ['training.kubeflow.org/job-name'],
  'jobset.x-k8s.io/JobSet': ['jobset.sigs.k8s.io/jobset-name'],
  'leaderworkerset.x-k8s.io/LeaderWorkerSet': ['leaderworkerset.sigs.k8s.io/name'],
  'batch.volcano.sh/Job': ['volcano.sh/job-name'],
}

/** Labels of the template with those that the operator adds. */
export function withOperatorLabels(
  meta: ObjectMeta,
  labels: ReadonlyMap<string, Known<string>>,
): ReadonlyMap<string, Known<string>> {
  const added = lookup(nameLabels, `${groupOf(meta)}/${meta.kind}`) ?? []
  if (added.length === 0) return labels
  // A map that cannot be read answers `hidden` to every key, and stays what it is.
  const missing = added.filter((key) => !labels.has(key))
  if (missing.length === 0) return labels
  return new Map([...labels, ...missing.map((key) => [key, stated(meta.name, meta.origin)] as const)])
}
