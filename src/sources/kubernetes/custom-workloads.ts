import {
  type Adapt,
  argoTemplate,
  completed,
  containerUnder,
  kserveComponent,
  merged,
  oneImage,
  versionedImage,
  partial,
  sparkPod,
  tektonTask,
  trainer,
} from './custom-pods.ts'
import { rayHead } from './ray-pods.ts'
import type { TemplatePlace } from './workloads.ts'

const llmPods = [
  'spec.template',
  'spec.worker',
  'spec.prefill.template',
  'spec.prefill.worker',
  'spec.router.scheduler.template',
  'spec.router.scheduler.tokenizer.template',
]

/** The pods of an LLMInferenceService, with all that its base configurations fill in and without. */
export const llmWorkload: Readonly<Record<'whole' | 'inPart', readonly TemplatePlace[]>> = {
  whole: llmPods.map((path) => spec(path)),
  inPart: llmPods.map((path) =>
    spec(path, merged('a base configuration fills in what the resource leaves out')),
  ),
}

/**
 * Custom resources that carry pods, by `<group>/<kind>`: many of their kinds have the names of others. From each
 * project's own API reference. A kind without places makes pods that no file of it shows.
 */
export const customWorkloads: Readonly<Record<string, readonly TemplatePlace[]>> = {
  ...kserve(),
  ...serving(),
  ...ray(),
  ...training(),
  ...batch(),
  ...pipelines(),
  ...sets(),
  ...builtByOperators(),
}

type Table = Record<string, readonly TemplatePlace[]>

function template(path: string, adapt: Adapt = completed): TemplatePlace {
  return { path: path.split('.'), shape: 'template', adapt }
}

function spec(path: string, adapt: Adapt = completed): TemplatePlace {
  return { path: path.split('.'), shape: 'spec', adapt }
}

function kserve(): Table {
  const runtime = [spec('spec'), spec('spec.workerSpec')]
  return {
    'serving.kserve.io/InferenceService': [
      spec('spec.predictor', kserveComponent),
      spec('spec.predictor.workerSpec', kserveComponent),
      spec('spec.transformer', kserveComponent),
      spec('spec.explainer', kserveComponent),
    ],
    'serving.kserve.io/ServingRuntime': runtime,
    'serving.kserve.io/ClusterServingRuntime': runtime,
    'serving.kserve.io/ClusterStorageContainer': [spec('spec', containerUnder('container'))],
    'serving.kserve.io/LLMInferenceService': llmWorkload.inPart,
    'serving.kserve.io/LLMInferenceServiceConfig': llmWorkload.inPart,
  }
}

function serving(): Table {
  const seldonServer = [
    spec('spec.podSpec', merged('the server configuration fills in what the resource leaves out')),
  ]
  return {
    'serving.knative.dev/Service': [template('spec.template')],
    'serving.knative.dev/Configuration': [template('spec.template')],
    'serving.knative.dev/Revision': [spec('spec')],
    'machinelearning.seldon.io/SeldonDeployment': [template('spec.predictors.*.componentSpecs.*')],
    'mlops.seldon.io/Server': seldonServer,
    'mlops.seldon.io/ServerConfig': seldonServer,
    'apps.nvidia.com/NIMService': [spec('spec', oneImage)],
    'nvidia.com/DynamoGraphDeployment': [
      spec('spec.services.*.extraPodSpec', containerUnder('mainContainer')),
    ],
    'production-stack.vllm.ai/VLLMRuntime': [spec('spec', oneImage), spec('spec.deploymentConfig', oneImage)],
    'production-stack.vllm.ai/VLLMRouter': [spec('spec', oneImage)],
    'production-stack.vllm.ai/CacheServer': [spec('spec', oneImage)],
    'inference.llmaz.io/Service': [
      template('spec.workloadTemplate.leaderTemplate'),
      template('spec.workloadTemplate.workerTemplate'),
    ],
    'inference.llmaz.io/BackendRuntime': [spec('spec', versionedImage)],
    'kaito.sh/Workspace': [template('inference.template')],
    'kaito.sh/InferenceSet': [template('spec.template.inference.template')],
    'agents.x-k8s.io/Sandbox': [template('spec.podTemplate')],
    'extensions.agents.x-k8s.io/SandboxTemplate': [template('spec.podTemplate')],
  }
}

function ray(): Table {
  const cluster = (path: string): TemplatePlace[] => [
    template(`${path}.headGroupSpec.template`, rayHead(path.split('.'))),
    template(`${path}.workerGroupSpecs.*.template`),
  ]
  return {
    'ray.io/RayCluster': cluster('spec'),
    'ray.io/RayService': cluster('spec.rayClusterConfig'),
    'ray.io/RayJob': [...cluster('spec.rayClusterSpec'), template('spec.submitterPodTemplate')],
    'ray.io/RayCronJob': [
      ...cluster('spec.jobTemplate.rayClusterSpec'),
      template('spec.jobTemplate.submitterPodTemplate'),
    ],
  }
}

function training(): Table {
  const replicas = (key: string): TemplatePlace[] => [template(`spec.${key}.*.template`)]
  const runtime = [template('spec.template.spec.replicatedJobs.*.template.spec.template')]
  return {
    'kubeflow.org/Notebook': [template('spec.template')],
    'kubeflow.org/PyTorchJob': replicas('pytorchReplicaSpecs'),
    'kubeflow.org/TFJob': replicas('tfReplicaSpecs'),
    'kubeflow.org/MPIJob': replicas('mpiReplicaSpecs'),
    'kubeflow.org/XGBoostJob': replicas('xgbReplicaSpecs'),
    'kubeflow.org/MXJob': replicas('mxReplicaSpecs'),
    'kubeflow.org/PaddleJob': replicas('paddleReplicaSpecs'),
    'kubeflow.org/JAXJob': replicas('jaxReplicaSpecs'),
    'kubeflow.org/Experiment': [template('spec.trialTemplate.trialSpec.spec.template')],
    'trainer.kubeflow.org/TrainJob': [
      spec('spec.trainer', trainer),
      spec(
        'spec.podTemplateOverrides.*.spec',
        partial('the training runtime fills in what the job leaves out'),
      ),
    ],
    'trainer.kubeflow.org/TrainingRuntime': runtime,
    'trainer.kubeflow.org/ClusterTrainingRuntime': runtime,
  }
}

function batch(): Table {
  return {
    'batch.volcano.sh/Job': [template('spec.tasks.*.template')],
    'jobset.x-k8s.io/JobSet': [template('spec.replicatedJobs.*.template.spec.template')],
    'leaderworkerset.x-k8s.io/LeaderWorkerSet': [
      template('spec.leaderWorkerTemplate.leaderTemplate'),
      template('spec.leaderWorkerTemplate.workerTemplate'),
    ],
    'sparkoperator.k8s.io/SparkApplication': [spec('spec.driver', sparkPod), spec('spec.executor', sparkPod)],
    'sparkoperator.k8s.io/ScheduledSparkApplication': [
      spec('spec.template.driver', sparkPod),
      spec('spec.template.executor', sparkPod),
    ],
    'flink.apache.org/FlinkDeployment': [
      spec('spec', oneImage),
      ...[
        'spec.podTemplate.spec',
        'spec.jobManager.podTemplate.spec',
        'spec.taskManager.podTemplate.spec',
      ].map((path) => spec(path, partial('the Flink operator fills in what the template leaves out'))),
    ],
  }
}

function pipelines(): Table {
  const argo = (path: string): TemplatePlace[] => [spec(`${path}.templates.*`, argoTemplate)]
  const tasks = (path: string): TemplatePlace[] => [
    spec(`${path}.tasks.*.taskSpec`, tektonTask),
    spec(`${path}.finally.*.taskSpec`, tektonTask),
  ]
  return {
    'argoproj.io/Workflow': argo('spec'),
    'argoproj.io/WorkflowTemplate': argo('spec'),
    'argoproj.io/ClusterWorkflowTemplate': argo('spec'),
    'argoproj.io/CronWorkflow': argo('spec.workflowSpec'),
    'argoproj.io/Rollout': [template('spec.template')],
    'tekton.dev/Task': [spec('spec', tektonTask)],
    'tekton.dev/ClusterTask': [spec('spec', tektonTask)],
    'tekton.dev/TaskRun': [spec('spec.taskSpec', tektonTask)],
    'tekton.dev/Pipeline': tasks('spec'),
    'tekton.dev/PipelineRun': tasks('spec.pipelineSpec'),
  }
}

/** Sets of OpenKruise, which extend those of Kubernetes. */
function sets(): Table {
  const one = [template('spec.template')]
  return {
    'apps.kruise.io/CloneSet': one,
    'apps.kruise.io/StatefulSet': one,
    'apps.kruise.io/DaemonSet': one,
    'apps.kruise.io/BroadcastJob': one,
    'apps.kruise.io/AdvancedCronJob': [template('spec.template.jobTemplate.spec.template')],
    'apps.kruise.io/SidecarSet': [spec('spec')],
  }
}

/** Kinds whose operator makes up the whole pod. */
function builtByOperators(): Table {
  const kinds = [
    'kaito.sh/RAGEngine',
    'kaito.sh/MultiRoleInference',
    'inference.llmaz.io/Playground',
    'apps.nvidia.com/NIMCache',
    'apps.nvidia.com/NIMPipeline',
    'serving.kserve.io/InferenceGraph',
    'mlops.seldon.io/SeldonRuntime',
  ]
  return Object.fromEntries(kinds.map((kind) => [kind, []]))
}
